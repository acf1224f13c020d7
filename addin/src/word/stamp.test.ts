import { expect, test } from 'vitest';
import { readStamp } from './stamp';

test.each([
  undefined,
  '',
  '{',
  'null',
  '7',
  '[]',
  '{"server":"https://a.example"}',
  '{"server":1,"document":"7"}',
])('%j is no stamp', (text) => {
  expect(readStamp(text)).toBeUndefined();
});

test('of a stamp, what belongs to it is read', () => {
  expect(readStamp('{"server":"https://a.example","document":"7","more":1}')).toEqual({
    server: 'https://a.example',
    document: '7',
  });
});
