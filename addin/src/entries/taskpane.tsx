import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { sendBearer } from '../api/client';
import { newQueryClient } from '../shared/session/queryClient';
import { whoIs } from '../shared/session/me';
import { bearer } from '../shared/session/token';
import { InOffice } from '../taskpane/InOffice';
import { TaskPane } from '../taskpane/TaskPane';
import { viewOf } from '../taskpane/view';
import { connect } from '../word/connect';
import { WordError } from '../word/word';

sendBearer(() => bearer());
// While Office gets ready.
const client = newQueryClient();
// What goes wrong shows when it is drawn.
void client.query(whoIs).catch(() => undefined);
const word = await connect().catch((cause: unknown) => new WordError('no-office', { cause }));

const root = document.getElementById('root');
if (!root) throw new Error('taskpane.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <InOffice word={word instanceof Error ? undefined : word}>
        <TaskPane word={word} view={viewOf(location.search)} />
      </InOffice>
    </QueryClientProvider>
  </StrictMode>,
);
