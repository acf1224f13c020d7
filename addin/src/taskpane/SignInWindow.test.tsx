import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { I18nProvider } from '../shared/i18n/I18n';
import { newQueryClient } from '../shared/session/queryClient';
import { GIVEN_UP } from '../word/word';
import { handOver } from './handOver';
import { SignInWindow } from './SignInWindow';

const messageParent = vi.fn();

/** The window with an Office around it, and a server that answers with this status. */
async function open(status: number, body: object = {}) {
  vi.stubGlobal('Office', {
    onReady: () => Promise.resolve({ host: 'Word' }),
    context: { ui: { messageParent } },
  });
  vi.stubGlobal('fetch', () =>
    status === 0
      ? Promise.reject(new TypeError('Failed to fetch'))
      : Promise.resolve(Response.json(body, { status })),
  );
  const outcome = handOver('a'.repeat(64));
  await act(async () => {
    render(
      <QueryClientProvider client={newQueryClient()}>
        <I18nProvider>
          <SignInWindow outcome={outcome} />
        </I18nProvider>
      </QueryClientProvider>,
    );
    await outcome;
  });
}

afterEach(() => {
  vi.unstubAllGlobals();
  messageParent.mockReset();
});

test.each([
  [0, 'Akte cannot be reached. Check your connection, then try again.'],
  [503, 'Akte is busy. Wait a moment, then try again.'],
  [500, 'Something went wrong at our end.'],
])('a call for a token that fails with %d says what happened and what to do', async (status, text) => {
  await open(status);
  expect(screen.getByRole('alert').textContent).toContain(text);
  expect(screen.getByRole('heading', { name: 'Signing in did not work' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(messageParent).toHaveBeenCalledWith(GIVEN_UP, { targetOrigin: location.origin });
});

test('a token is handed to the pane, and nothing is said', async () => {
  await open(200, { token: 'handed', ends: '2026-01-01T00:15:00Z' });
  expect(messageParent).toHaveBeenCalledTimes(1);
  expect(screen.queryByRole('alert')).toBeNull();
});
