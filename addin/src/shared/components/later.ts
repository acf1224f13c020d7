import { lazy } from 'react';
import { ApiError } from '../../api/error';
import { isRenewed, setStale } from './stale';

/** So long after the first try that failed comes the next one, in milliseconds; each pause is twice the one before. */
const FIRST_PAUSE_MS = 1000;
const LAST_PAUSE_MS = 30_000;
/** So many tries fail, while the server can be reached, before the person hears of it. */
const TRIES = 5;

/** Resolves after a pause, or as soon as the network is back. */
const passed = (pause: number) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, pause);
    window.addEventListener('online', done);
  });

/** A part of the page, tried again until it comes: see {@link later}. */
export async function tried<T>(load: () => Promise<T>): Promise<T> {
  let failures = 0;
  let isAway = false;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LAST_PAUSE_MS)) {
    try {
      const part = await load();
      setStale(undefined);
      return part;
    } catch {
      const renewed = await isRenewed();
      if (renewed) {
        setStale('renewed');
        // It will not come. What stands in its place until then stays.
        return new Promise(() => undefined);
      }
      if (renewed === undefined) {
        if (isAway) setStale('away');
        isAway = true;
      } else if (++failures >= TRIES) setStale('stuck');
      await passed(pause);
    }
  }
}

/**
 * A part of the page in a file of its own. Without network it is tried again until it comes: a part that fails takes
 * the whole page with it, and what was typed there. When it is gone from the server, the page says so (`StaleNotice`).
 */
export const later: typeof lazy = (load) => lazy(() => tried(load));

/**
 * Code that is needed now, by somebody who waits for it and can try again.
 *
 * @throws ApiError of status 0 when it does not come; where the page is too old for it, the page says so.
 */
export async function atOnce<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (await isRenewed()) setStale('renewed');
    throw new ApiError(0, undefined, { cause });
  }
}
