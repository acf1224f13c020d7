import { expect, test } from 'vitest';
import { question } from '../../testing/interview';
import { nl } from '../i18n/nl';
import type { I18n } from '../i18n/I18n';
import { write } from '../i18n/message';
import { wrong } from './wrong';

const i18n = {
  language: 'nl',
  t: (key: keyof typeof nl, parameters?: Record<string, string | number>) => write(nl[key], 'nl', parameters),
} as unknown as I18n;
const error = 'As the server says it.';

test('what is wrong is said in the language of the page, or as the server says it', () => {
  const said = (part: Parameters<typeof question>[0]) => wrong(question(part), i18n);
  expect(said({ name: 'a', kind: 'kvk', value: '1' })).toBeUndefined();
  expect(said({ name: 'a', kind: 'kvk', value: '1', error })).toBe('Een KvK-nummer is acht cijfers.');
  expect(said({ name: 'a', kind: 'number', value: 1, min: 2, error })).toBe('Dit moet minstens 2 zijn.');
  const value = { amount: '1500.5', currency: 'EUR' };
  expect(said({ name: 'a', kind: 'money', value, max: 1500, error })).toBe('Dit mag hoogstens 1.500 zijn.');
  expect(said({ name: 'a', kind: 'text', value: 'x', error })).toBe(error);
});
