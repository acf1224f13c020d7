import type { AnswerSet, Change } from '../../api/types';
import type { Unsent } from '../session/outbox';
import { isWithin } from './path';
import { questionNamed } from './questions';

/** Adds a change; what it replaces goes. The last word per name stays, in the order in which it was said. */
export function merge<T extends Change>(changes: readonly T[], change: T): T[] {
  return [...changes.filter(({ name }) => !isWithin(name, change.name)), change];
}

/** An answer in a form in which two can be held against each other; none at all is the same as none given. */
const same = (answer: unknown): string => JSON.stringify(answer ?? null);

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
    if (known === same(change.before)) fits.push(change);
    else overtaken.push(change);
  }
  return { fits, overtaken };
}
