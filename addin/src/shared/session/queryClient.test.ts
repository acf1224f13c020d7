import { afterEach, expect, test } from 'vitest';
import { ApiError } from '../../api/error';
import { hold } from './held';
import { newQueryClient } from './queryClient';
import { ME } from './me';

afterEach(() => {
  hold('lotte/set/page', []);
});

test('an ended session takes the page away, save while it alone holds what was typed', async () => {
  const client = newQueryClient();
  const meets401 = () =>
    client.query({ queryKey: ['any'], queryFn: () => Promise.reject(new ApiError(401)) }).catch(() => 0);
  client.setQueryData(ME, { person: 'Lotte' });
  hold('lotte/set/page', [{ name: 'name', value: 'Jansen', before: null }]);
  await meets401();
  expect(client.getQueryData(ME)).toBeDefined();
  hold('lotte/set/page', []);
  await meets401();
  expect(client.getQueryData(ME)).toBeUndefined();
});
