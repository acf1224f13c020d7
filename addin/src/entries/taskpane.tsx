import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { sendBearer } from '../api/client';
import { AkteProvider } from '../shared/components/AkteProvider';
import { newQueryClient } from '../shared/session/queryClient';
import { bearer } from '../shared/session/token';
import { TaskPane } from '../taskpane/TaskPane';
import { viewOf } from '../taskpane/view';
import { connect } from '../word/connect';
import { WordError } from '../word/word';

sendBearer(() => bearer());
const word = await connect().catch((cause: unknown) => new WordError('no-office', { cause }));
const theme = word instanceof Error ? undefined : word?.theme();

const root = document.getElementById('root');
if (!root) throw new Error('taskpane.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={newQueryClient()}>
      <AkteProvider dark={theme?.dark}>
        <TaskPane word={word} view={viewOf(location.search)} />
      </AkteProvider>
    </QueryClientProvider>
  </StrictMode>,
);
