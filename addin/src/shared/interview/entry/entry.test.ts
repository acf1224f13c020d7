import { describe, expect, test } from 'vitest';
import { date, DATE_EXAMPLE, withOtherDay } from './date';
import { parseMoney } from './money';
import { amount, number, withoutUnit } from './number';
import { parseAmount, readPeriod, writePeriod } from './period';

describe('numbers', () => {
  test.each([
    ['nl', '1250', '1250'],
    ['nl', '1.250', '1250'],
    ['nl', '1.250,50', '1250.50'],
    ['nl', '1250,5', '1250.5'],
    ['nl', '12.5', '12.5'],
    ['nl', '1 250,50', '1250.50'],
    ['nl', '1.234.567,89', '1234567.89'],
    ['nl', '-3,2', '-3.2'],
    ['nl', '−3', '-3'],
    ['nl', '007', '7'],
    ['nl', '0,5', '0.5'],
    ['en', '1,250.50', '1250.50'],
    ['en', '1,250', '1250'],
    ['en', '1.250', '1.250'],
    ['en', '12,5', '12.5'],
    ['en', ' 1\u00a0250 ', '1250'],
    ['nl', '123456789012345678,90', '123456789012345678.90'],
    // Written the other way, where it can mean one thing only.
    ['en', '1.250,50', '1250.50'],
    ['nl', '1,250.50', '1250.50'],
    ['nl', '1,234,567', '1234567'],
  ] as const)('%s reads %s as %s', (language, typed, answer) => {
    expect(number.parse(typed, language)).toBe(answer);
  });

  test.each([
    ['nl', '1.25.0'],
    ['nl', '1,2,3'],
    ['nl', '1.250.00'],
    ['en', '1.25,50'],
    ['nl', '1e5'],
    ['nl', 'duizend'],
    ['nl', '€ 5'],
    ['nl', '5,'],
    ['nl', '1'.repeat(25)],
  ] as const)('%s does not read %s', (language, typed) => {
    expect(number.parse(typed, language)).toBeUndefined();
  });

  test.each([
    ['nl', '1250.50', '1.250,50'],
    ['en', '1250.50', '1,250.50'],
    ['nl', '7', '7'],
    ['nl', '123456789012345678.90', '123.456.789.012.345.678,90'],
  ] as const)('%s writes %s as %s', (language, answer, written) => {
    expect(number.format(answer, language)).toBe(written);
    expect(number.parse(written, language)).toBe(answer);
  });

  test('amounts in thousands mean the same whoever writes them: no amount has three decimals', () => {
    expect(amount.parse('1.250', 'en')).toBe('1250');
    expect(amount.parse('1,250', 'nl')).toBe('1250');
    expect(amount.parse('0,125', 'nl')).toBe('0.125');
    // One that has them nevertheless is read as it was written.
    expect(amount.format('1.125', 'nl')).toBe('1,1250');
    expect(amount.parse('1,1250', 'nl')).toBe('1.1250');
  });

  test('amounts show whole cents, unless round', () => {
    expect(amount.format('1250.5', 'nl')).toBe('1.250,50');
    expect(amount.format('1250', 'nl')).toBe('1.250');
    expect(amount.format('0.125', 'en')).toBe('0.125');
  });
});

describe('money', () => {
  test.each([
    ['nl', '1.000,50', '1000.50', undefined],
    ['nl', '1000,5', '1000.5', undefined],
    ['nl', '€ 1.000', '1000', 'EUR'],
    ['nl', '€1.000,-', '1000', 'EUR'],
    ['nl', '1.000,--', '1000', undefined],
    ['nl', '1.000 euro', '1000', 'EUR'],
    ['nl', 'EUR 12,50', '12.50', 'EUR'],
    ['nl', '-€ 5', '-5', 'EUR'],
    ['nl', '€ -5', '-5', 'EUR'],
    ['en', '$1,250.50', '1250.50', 'USD'],
    ['en', '£ 5', '5', 'GBP'],
    ['en', '5 chf', '5', 'CHF'],
  ] as const)('%s reads %s', (language, typed, amount, currency) => {
    expect(parseMoney(typed, language)).toEqual({ amount, currency });
  });

  test.each(['€', 'euro', '5 knikkers', '€ 5 $', '5 EUR EUR', '1.000 €,-x', '--5'])(
    'does not read %s',
    (typed) => {
      expect(parseMoney(typed, 'nl')).toBeUndefined();
    },
  );
});

