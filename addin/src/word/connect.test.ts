import { afterEach, expect, test, vi } from 'vitest';
import { connect, leaveDialog } from './connect';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('an Office.js that never says where it runs is one that cannot be reached', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('Office', { onReady: () => new Promise(() => undefined) });
  const connected = expect(connect()).rejects.toMatchObject({ trouble: 'no-office' });
  await vi.advanceTimersByTimeAsync(20_000);
  await connected;
});

test('without Office a dialog closes itself', async () => {
  const close = vi.spyOn(window, 'close').mockImplementation(() => undefined);
  await leaveDialog();
  expect(close).toHaveBeenCalled();
});
