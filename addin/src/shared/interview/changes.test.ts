import { describe, expect, test } from 'vitest';
import type { Change, State } from '../../api/types';
import { answerSet, question } from '../../testing/interview';
import type { Unsent } from '../session/outbox';
import { compared, meantStill } from './changes';

type Party = { name?: string | null; role?: string } | null;

/** Answers with a list of parties, and a city. */
function state(parties: Party[], city = 'Delft'): State {
  const items = parties.map((party, index) => {
    const name = `parties[${String(index)}]`;
    const fields = (['name', 'role'] as const).map((part) =>
      question({ name: `${name}.${part}`, kind: 'text', value: party?.[part] ?? null }),
    );
    return question({ name, kind: 'group', value: party, fields });
  });
  const list = question({ name: 'parties', kind: 'list', value: parties, items });
  return answerSet(1, [list, question({ name: 'city', kind: 'text', value: city })]).state;
}

const ada = { name: 'Ada', role: 'director' };
const ben = { name: 'Ben', role: 'treasurer' };
const role: Change = { name: 'parties[0].role', value: 'chair' };
const added: Change = { name: 'parties', value: [ada, ben, null] };

describe('a change that was made on a list as it was', () => {
  const names = (changes: Change[], before: Party[], now: Party[], sent: Change[] = []) => {
    const { fits, overtaken } = meantStill(changes, sent, state(before), state(now));
    return { fits: fits.map(({ name }) => name), overtaken: overtaken.map(({ name }) => name) };
  };

  test.each([
    ['an item before it was removed', [ben]],
    ['the items were put in another order', [ben, ada]],
    ['an item came before it', [{ name: 'Cy' }, ada, ben]],
    ['the item was changed', [{ ...ada, name: 'Ada Brink' }, ben]],
    ['nothing is left', []],
  ])('is overtaken where %s', (_, now) => {
    expect(names([role], [ada, ben], now)).toEqual({ fits: [], overtaken: ['parties[0].role'] });
  });

  test('stays where only others were changed', () => {
    const now = [ada, { name: 'Benjamin', role: 'treasurer' }, { name: 'Cy' }];
    expect(names([role], [ada, ben], now).fits).toEqual(['parties[0].role']);
  });

  test('of the whole list stays only where the list is as it was, and takes along what was put into it', () => {
    const filled = { name: 'parties[2].name', value: 'Cy' };
    expect(names([added, filled], [ada, ben], [ada, ben]).fits).toEqual(['parties', 'parties[2].name']);
    expect(names([added, filled], [ada, ben], [ada, ben, { name: 'Di' }])).toEqual({
      fits: [],
      overtaken: ['parties', 'parties[2].name'],
    });
  });

  test('stays where it was sent before and the answer was lost, in whatever order the server keeps it', () => {
    const now = [{ role: 'chair', name: 'Ada' }, ben];
    const next = { name: 'parties[0].name', value: 'Ada Brink' };
    expect(names([role, next], [ada, ben], now, [role]).fits).toEqual(['parties[0].role', 'parties[0].name']);
    expect(names([added], [ada, ben], [ada, ben, {}], [added]).fits).toEqual(['parties']);
  });
});

describe('a change of an item that waited on this device', () => {
  const clerk = (name: string) => ({ name, role: 'clerk' });
  const chair = { ...role, before: 'clerk', item: clerk('Ada') };
  const held = (unsent: Unsent[], now: Party[]) => {
    const { fits, overtaken } = compared(unsent, { ...answerSet(2), state: state(now) });
    return { fits: fits.map(({ name }) => name), overtaken: overtaken.map(({ name }) => name) };
  };

  test('stays where the item is as it was, or has what waited with it', () => {
    const named = { name: 'parties[0].name', value: 'Ada Brink', before: 'Ada', item: clerk('Ada') };
    expect(held([chair], [clerk('Ada'), ben]).fits).toEqual(['parties[0].role']);
    expect(held([named, chair], [clerk('Ada Brink')]).fits).toEqual(['parties[0].role']);
  });

  test('is overtaken where another is in its place, though the answer is the same there', () => {
    expect(held([chair], [clerk('Ben'), clerk('Ada')])).toEqual({ fits: [], overtaken: ['parties[0].role'] });
  });

  test('is overtaken with the list that it was put into', () => {
    const put = { ...added, before: [ada, ben] };
    const filled = { name: 'parties[2].name', value: 'Cy', before: null, item: null };
    expect(held([put, filled], [ada, ben])).toEqual({ fits: ['parties', 'parties[2].name'], overtaken: [] });
    expect(held([put, filled], [ada])).toEqual({ fits: [], overtaken: ['parties', 'parties[2].name'] });
  });
});

test('a change of an answer that is in no list stays, whatever else was changed', () => {
  const change = { name: 'city', value: 'Leiden' };
  expect(meantStill([change], [], state([ada]), state([ben], 'Gouda'))).toEqual({
    fits: [change],
    overtaken: [],
  });
});
