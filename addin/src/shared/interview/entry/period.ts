/** Units in which a period is asked, with their letter in ISO 8601. */
export const UNITS = { days: 'D', weeks: 'W', months: 'M', years: 'Y' } as const;
export type Unit = keyof typeof UNITS;

/** A period of one unit, as an interview asks it. */
export interface Period {
  amount: number;
  unit: Unit;
}

/** The most that makes sense in a contract. */
const MOST = 9999;

/** Reads ISO 8601 (`P3M`); `undefined` for what an interview does not ask, such as `P1Y2M`. */
export function readPeriod(answer: unknown): Period | undefined {
  const [, amount, letter] = /^P(\d{1,4})([DWMY])$/.exec(typeof answer === 'string' ? answer : '') ?? [];
  const unit = (Object.keys(UNITS) as Unit[]).find((candidate) => UNITS[candidate] === letter);
  return unit && amount ? { amount: Number(amount), unit } : undefined;
}

/** Writes ISO 8601. */
export const writePeriod = ({ amount, unit }: Period): string => `P${String(amount)}${UNITS[unit]}`;

/** The amount in what was typed; `undefined` when it is no whole number that makes sense. */
export function parseAmount(text: string): number | undefined {
  const amount = /^\d+$/.test(text.trim()) ? Number(text) : NaN;
  return amount <= MOST ? amount : undefined;
}
