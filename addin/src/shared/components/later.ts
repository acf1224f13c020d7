import { lazy } from 'react';

/** So long after a try that failed comes the next one, in milliseconds. */
const PAUSE_MS = 1000;

async function tried<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/**
 * A part of the page in a file of its own. Without network it is tried again until it comes: a part that fails takes
 * the whole page with it, and what was typed there.
 */
export const later: typeof lazy = (load) => lazy(() => tried(load));
