import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { listAnswerSets, listCategories, listTemplates, type Wanted } from '../../api/client';
import { PATIENCE_MS } from '../components/patience';
import { whoIs } from '../session/me';
import { NO_FILTER, wantedBy } from './filter';

/** In milliseconds: what was asked ahead is not asked again by drawing it. */
const JUST_ASKED = 1000;

/** The templates that are wanted, page by page. */
export const templatesLike = (wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: ['templates', wanted],
    queryFn: ({ pageParam, signal }) => listTemplates(wanted, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor,
    staleTime: JUST_ASKED,
  });

/** One's own questionnaires, the last first. */
export const latest = queryOptions({
  queryKey: ['answer-sets', 'latest'],
  queryFn: ({ signal }) => listAnswerSets(undefined, undefined, signal),
  staleTime: JUST_ASKED,
});

export const allCategories = queryOptions({
  queryKey: ['categories'],
  queryFn: ({ signal }) => listCategories(signal),
  staleTime: JUST_ASKED,
});

/**
 * Asks who is signed in, and for what the library shows, as the server has the browser do already. Waits before a page
 * is drawn as long as nobody sees it wait, so that it is drawn at once and whole, not piece by piece. What goes wrong
 * shows when it is drawn.
 */
export const askAhead = (client: QueryClient, isLibraryFirst: boolean): Promise<void> =>
  Promise.race([
    asked(client, isLibraryFirst),
    new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS)),
  ]);

async function asked(client: QueryClient, isLibraryFirst: boolean): Promise<void> {
  const me = await client.query(whoIs).catch(() => undefined);
  if (!me) return;
  const library = Promise.allSettled([
    client.infiniteQuery(templatesLike(wantedBy(NO_FILTER))),
    client.query(allCategories),
    'read_answers' in me.permissions && client.query(latest),
  ]);
  if (isLibraryFirst) await library;
}
