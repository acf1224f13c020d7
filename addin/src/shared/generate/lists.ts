import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { listAnswerSets, listCategories, listTemplates, type Wanted } from '../../api/client';
import { whoIs } from '../session/me';
import { NO_FILTER, wantedBy } from './filter';

/** The templates that are wanted, page by page. */
export const templatesLike = (wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: ['templates', wanted],
    queryFn: ({ pageParam, signal }) => listTemplates(wanted, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor,
  });

/** One's own questionnaires, the last first. */
export const latest = queryOptions({
  queryKey: ['answer-sets', 'latest'],
  queryFn: ({ signal }) => listAnswerSets(undefined, undefined, signal),
});

export const allCategories = queryOptions({
  queryKey: ['categories'],
  queryFn: ({ signal }) => listCategories(signal),
});

/**
 * Asks who is signed in, and then for what the library shows, before anything is drawn: the answers come meanwhile.
 * What goes wrong shows when it is drawn.
 */
export async function askAhead(client: QueryClient, isLibraryFirst: boolean): Promise<void> {
  const me = await client.query(whoIs).catch(() => undefined);
  if (!me || !isLibraryFirst) return;
  await Promise.allSettled([
    client.infiniteQuery(templatesLike(wantedBy(NO_FILTER))),
    client.query(allCategories),
    'start_interview' in me.permissions && client.query(latest),
  ]);
}
