import type { AnswerSet, Change, State } from '../../api/types';
import type { Unsent } from '../session/outbox';
import { answerAfter, isWithin } from './path';
import { questionNamed } from './questions';

/** Adds a change; what it replaces goes. The last word per name stays, in the order in which it was said. */
export function merge<T extends Change>(changes: readonly T[], change: T): T[] {
  return [...changes.filter(({ name }) => !isWithin(name, change.name)), change];
}

/** An answer as it is compared: in one order, and without what is not given. */
function bare(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(bare);
  if (typeof answer !== 'object' || answer === null) return answer ?? null;
  const given = Object.entries(answer)
    .map(([name, part]): [string, unknown] => [name, bare(part)])
    .filter(([, part]) => part !== null)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return given.length > 0 ? Object.fromEntries(given) : null;
}

/** An answer in a form in which two can be held against each other; none at all is the same as none given. */
const same = (answer: unknown): string => JSON.stringify(bare(answer));

/** The first item of a list on the way to an answer: `parties[0]` of `parties[0].signatories[1].name`. */
const ITEM = /^(.*?)\[\d+\]/;

/** The answer of this name, which lies within a list. */
function within(list: string, name: string, state: State): unknown {
  return answerAfter(name, null, [{ name: list, value: questionNamed(state, list)?.value }]);
}

/** The item of the outermost list that an answer lies within, as it is in `state`; undefined where it lies in none. */
export function itemAround(name: string, state: State): unknown {
  const item = ITEM.exec(name);
  return item ? within(item[1] ?? '', item[0], state) : undefined;
}

/** Whether the item that a change is within is as it was when the change was made, but for what waited with it. */
function isOfSameItem({ name, item }: Unsent, unsent: readonly Unsent[], state: State): boolean {
  const [place] = ITEM.exec(name) ?? [];
  if (place === undefined || item === undefined) return true;
  const found = same(itemAround(name, state));
  const arrived = unsent.map((_, index) => answerAfter(place, item, unsent.slice(0, index + 1)));
  return [item, ...arrived].some((known) => same(known) === found);
}

/**
 * What waited, held against the answers as they are now: what still fits, and what was given anew elsewhere
 * meanwhile. What the server has already is neither.
 */
export function compared(unsent: readonly Unsent[], { state }: AnswerSet) {
  const fits: Unsent[] = [];
  const overtaken: Unsent[] = [];
  for (const change of unsent) {
    const known = same(questionNamed(state, change.name)?.value);
    if (known === same(change.value)) continue;
    const isAnothers =
      overtaken.some(({ name }) => isWithin(change.name, name)) || !isOfSameItem(change, unsent, state);
    if (known === same(change.before) && !isAnothers) fits.push(change);
    else overtaken.push(change);
  }
  return { fits, overtaken };
}

/**
 * Which changes still mean what they meant when the answers were `before`. Items of a list are known by their place only:
 * where a list was arranged elsewhere, or the item changed, a change of it may be of another by now, and is overtaken. What was
 * `sent` and got no answer may be what changed it.
 */
export function meantStill(
  changes: readonly Change[],
  sent: readonly Change[],
  before: State,
  now: State,
): { fits: Change[]; overtaken: Change[] } {
  const fits: Change[] = [];
  const overtaken: Change[] = [];
  for (const change of changes) {
    const item = ITEM.exec(change.name);
    const list = item?.[1] ?? change.name;
    if (!item && questionNamed(before, list)?.kind !== 'list') {
      fits.push(change);
      continue;
    }
    const place = item?.[0] ?? list;
    const known = within(list, place, before);
    const own = answerAfter(place, known, sent);
    const found = same(within(list, place, now));
    if (overtaken.some(({ name }) => isWithin(change.name, name))) overtaken.push(change);
    else if (found === same(known) || found === same(own)) fits.push(change);
    else overtaken.push(change);
  }
  return { fits, overtaken };
}
