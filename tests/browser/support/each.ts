import type { Page } from '@playwright/test';
import { LANGUAGES, look } from './look.ts';

/** Widths that only people look at: at 450 nothing is cut off that is not at 320. */
export const FOR_PEOPLE = LANGUAGES.length > 1 ? [450] : [];

/**
 * Looks at a screen in every language that is looked at, where what leads to it is told in one: the page is turned to
 * the other and back.
 */
export async function lookInEach(page: Page, name: string, widths: number[]): Promise<void> {
  for (const _ of LANGUAGES) {
    await look(page, name, widths);
    if (LANGUAGES.length > 1) await turn(page);
  }
}

/** By a script: what is turned may lie under a dialog, and keeps the focus. */
async function turn(page: Page): Promise<void> {
  const language = () => page.evaluate(() => document.documentElement.lang);
  const before = await language();
  await page.evaluate(() => document.querySelector<HTMLButtonElement>('button[lang]')?.click());
  await page.waitForFunction((before) => document.documentElement.lang !== before, before);
  await page.waitForLoadState('networkidle');
}
