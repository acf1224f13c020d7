import type { Language } from '../../i18n/message';
import type { Entry } from './entry';

/** A day, ISO 8601: `2026-02-01`. */
export type IsoDate = string;

const locale = (language: Language) => (language === 'en' ? 'en-GB' : language);

/** A date that can be read in one way only; not broken over two lines. */
export const DATE_EXAMPLE = '31\u201112\u20112026';

/** Names of the months in both languages, whole and short: a person may write either anywhere. */
const MONTHS = new Map<string, number>(
  (['en-GB', 'en-US', 'nl'] as const).flatMap((tag) =>
    (['long', 'short'] as const).flatMap((month) => {
      const format = new Intl.DateTimeFormat(tag, { month, timeZone: 'UTC' });
      return Array.from({ length: 12 }, (_, index): [string, number] => [
        format
          .format(Date.UTC(2026, index, 1))
          .toLowerCase()
          .replace('.', ''),
        index + 1,
      ]);
    }),
  ),
);

/** Two digits of a year mean the one within this many years from 1950. */
const CENTURY_STARTS = 1950;

type Groups = [string, string, string];

function fullYear(text: string): number {
  if (text.length > 2) return Number(text);
  return CENTURY_STARTS + ((Number(text) - (CENTURY_STARTS % 100) + 100) % 100);
}

function iso(year: number, month: number, day: number): IsoDate | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1000;
  return exists ? date.toISOString().slice(0, 10) : undefined;
}

/** What looks like a hyphen. */
const DASHES = /[\u2010-\u2015\u2212]/g;

/** The day of the week before a date, whole or short, in either language. */
const WEEKDAY =
  /^(ma(?:andag)?|di(?:nsdag)?|wo(?:ensdag)?|do(?:nderdag)?|vr(?:ijdag)?|za(?:terdag)?|zo(?:ndag)?|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)[.,]?\s+/;

/** What the days of the week begin with, from Sunday. */
const DAYS = ['zo su', 'ma mo', 'di tu', 'wo we', 'do th', 'vr fr', 'za sa'];

/** A date, and the day of the week that stands before it, from 0 for Sunday. */
interface Typed {
  date: IsoDate | undefined;
  day: number | undefined;
}

function read(text: string): Typed {
  const typed = text.trim().toLowerCase().replace(DASHES, '-');
  const day = WEEKDAY.exec(typed)?.[1]?.slice(0, 2);
  return {
    date: readDate(typed.replace(WEEKDAY, '')),
    day: day === undefined ? undefined : DAYS.findIndex((names) => names.split(' ').includes(day)),
  };
}

const isOtherDay = ({ date, day }: Typed): boolean =>
  date !== undefined && day !== undefined && new Date(date).getUTCDay() !== day;

/** The date in what was typed, where another day of the week stands before it; written out with its own. */
export function withOtherDay(text: string, language: Language): string | undefined {
  const typed = read(text);
  if (typed.date === undefined || !isOtherDay(typed)) return undefined;
  const format = new Intl.DateTimeFormat(locale(language), { dateStyle: 'full', timeZone: 'UTC' });
  return format.format(new Date(typed.date));
}

/** A day of the week before it is a check of who typed it, and has to fit. */
function parse(text: string): IsoDate | undefined {
  const typed = read(text);
  return isOtherDay(typed) ? undefined : typed.date;
}

/**
 * Reads `1-2-2026`, `1/2/26`, `1.2.2026`, `1 2 2026`, `01022026` (day first), `1 feb 2026`, `February 1, 2026` and ISO.
 */
function readDate(typed: string): IsoDate | undefined {
  const year = '(\\d{4}|\\d{2})';
  const find = (pattern: string) => new RegExp(`^${pattern}$`).exec(typed)?.slice(1) as Groups | undefined;
  const byYear = find('(\\d{4})-(\\d{1,2})-(\\d{1,2})');
  if (byYear) return iso(Number(byYear[0]), Number(byYear[1]), Number(byYear[2]));
  const byDay =
    find(`(\\d{1,2})[-/. ]+(\\d{1,2})[-/. ]+${year}`) ?? find('(\\d{2})(\\d{2})((?:19|20)\\d{2})');
  if (byDay) return iso(fullYear(byDay[2]), Number(byDay[1]), Number(byDay[0]));
  const dayName = find(`(\\d{1,2})(?:st|nd|rd|th|e)?[-. ]+(?:of )?([a-z]+)[-., ]+${year}`);
  const nameDay = find(`([a-z]+)[-. ]+(\\d{1,2})(?:st|nd|rd|th)?[-., ]+${year}`);
  const [day, name, end] = dayName ?? (nameDay ? [nameDay[1], nameDay[0], nameDay[2]] : []);
  const month = MONTHS.get(name ?? '');
  return month && end ? iso(fullYear(end), month, Number(day)) : undefined;
}

function format(answer: IsoDate, language: Language): string {
  const time = Date.parse(`${answer}T00:00:00Z`);
  if (Number.isNaN(time)) return answer;
  return new Intl.DateTimeFormat(locale(language), { dateStyle: 'long', timeZone: 'UTC' }).format(time);
}

export const date: Entry<IsoDate> = { parse, format };
