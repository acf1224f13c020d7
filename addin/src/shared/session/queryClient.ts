import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '../../api/error';
import { isHeldHereOnly } from './held';
import { ME } from './me';

/** How often a request is tried again that failed for a passing reason. */
const RETRIES = 2;

const retry = (failures: number, error: unknown) =>
  error instanceof ApiError && error.passing && failures < RETRIES;

/**
 * What a page knows of the server. Wherever the session turns out to have ended, it asks who is there; not while the
 * page alone holds what was typed: then it stays, and each place says for itself that one has to sign in.
 */
export function newQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (error instanceof ApiError && error.trouble === 'signed-out' && !isHeldHereOnly())
      void client.resetQueries({ queryKey: ME });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== ME[0]) onError(error);
      },
    }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry, networkMode: 'always' },
      mutations: { retry, networkMode: 'always' },
    },
  });
  return client;
}
