import type { CDPSession, Page } from '@playwright/test';
import { setTimeout as pause } from 'node:timers/promises';

/** How long the browser is looked at, in milliseconds, and the share of that which it may still be at work. */
const LOOK = 200;
const QUIET = 0.05;

/** Seconds of processor time that all of the browser's processes have used. */
async function worked(cdp: CDPSession): Promise<number> {
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/**
 * Comes back when the browser has nothing more to do.
 *
 * A page is there to the test long before its process has finished starting; on two cores that would be measured as
 * time of what is opened in it next.
 */
export async function atRest(page: Page): Promise<void> {
  const browser = page.context().browser();
  if (!browser) throw new Error('this page is of no browser that was started here');
  const cdp = await browser.newBrowserCDPSession();
  for (let before = await worked(cdp), rested = false; !rested;) {
    await pause(LOOK);
    const after = await worked(cdp);
    rested = (after - before) * 1000 < LOOK * QUIET;
    before = after;
  }
  await cdp.detach();
}
