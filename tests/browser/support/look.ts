import { expect, type Page } from '@playwright/test';
import { type Asked, findings } from './axe.ts';

export interface Look {
  theme: 'light' | 'dark' | 'contrast';
  language: 'nl' | 'en';
  /** What axe is asked; nothing where it would find what it found before. */
  axe?: Asked;
}

/**
 * How every screen is looked at. What axe finds hangs on the language nowhere, on the theme only by the colours, and
 * where the person's own colours are forced not even by those. What is cut off hangs on the language: Dutch is the
 * longer one. `AKTE_LOOKS=all` takes the pictures of every theme in every language, for a person to look at.
 */
export const LOOKS: Look[] = (
  [
    { theme: 'light', language: 'nl', axe: 'all' },
    { theme: 'dark', language: 'en', axe: 'colours' },
    { theme: 'contrast', language: 'nl' },
    { theme: 'light', language: 'en' },
    { theme: 'dark', language: 'nl', axe: 'colours' },
    { theme: 'contrast', language: 'en' },
  ] as const
).slice(0, process.env.AKTE_LOOKS === 'all' ? undefined : 3);

/** Takes a picture at every width, holds that nothing is cut off, and asks axe at the first and the last. */
export async function look(page: Page, name: string, widths: number[], axe?: Asked) {
  const soft = expect.configure({ soft: true });
  await page.evaluate(() => document.fonts.ready);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `results/${name}-${width}.png`, fullPage: true, animations: 'disabled' });
    const content = await page.evaluate(() => document.documentElement.scrollWidth);
    soft(content, `${name} is no wider than ${width} px`).toBeLessThanOrEqual(width);
    if (axe && (width === widths[0] || width === widths.at(-1)))
      soft(await findings(page, axe), `axe on ${name} at ${width} px`).toEqual([]);
  }
  await page.setViewportSize({ width: widths[0] ?? 320, height: 900 });
}
