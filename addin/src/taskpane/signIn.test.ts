import { afterEach, expect, test, vi } from 'vitest';
import { bearer, keepToken } from '../shared/session/token';
import { type WordHost, WordError } from '../word/word';
import { nested } from './nested';
import { signIn } from './signIn';

vi.mock('./nested');

const ENDS = Date.now() + 900_000;
const dialog = vi.fn(() =>
  Promise.resolve(JSON.stringify({ token: 'dialog', ends: new Date(ENDS).toISOString() })),
);
const word = { capabilities: () => ({ nestedSignIn: true }), dialog } as unknown as WordHost;

const office = (ask: () => Promise<{ value: string; ends: number }>) => {
  vi.mocked(nested).mockResolvedValue({ ask, renew: () => Promise.resolve(undefined) });
  document.head.innerHTML = '<meta name="akte-entra-client" content="client">';
};

afterEach(() => {
  keepToken(undefined);
  dialog.mockClear();
});

test('Office signs in', async () => {
  office(() => Promise.resolve({ value: 'office', ends: ENDS }));
  await signIn(word);
  expect(await bearer()).toBe('office');
  expect(dialog).not.toHaveBeenCalled();
});

test('what Office cannot do, the dialog does', async () => {
  office(() => Promise.reject(new Error('invalid_client')));
  await signIn(word);
  expect(await bearer()).toMatch(/^dialog\./);
});

test('who closes the window of Office is not shown another', async () => {
  office(() => Promise.reject(new WordError('dialog-closed')));
  await expect(signIn(word)).rejects.toMatchObject({ trouble: 'dialog-closed' });
  expect(dialog).not.toHaveBeenCalled();
});
