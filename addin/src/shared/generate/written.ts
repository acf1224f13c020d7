import type { I18n } from '../i18n/I18n';
import { date } from '../interview/entry/date';
import { readPeriod } from '../interview/entry/period';

/** An answer as it can be read by a person who knows what was asked. */
export function written(answer: unknown, i18n: I18n): string {
  const { t, language } = i18n;
  if (typeof answer === 'boolean') return t(answer ? 'question.yes' : 'question.no');
  if (typeof answer === 'number') return new Intl.NumberFormat(language).format(answer);
  if (typeof answer === 'object' && answer !== null)
    return Object.values(answer)
      .map((part) => written(part, i18n))
      .filter(Boolean)
      .join(', ');
  if (typeof answer !== 'string') return '';
  const period = readPeriod(answer);
  if (period) return `${String(period.amount)} ${t(`period.${period.unit}`, { count: period.amount })}`;
  return ISO_DAY.test(answer) ? date.format(answer, language) : answer;
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
