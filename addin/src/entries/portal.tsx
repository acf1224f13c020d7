import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from '../api/error';
import { Portal } from '../portal/Portal';
import { AkteProvider } from '../shared/components/AkteProvider';
import { ME } from '../shared/session/Session';
import { restorePlace } from '../shared/session/signIn';

/** How often a request is tried again that failed for a passing reason. */
const RETRIES = 2;

const retry = (failures: number, error: unknown) =>
  error instanceof ApiError && error.passing && failures < RETRIES;

/** Wherever the session turns out to have ended, the page asks who is there. */
const onError = (error: unknown) => {
  if (error instanceof ApiError && error.trouble === 'signed-out') void client.resetQueries({ queryKey: ME });
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

restorePlace();

const root = document.getElementById('root');
if (!root) throw new Error('portal.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <AkteProvider>
        <Portal />
      </AkteProvider>
    </QueryClientProvider>
  </StrictMode>,
);
