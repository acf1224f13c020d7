import { expect, test } from 'vitest';
import { readAnswers } from './readAnswers';

const file = (text: string) => new File([text], 'answers.json', { type: 'application/json' });

test('answers are read as they were exported', async () => {
  const answers = { client: { name: 'Ada' }, fee: { amount: '0.10', currency: 'EUR' }, list: [null, 'x'] };
  expect(await readAnswers(file(JSON.stringify(answers)))).toEqual({ name: 'answers.json', answers });
});

test.each(['', '{', '[1]', 'null', '"text"', '5'])('%j holds no answers', async (text) => {
  expect(await readAnswers(file(text))).toEqual({ name: 'answers.json', answers: undefined });
});

test('a file that is larger than the server takes is not read', async () => {
  const large = file(JSON.stringify({ a: 'x'.repeat(2 * 1024 * 1024) }));
  expect((await readAnswers(large)).answers).toBeUndefined();
});
