import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { LanguageSwitch } from '../components/LanguageSwitch';
import { en } from './en';
import { I18nProvider, useI18n } from './I18n';
import { LANGUAGES, type Message, write } from './message';
import { nl } from './nl';

const messages: Record<(typeof LANGUAGES)[number], Record<string, Message>> = { en, nl };
const texts = (message: Message) => (typeof message === 'string' ? [message] : [message.one, message.other]);
const places = (message: Message) =>
  [
    ...new Set(texts(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))),
  ].sort();

test.each(LANGUAGES)('%s has every key, with a text and the same places', (language) => {
  expect(Object.keys(messages[language])).toEqual(Object.keys(en));
  for (const [key, message] of Object.entries(messages[language])) {
    for (const text of texts(message)) expect(text.trim(), key).not.toBe('');
    expect(places(message), key).toEqual(places((en as Record<string, Message>)[key] ?? ''));
  }
});

test('Dutch is not English left standing', () => {
  const same = Object.keys(en).filter((key) => {
    const text = texts(messages.en[key] ?? '').join('');
    return text === texts(messages.nl[key] ?? '').join('') && /\p{L}{3}/u.test(text.replace(/\{\w+\}/g, ''));
  });
  expect(same).toEqual([]);
});

test('plurals and counts by language', () => {
  expect(write(en['library.found'], 'en', { count: 1 })).toBe('1 template');
  expect(write(en['library.found'], 'en', { count: 0 })).toBe('0 templates');
  expect(write(nl['library.found'], 'nl', { count: 1250 })).toBe('1.250 modellen');
  expect(write(nl['library.found'], 'nl', { count: 1 })).toBe('1 model');
});

test('a parameter is text, not a pattern', () => {
  expect(write('{a} and {b}', 'en', { a: '{b} $&', b: 'c' })).toBe('{b} $& and c');
});

beforeEach(() => {
  localStorage.clear();
});

function Sample() {
  const { t } = useI18n();
  return <p>{t('review.title')}</p>;
}

test('the choice of a language is remembered and told to the browser', async () => {
  const page = (
    <I18nProvider>
      <LanguageSwitch />
      <Sample />
    </I18nProvider>
  );
  const { unmount } = render(page);
  expect(document.documentElement.lang).toBe('en');
  await userEvent.click(screen.getByRole('button', { name: 'Nederlands' }));
  expect(screen.getByText('Nakijken')).toBeTruthy();
  expect(document.documentElement.lang).toBe('nl');
  unmount();
  render(page);
  expect(screen.getByText('Nakijken')).toBeTruthy();
});

test.each([
  [['de-DE', 'fr'], 'en', '26 November 2026 at 20:05'],
  [['de', 'nl-BE'], 'nl', '26 november 2026 om 20:05'],
  [['en-US'], 'en', '26 November 2026 at 20:05'],
])(
  'a browser that prefers %j gets %s, and dates that can be read in one way only',
  (languages, language, written) => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(languages);
    function Moment() {
      return <time>{useI18n().moment('2026-11-26T20:05:00')}</time>;
    }
    render(
      <I18nProvider>
        <Moment />
      </I18nProvider>,
    );
    expect(document.documentElement.lang).toBe(language);
    expect(screen.getByRole('time').textContent).toBe(written);
    vi.restoreAllMocks();
  },
);
