import { expect, type Page } from '@playwright/test';
import { findings } from './axe.ts';

interface How {
  widths: number[];
  /** Ask axe as well; at the first and the last width. */
  axe?: boolean;
  fullPage?: boolean;
}

/** Takes a picture at every width, holds that nothing is cut off, and asks axe. */
export async function look(page: Page, name: string, { widths, axe = true, fullPage = true }: How) {
  const soft = expect.configure({ soft: true });
  await page.evaluate(() => document.fonts.ready);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `results/${name}-${width}.png`, fullPage, animations: 'disabled' });
    const content = await page.evaluate(() => document.documentElement.scrollWidth);
    soft(content, `${name} is no wider than ${width} px`).toBeLessThanOrEqual(width);
    if (axe && (width === widths[0] || width === widths.at(-1)))
      soft(await findings(page), `axe on ${name} at ${width} px`).toEqual([]);
  }
  await page.setViewportSize({ width: widths[0] ?? 320, height: 900 });
}
