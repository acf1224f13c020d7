import { expect, type Page } from '@playwright/test';
import { type Asked, findings } from './axe.ts';

interface How {
  widths: number[];
  /** What axe is asked, at the first and the last width; nothing unless it is said. */
  axe?: Asked | undefined;
}

/**
 * What axe is asked of a screen in a theme and a language: its findings hang on the language nowhere, on the theme
 * only by the colours, and where the person's own colours are forced not even by those.
 */
export function askedOf(theme: string, language: string): Asked | undefined {
  if (language !== 'nl') return undefined;
  return ({ light: 'all', dark: 'colours' } as const)[theme];
}

/** Takes a picture at every width, holds that nothing is cut off, and asks axe. */
export async function look(page: Page, name: string, { widths, axe }: How) {
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
