import { expect, test } from 'vitest';
import { readStamp } from './stamp';

test.each([undefined, '', '{', 'null', '7', '[]', '{"tenant":"firm"}', '{"tenant":1,"document":"7"}'])(
  '%j is no stamp',
  (text) => {
    expect(readStamp(text)).toBeUndefined();
  },
);

test('of a stamp, what belongs to it is read', () => {
  const stamp = { tenant: 'firm', document: '7' };
  expect(readStamp('{"tenant":"firm","document":"7","more":1,"server":2}')).toEqual(stamp);
  const named = { ...stamp, server: 'https://a.example' };
  expect(readStamp(JSON.stringify(named))).toEqual(named);
});
