/** In milliseconds: as late as what waits for a quiet moment may begin. */
const LATEST = 1000;

/** Resolves when the browser has nothing more urgent: what is wanted next does not hold up what is drawn first. */
export const idle = (): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      resolve();
    };
    // Word on a Mac shows the pane in a WebKit that has no such thing.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(done, { timeout: LATEST });
    else setTimeout(done, LATEST / 4);
  });
