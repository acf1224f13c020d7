import { afterEach, expect, test, vi } from 'vitest';
import { bearer, keepToken } from '../shared/session/token';
import type { WordHost } from '../word/word';
import { sendBearer } from '../api/client';
import { inDialog } from './dialog';

afterEach(() => {
  vi.unstubAllGlobals();
  keepToken(undefined);
});

const ENDS = '2026-01-01T00:15:00Z';

test('the pane keeps a half that the dialog never sees, and sends both', async () => {
  const dialog = vi.fn(() => Promise.resolve(JSON.stringify({ token: 'handed', ends: ENDS })));
  const { first } = await inDialog({ dialog } as unknown as WordHost);
  const [path] = dialog.mock.calls[0] as unknown as [string];
  const [handed, secret] = first.value.split('.');
  expect([handed, first.ends]).toEqual(['handed', Date.parse(ENDS)]);
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret)));
  expect(path).toBe(`/dialog?client=${Buffer.from(hash).toString('hex')}`);
  expect(path).not.toContain(secret);
});

test('a renewal sends the token that it renews and keeps its own half', async () => {
  const dialog = () => Promise.resolve(JSON.stringify({ token: 'first', ends: ENDS }));
  const fetched = vi.fn((_: Request) =>
    Promise.resolve(Response.json({ token: 'second', ends: '2026-01-01T00:30:00Z' })),
  );
  vi.stubGlobal('fetch', fetched);
  const { first, renew } = await inDialog({ dialog } as unknown as WordHost);
  keepToken(first, renew);
  sendBearer(() => bearer(Date.parse(ENDS) - 1000));
  const next = await bearer(Date.parse(ENDS) - 1000);
  expect(next).toBe(first.value.replace('first', 'second'));
  expect(fetched).toHaveBeenCalledTimes(1);
  const [request] = fetched.mock.calls[0] ?? [];
  expect(request?.url).toMatch(/\/api\/v1\/tokens\/renew$/);
  expect(request?.headers.get('Authorization')).toBe(`Bearer ${first.value}`);
});
