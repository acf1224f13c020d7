import { useSyncExternalStore } from 'react';

/** Why a part of this page does not come. */
export type Stale =
  /** The server cannot be reached: it comes as soon as it can. */
  | 'away'
  /** The server gives other pages by now: the parts of this one are gone. */
  | 'renewed'
  /** The server answers, and still the part does not come: some browsers never try again what failed once. */
  | 'stuck';

let stale: Stale | undefined;
const listeners = new Set<() => void>();

/** Says it to whoever shows it. A page that was renewed stays so. */
export function setStale(why: Stale | undefined): void {
  if (stale === 'renewed' || stale === why) return;
  stale = why;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Why a part of this page does not come; nothing while all do. Save when it is away, loading the page again helps. */
export const useStale = (): Stale | undefined => useSyncExternalStore(subscribe, () => stale);

/**
 * Whether the server gives another page by now than this one; nothing when it cannot be asked. A page names its own
 * script, whose name holds a hash of all that it loads.
 */
export async function isRenewed(): Promise<boolean | undefined> {
  const own = document.querySelector('script[type="module"][src]')?.getAttribute('src');
  if (!own) return false;
  try {
    const response = await fetch(location.pathname, { cache: 'no-store' });
    return response.ok ? !(await response.text()).includes(own) : undefined;
  } catch {
    return undefined;
  }
}
