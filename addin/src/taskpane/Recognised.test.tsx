import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { I18nProvider } from '../shared/i18n/I18n';
import { newQueryClient } from '../shared/session/queryClient';
import { Session } from '../shared/session/Session';
import type { WordHost } from '../word/word';
import { Recognised } from './Recognised';
import { WordProvider } from './WordProvider';

const ME = {
  person: { id: 'lotte', name: 'Lotte de Vries' },
  tenant: { id: 'firm', name: 'Van Dalen', accent: null },
  roles: ['lawyer'],
  permissions: {},
  acts_for: [],
  environment: 'test',
};
const DOCUMENT = {
  id: 'document',
  title: 'NDA Brink',
  template: 'template',
  answer_set: 'set',
  made_at: '2026-01-01T00:00:00Z',
  on_behalf_of: null,
};
const gone = (status: number) => ({
  status,
  body: { type: 'urn:akte:problem:not-found', title: 'No', status, detail: 'No' },
});

/** What the server says of the document, and to who begins with its answers. */
let document_: { status: number; body: object };
let begun: { status: number; body: object };

beforeEach(() => {
  document_ = { status: 200, body: DOCUMENT };
  vi.stubGlobal('fetch', ({ url, method }: Request) => {
    const said = url.endsWith('/me') ? { status: 200, body: ME } : method === 'POST' ? begun : document_;
    return Promise.resolve(Response.json(said.body, { status: said.status }));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function show() {
  const stamp = JSON.stringify({ tenant: ME.tenant.id, document: DOCUMENT.id });
  const word = { readPart: () => Promise.resolve(stamp) } as unknown as WordHost;
  render(
    <QueryClientProvider client={newQueryClient()}>
      <I18nProvider>
        <WordProvider word={word}>
          <Session signedOut="signed out">
            <Recognised />
            the library
          </Session>
        </WordProvider>
      </I18nProvider>
    </QueryClientProvider>,
  );
}

test('that beginning with its answers did not work is said', async () => {
  begun = gone(404);
  show();
  await userEvent.click(await screen.findByRole('button', { name: 'Begin with its answers' }));
  expect((await screen.findByRole('alert')).textContent).toContain('This cannot be found');
});

test('a document of another is not told from one that is gone', async () => {
  document_ = gone(404);
  show();
  expect(await screen.findByText(/not one of your documents/)).toBeTruthy();
});

test('whose document it is is not made up when the server will not say', async () => {
  document_ = { status: 413, body: {} };
  show();
  await screen.findByText('the library');
  await new Promise((resolve) => setTimeout(resolve));
  expect(screen.queryByText(/not one of your documents/)).toBeNull();
});
