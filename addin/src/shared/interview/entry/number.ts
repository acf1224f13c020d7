import type { Language } from '../../i18n/message';
import type { Entry } from './entry';

/** A decimal number as text, such as `-1250.50`: exact, never a binary fraction. */
export type Decimal = string;

/** Longer than any amount in a contract, short enough for the server's exact decimals. */
const DIGITS = 24;

/** How a language writes decimals, and groups thousands. */
const marks = (language: Language) => (language === 'nl' ? ([',', '.'] as const) : (['.', ','] as const));

/** What is typed, without what only groups digits. */
const compactOf = (text: string) =>
  text
    .trim()
    .replace(/[\s\u00a0\u202f']/g, '')
    .replace(/^\u2212/, '-');

/**
 * Reads a number the way the language writes it (`1.250,50` in Dutch, `1,250.50` in English), or the way others do
 * where that can mean one thing only. Spaces may group digits in both. Where only one separator occurs and it cannot
 * be one of thousands, it marks the decimals, whichever it is: `12.5` is twelve and a half in Dutch, too.
 */
function parse(text: string, language: Language): Decimal | undefined {
  const [decimal, group] = marks(language);
  const compact = compactOf(text);
  const own = new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+(\\${decimal}\\d+)?$`);
  const foreign = new RegExp(`^-?\\d{1,3}(\\${decimal}\\d{3})+(\\${decimal}\\d{3}|\\${group}\\d+)$`);
  const plain = /^-?\d+([.,]\d+)?$/;
  let normal: string;
  if (own.test(compact)) normal = compact.replaceAll(group, '').replace(decimal, '.');
  else if (foreign.test(compact)) normal = compact.replaceAll(decimal, '').replace(group, '.');
  else if (plain.test(compact)) normal = compact.replace(',', '.');
  else return undefined;
  const exact = normal.replace(/^(-?)0+(?=\d)/, '$1');
  return exact.replace(/\D/g, '').length <= DIGITS ? exact : undefined;
}

/** What may stand behind a number. */
const UNIT = /^(.*\d)\s*(%|\p{L}+\d?)$/u;
const PERCENT = ['%', 'procent', 'percent'];

/** A text in words as they are compared: `m²` is `m2`. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/%|\p{L}+\d?/gu) ?? [];

/** What was typed without its unit, where that is the one that `named` names: `2` of `2 months`, for a number of months. */
export function withoutUnit(text: string, named: string): string {
  const [, typed, unit] = UNIT.exec(text.normalize('NFKC').trim().toLowerCase()) ?? [];
  if (typed === undefined || unit === undefined) return text;
  const words = wordsOf(named);
  const same = PERCENT.includes(unit) ? PERCENT : [unit];
  return same.some((each) => words.includes(each)) ? typed : text;
}

/**
 * The same for an amount of money. Hardly any has three decimals, but who writes in the other language's way groups
 * thousands: `1.000` is a thousand in English, too. On leaving the field it shows as it was understood.
 */
function parseAmount(text: string, language: Language): Decimal | undefined {
  const [decimal] = marks(language);
  const compact = compactOf(text);
  const isThousands = new RegExp(`^-?[1-9]\\d{0,2}\\${decimal}\\d{3}$`).test(compact);
  return parse(isThousands ? compact.replace(decimal, '') : compact, language);
}

function write(answer: Decimal, language: Language, least: number): string {
  const decimals = (answer.split('.')[1] ?? '').length;
  const format = new Intl.NumberFormat(language === 'en' ? 'en-GB' : language, {
    minimumFractionDigits: Math.max(decimals, least),
    maximumFractionDigits: Math.max(decimals, least),
  });
  // As text, so that no digit is lost.
  return format.format(answer as Intl.StringNumericLiteral);
}

export const number: Entry<Decimal> = { parse, format: (answer, language) => write(answer, language, 0) };

/** Three decimals that would be read as thousands. */
const LIKE_THOUSANDS = /^-?[1-9]\d{0,2}\.\d{3}$/;

/** Amounts show at least whole cents, unless they are round; what could be read as thousands has a decimal more. */
export const amount: Entry<Decimal> = {
  parse: parseAmount,
  format: (answer, language) =>
    write(answer, language, LIKE_THOUSANDS.test(answer) ? 4 : answer.includes('.') ? 2 : 0),
};
