import { render, screen } from '@testing-library/react';
import { Suspense } from 'react';
import { expect, test, vi } from 'vitest';
import { later } from './later';

test('a part that cannot be fetched is tried again, and takes nothing with it', async () => {
  vi.useFakeTimers();
  const load = vi
    .fn<() => Promise<{ default: () => string }>>()
    .mockRejectedValueOnce(new TypeError('Failed to fetch'))
    .mockResolvedValue({ default: () => 'the part' });
  const Part = later(load);
  render(
    <>
      what was typed
      <Suspense fallback="on its way">
        <Part />
      </Suspense>
    </>,
  );
  await vi.advanceTimersByTimeAsync(0);
  expect(screen.getByText(/what was typed/)).toBeTruthy();
  expect(screen.getByText(/on its way/)).toBeTruthy();
  await vi.advanceTimersByTimeAsync(5000);
  vi.useRealTimers();
  expect(await screen.findByText(/the part/)).toBeTruthy();
  expect(load).toHaveBeenCalledTimes(2);
});
