import type { Language } from '../../i18n/message';
import { amount, type Decimal } from './number';

/** Currencies that are offered, ISO 4217. */
export const CURRENCIES = ['EUR', 'GBP', 'USD', 'CHF'];

/** What else people write for them. */
const SIGNS: Record<string, string> = { '€': 'EUR', EURO: 'EUR', '£': 'GBP', $: 'USD' };

/** An amount as it was typed; its currency only where that was typed with it. */
export interface Typed {
  amount: Decimal;
  currency: string | undefined;
}

/** Reads `1.250,50`, `€ 1.250`, `EUR 1.250,-`, `1.250 euro`, `$1,250.50`; nothing of a currency that is not offered. */
export function parseMoney(text: string, language: Language): Typed | undefined {
  const [, minus = '', before = '', digits = '', after = ''] =
    /^(-?)\s*([€£$]|[A-Z]+)?\s*(-?[\d.,\s']+?)(?:,(?:--?|–|—))?\s*([€£$]|[A-Z]+)?$/.exec(
      text.trim().toUpperCase().replace('\u2212', '-'),
    ) ?? [];
  if (before && after) return undefined;
  const sign = before || after;
  const currency = CURRENCIES.includes(sign) ? sign : SIGNS[sign];
  const read = amount.parse(minus + digits, language);
  return read === undefined || (sign && !currency) ? undefined : { amount: read, currency };
}
