import type { QuestionState } from '../../api/types';
import type { I18n } from '../i18n/I18n';

/** Kinds with a form of their own, and an example of it. */
const FORMATS = ['postcode', 'kvk', 'rsin', 'bsn', 'iban', 'vat'] as const;
export type Format = (typeof FORMATS)[number];

export const isFormat = (kind: string): kind is Format => (FORMATS as readonly string[]).includes(kind);

/**
 * What is wrong with an answer, in the language of the page: the server, which found it, says it in English. What the
 * page does not know how to say is said as the server does.
 */
export function wrong(question: QuestionState, { t }: I18n): string | undefined {
  const { kind, error, min, max } = question;
  if (!error) return undefined;
  if (isFormat(kind)) return t(`wrong.${kind}`);
  const amount = amountOf(question);
  if (min !== undefined && amount < min) return t('wrong.least', { min });
  if (max !== undefined && amount > max) return t('wrong.most', { max });
  return error;
}

/** The number in an answer; NaN when there is none. */
function amountOf({ kind, value }: QuestionState): number {
  const amount =
    kind === 'money' && typeof value === 'object' && value !== null && 'amount' in value
      ? value.amount
      : value;
  return typeof amount === 'string' || typeof amount === 'number' ? Number(amount) : NaN;
}
