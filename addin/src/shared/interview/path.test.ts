import { expect, test } from 'vitest';
import { answerAfter, isWithin } from './path';

test.each([
  ['client', 'client', true],
  ['client.name', 'client', true],
  ['parties[0].name', 'parties', true],
  ['parties[0].name', 'parties[0]', true],
  ['clients', 'client', false],
  ['parties[10]', 'parties[1]', false],
  ['client', 'client.name', false],
])('%s within %s: %s', (name, ancestor, within) => {
  expect(isWithin(name, ancestor)).toBe(within);
});

test.each([
  ['a change of itself', 'a', 1, [{ name: 'a', value: 2 }], 2],
  ['a change of a neighbour', 'a', 1, [{ name: 'b', value: 2 }], 1],
  ['a part', 'l', null, [{ name: 'l[1].x', value: 'y' }], [null, { x: 'y' }]],
  ['its whole', 'l[1].x', 'old', [{ name: 'l', value: [null, { x: 'new' }] }], 'new'],
  ['its whole, without it', 'l[1].x', 'old', [{ name: 'l', value: [] }], null],
  [
    'in order',
    'l',
    [1],
    [
      { name: 'l', value: [1, 2] },
      { name: 'l[0]', value: 9 },
    ],
    [9, 2],
  ],
  ['a quoted name', 'c["a.b"].d', 1, [{ name: 'c', value: { 'a.b': { d: 2 } } }], 2],
  ['other parts stay', 'p', { x: 1, y: { z: 2 } }, [{ name: 'p.y.z', value: 3 }], { x: 1, y: { z: 3 } }],
] as const)('an answer after %s', (_, name, known, changes, after) => {
  expect(answerAfter(name, known, changes)).toEqual(after);
});

test('what was known is left as it is', () => {
  const known = Object.freeze([Object.freeze({ x: 1 })]);
  expect(answerAfter('l', known, [{ name: 'l[0].x', value: 2 }])).toEqual([{ x: 2 }]);
  expect(known).toEqual([{ x: 1 }]);
});
