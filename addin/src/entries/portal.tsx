import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Portal } from '../portal/Portal';
import { AkteProvider } from '../shared/components/AkteProvider';
import { askAhead } from '../shared/generate/lists';
import { newQueryClient } from '../shared/session/queryClient';
import { restorePlace } from '../shared/session/signIn';

restorePlace();
const client = newQueryClient();
await askAhead(client, /^(#\/?)?$/.test(location.hash));

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
