import type { Language } from '../../i18n/message';
import type { Entry } from './entry';

/** A decimal number as text, such as `-1250.50`: exact, never a binary fraction. */
export type Decimal = string;

/** Longer than any amount in a contract, short enough for the server's exact decimals. */
const DIGITS = 24;

/**
 * Reads a number the way the language writes it (`1.250,50` in Dutch, `1,250.50` in English). Spaces may
 * group digits in both. Where only one separator occurs and it cannot be one of thousands, it marks the
 * decimals, whichever it is: `12.5` is twelve and a half in Dutch, too.
 */
function parse(text: string, language: Language): Decimal | undefined {
  const [decimal, group] = language === 'nl' ? [',', '.'] : ['.', ','];
  const compact = text
    .trim()
    .replace(/[\s\u00a0\u202f']/g, '')
    .replace(/^\u2212/, '-');
  const grouped = new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+(\\${decimal}\\d+)?$`);
  const plain = /^-?\d+([.,]\d+)?$/;
  let normal: string;
  if (grouped.test(compact)) normal = compact.replaceAll(group, '').replace(decimal, '.');
  else if (plain.test(compact)) normal = compact.replace(',', '.');
  else return undefined;
  const exact = normal.replace(/^(-?)0+(?=\d)/, '$1');
  return exact.replace(/\D/g, '').length <= DIGITS ? exact : undefined;
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

/** Amounts show at least whole cents, unless they are round. */
export const amount: Entry<Decimal> = {
  parse,
  format: (answer, language) => write(answer, language, answer.includes('.') ? 2 : 0),
};
