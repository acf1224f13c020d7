import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, waitFor } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, vi } from 'vitest';
import type { AnswerSet, Change, QuestionState } from '../api/types';
import { AkteProvider } from '../shared/components/AkteProvider';
import { Interview } from '../shared/interview/Interview';
import { newQueryClient } from '../shared/session/queryClient';
import { answerSet, keepsNothing, question } from './interview';

interface Server {
  /** What it makes of changes; each test says. */
  respond: (changes: Change[], rev: number) => AnswerSet;
  /** What it was sent. */
  sent: Change[];
}

/** For the tests of a file: the server that takes the answers. */
export function withServer(): Server {
  const respond: Server['respond'] = (changes, rev) =>
    answerSet(rev + 1, [question({ name: changes[0]?.name ?? '', kind: 'text' })]);
  const server: Server = { respond, sent: [] };
  beforeEach(() => {
    localStorage.clear();
    // What an earlier test sends late is that test's.
    const own: Change[] = [];
    server.sent = own;
    server.respond = respond;
    vi.stubGlobal('fetch', async (request: Request) => {
      const rev = Number(request.headers.get('If-Match')?.replaceAll('"', ''));
      const { changes } = (await request.json()) as { changes: Change[] };
      own.push(...changes);
      return Response.json(server.respond(changes, rev));
    });
  });
  afterEach(() => {
    // Closing a questionnaire sends what still waits.
    cleanup();
    vi.unstubAllGlobals();
  });
  return server;
}

/** A questionnaire of these answers. */
export function Sample({ set }: { set: AnswerSet }) {
  const [page, setPage] = useState<string>();
  return (
    <QueryClientProvider client={newQueryClient()}>
      <AkteProvider>
        <Interview
          outbox={keepsNothing}
          answerSet={set}
          page={page}
          onPage={setPage}
          finish={() => <button>Finish</button>}
        />
      </AkteProvider>
    </QueryClientProvider>
  );
}

/** Shows one question; the server gives it back with the answer as it was changed. */
export function show(server: Server, asked: QuestionState): UserEvent {
  let current = asked;
  server.respond = (changes, rev) => {
    const change = changes.find(({ name }) => name === asked.name);
    current = { ...current, value: change ? change.value : current.value };
    return answerSet(rev + 1, [current]);
  };
  render(<Sample set={answerSet(1, [asked])} />);
  return userEvent.setup();
}

/** The change that was sent last, once there is one. */
export const lastSent = (server: Server): Promise<Change> =>
  waitFor(() => server.sent.at(-1) ?? Promise.reject(new Error('nothing was sent')));

/** What describes a control, as a screen reader reads it. */
export const described = (element: HTMLElement): string =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ');
