import type { Unsent } from './outbox';

/** What could not be kept on this device, by the name that it would have there. It goes with the page. */
const held = new Map<string, Unsent[]>();

const listeners = new Set<() => void>();

const warn = (event: BeforeUnloadEvent) => {
  event.preventDefault();
};

/** Holds these in place of what was held under the name; nothing when there are none. */
export function hold(name: string, changes: Unsent[]): void {
  if (changes.length > 0) held.set(name, changes);
  else held.delete(name);
  if (held.size > 0) window.addEventListener('beforeunload', warn);
  else window.removeEventListener('beforeunload', warn);
  for (const listener of listeners) listener();
}

/** Calls back after every change of what is held; gives what ends that. */
export const onHeld = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether something that was typed would be lost with this page. */
export const isHeldHereOnly = (): boolean => held.size > 0;

/** The names of what is held, that begin like this. */
export const heldWithin = (prefix: string): string[] =>
  [...held.keys()].filter((name) => name.startsWith(prefix));

export const heldUnder = (name: string): Unsent[] => held.get(name) ?? [];
