import { expect, test } from 'vitest';
import { changed } from './changed';

const letters = (text: string) => Array.from(text);

test.each([
  ['abc', 'abc', []],
  ['abc', 'axc', [1]],
  ['abc', 'abxc', [2]],
  ['abc', 'ac', []],
  ['', 'ab', [0, 1]],
  ['abcd', 'xbcy', [0, 3]],
  ['aab', 'aaab', [2]],
  ['abcabc', 'abcXabcY', [3, 7]],
])('from %s to %s', (before, after, expected) => {
  expect(changed(letters(before), letters(after))).toEqual(expected);
});
