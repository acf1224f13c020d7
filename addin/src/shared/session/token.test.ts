import { afterEach, expect, test, vi } from 'vitest';
import { bearer, keepToken } from './token';

afterEach(() => {
  keepToken(undefined);
});

test('a token is sent until its end', async () => {
  expect(await bearer(0)).toBeUndefined();
  keepToken({ value: 'a', ends: 1000 });
  expect(await bearer(999)).toBe('a');
  expect(await bearer(1000)).toBeUndefined();
});

test('it is renewed before its end, once for all requests at the time', async () => {
  const renew = vi.fn(() => Promise.resolve({ value: 'b', ends: 500_000 }));
  keepToken({ value: 'a', ends: 100_000 }, renew);
  expect(await bearer(10_000)).toBe('a');
  expect(renew).not.toHaveBeenCalled();
  expect(await Promise.all([bearer(40_000), bearer(40_000)])).toEqual(['b', 'b']);
  expect(renew).toHaveBeenCalledTimes(1);
});

test('a renewal that fails leaves the token that still works', async () => {
  keepToken({ value: 'a', ends: 100_000 }, () => Promise.reject(new Error('offline')));
  expect(await bearer(90_000)).toBe('a');
  expect(await bearer(100_000)).toBeUndefined();
});
