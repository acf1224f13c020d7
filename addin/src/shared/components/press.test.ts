import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { released } from './press';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const send = (type: string, buttons = 0) => window.dispatchEvent(new PointerEvent(type, { buttons }));

/** Whether what waits for the end of a press goes on, so long after it is asked. */
async function goesOn(after = 0): Promise<boolean> {
  let went = false;
  void released().then(() => (went = true));
  await vi.advanceTimersByTimeAsync(after);
  return went;
}

test('nothing waits where nothing is pressed', async () => {
  expect(await goesOn()).toBe(true);
});

test.each(['pointerup', 'pointercancel'])('what waits goes on after %s, and after the click', async (end) => {
  send('pointerdown', 1);
  send('pointermove', 1);
  let went = false;
  void released().then(() => (went = true));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(went).toBe(false);
  send(end);
  await Promise.resolve();
  expect(went, 'the click has not come yet').toBe(false);
  await vi.advanceTimersByTimeAsync(0);
  expect(went).toBe(true);
});

test('a press of which nobody tells the end is over when the pointer moves without it, or after a while', async () => {
  send('pointerdown', 1);
  expect(await goesOn(4_000)).toBe(false);
  send('pointermove');
  expect(await goesOn()).toBe(true);
  send('pointerdown', 1);
  expect(await goesOn(5_000)).toBe(true);
});