describe('a unit behind a number', () => {
  test.each([
    ['4%', 'Ten hoogste hoeveel procent?', '4'],
    ['4 procent', 'Percentage (%)', '4'],
    ['4 percent', 'At most how many per cent (%)?', '4'],
    ['420,5 m2', 'Oppervlak in m²', '420,5'],
    ['420,5 m²', 'Oppervlak in m2', '420,5'],
    [' 2 Maanden ', 'Opzegtermijn in maanden', '2'],
  ])('%s of “%s” is %s', (typed, named, text) => {
    expect(withoutUnit(typed, named)).toBe(text);
  });

  test.each([
    ['2 jaar', 'Opzegtermijn in maanden'],
    ['4%', 'Hoeveel?'],
    ['maanden', 'Opzegtermijn in maanden'],
    ['2', 'Opzegtermijn in maanden'],
  ])('that the question does not name stays: %s of “%s”', (typed, named) => {
    expect(withoutUnit(typed, named)).toBe(typed);
  });
});

describe('dates', () => {
  test.each([
    '1-2-2026',
    '01-02-2026',
    '1/2/2026',
    '1.2.2026',
    '1 2 26',
    '2026-02-01',
    '1 februari 2026',
    '1 feb. 2026',
    '1 February 2026',
    '1st February 2026',
    'February 1, 2026',
    'feb 1st 2026',
    ' 1 FEBRUARI 2026 ',
  ])('%s is 1 February 2026', (typed) => {
    expect(date.parse(typed, 'nl')).toBe('2026-02-01');
  });

  test.each([
    ['5 mrt 2026', '2026-03-05'],
    ['3-12-2026', '2026-12-03'],
    ['3/12/26', '2026-12-03'],
    ['3 dec 2026', '2026-12-03'],
    ['3 sept 2026', '2026-09-03'],
    ['do 3 dec. 2026', '2026-12-03'],
    ['donderdag 3 december 2026', '2026-12-03'],
    ['Thursday, 3 December 2026', '2026-12-03'],
    ['3 december, 2026', '2026-12-03'],
    ['3rd of December 2026', '2026-12-03'],
    ['03122026', '2026-12-03'],
    ['3–12–2026', '2026-12-03'],
    [DATE_EXAMPLE, '2026-12-31'],
    ['5 mei 1985', '1985-05-05'],
    ['29-2-2028', '2028-02-29'],
    ['3-4-49', '2049-04-03'],
    ['3-4-50', '1950-04-03'],
  ])('%s is %s', (typed, answer) => {
    expect(date.parse(typed, 'nl')).toBe(answer);
  });

  test.each([
    '29-2-2027',
    '31-4-2026',
    '2-13-2026',
    '1-2',
    '2026',
    'morgen',
    '1 foo 2026',
    '0-1-2026',
    '1-2-202',
    // A Friday.
    'zaterdag 1 januari 2027',
    'Sat 1 Jan 2027',
  ])('%s is no date', (typed) => {
    expect(date.parse(typed, 'nl')).toBeUndefined();
  });

  test('a day of the week that does not fit is told with the one that does', () => {
    expect(withOtherDay('za 1 januari 2027', 'nl')).toBe('vrijdag 1 januari 2027');
    expect(withOtherDay('Sat, 1 Jan 2027', 'en')).toBe('Friday, 1 January 2027');
    for (const fits of ['vr 1 januari 2027', '1 januari 2027', 'za 31 februari 2027', ''])
      expect(withOtherDay(fits, 'nl')).toBeUndefined();
  });

  test('is written out, and read again', () => {
    expect(date.format('2026-02-01', 'nl')).toBe('1 februari 2026');
    expect(date.format('2026-02-01', 'en')).toBe('1 February 2026');
    for (let month = 1; month <= 12; month++) {
      const answer = `2026-${String(month).padStart(2, '0')}-09`;
      expect(date.parse(date.format(answer, 'nl'), 'nl')).toBe(answer);
      expect(date.parse(date.format(answer, 'en'), 'en')).toBe(answer);
    }
  });

  test('what the server has and is no date shows as it is', () => {
    expect(date.format('soon', 'nl')).toBe('soon');
  });
});

describe('periods', () => {
  test.each([
    ['P3M', { amount: 3, unit: 'months' }],
    ['P14D', { amount: 14, unit: 'days' }],
    ['P2W', { amount: 2, unit: 'weeks' }],
    ['P1Y', { amount: 1, unit: 'years' }],
  ] as const)('%s', (answer, period) => {
    expect(readPeriod(answer)).toEqual(period);
    expect(writePeriod(period)).toBe(answer);
  });

  test.each(['P1Y2M', 'PT3M', '3 months', '', null, 3])('%s is not one that is asked', (answer) => {
    expect(readPeriod(answer)).toBeUndefined();
  });

  test('amounts are whole', () => {
    expect(parseAmount(' 3 ')).toBe(3);
    expect(['', '-1', '1,5', 'x', '10000'].map(parseAmount)).toEqual(Array(5).fill(undefined));
  });
});
