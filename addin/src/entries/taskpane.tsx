import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { sendBearer } from '../api/client';
import { askAhead } from '../shared/generate/lists';
import { newQueryClient } from '../shared/session/queryClient';
import { bearer } from '../shared/session/token';
import { InOffice } from '../taskpane/InOffice';
import { TaskPane } from '../taskpane/TaskPane';
import { viewOf } from '../taskpane/view';
import { connect } from '../word/connect';
import { WordError } from '../word/word';

sendBearer(() => bearer());
const client = newQueryClient();
const [word] = await Promise.all([
  connect().catch((cause: unknown) => new WordError('no-office', { cause })),
  askAhead(client, true),
]);

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
