import { expect, type Page } from '@playwright/test';
import { type Asked, findings } from './axe.ts';

/** Whether a person is to look at pictures of everything: `AKTE_LOOKS=all`. */
const all = process.env.AKTE_LOOKS === 'all';

/** What is cut off hangs on the language: Dutch is the longer one. */
export const LANGUAGES = all ? (['nl', 'en'] as const) : (['nl'] as const);

/** The themes, and what axe is asked in each: what it finds hangs on the theme only by the colours. */
const THEMES: {
  name: string;
  colorScheme: 'light' | 'dark';
  forcedColors: 'none' | 'active';
  asked: Asked;
}[] = [
  { name: 'light', colorScheme: 'light', forcedColors: 'none', asked: 'all' },
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none', asked: 'colours' },
  // The person's own colours: pictures, for they show whether anything vanishes.
  { name: 'contrast', colorScheme: 'light', forcedColors: 'active', asked: 'colours' },
];

/** Until nothing moves but what never stops: a theme that changes makes colours move a frame later. */
const still = (page: Page) =>
  page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise(requestAnimationFrame);
    for (;;) {
      await frame();
      await frame();
      const ending = document
        .getAnimations()
        .filter(
          ({ effect, playState }) =>
            playState === 'running' && effect?.getComputedTiming().iterations !== Infinity,
        );
      if (ending.length === 0) return;
      await Promise.allSettled(ending.map(({ finished }) => finished));
    }
  });

/**
 * Looks at a screen in every theme and at every width: nothing is cut off, and axe has no finding at the first and the
 * last width. Takes pictures when they are wanted.
 */
export async function look(page: Page, name: string, widths: number[]): Promise<void> {
  const soft = expect.configure({ soft: true });
  const language = await page.evaluate(() => document.documentElement.lang);
  for (const { name: theme, colorScheme, forcedColors, asked } of all ? THEMES : THEMES.slice(0, 2)) {
    await page.emulateMedia({ colorScheme, forcedColors });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await still(page);
      const seen = `${name}-${theme}-${language}-${width}`;
      if (all) await page.screenshot({ path: `results/${seen}.png`, fullPage: true, animations: 'disabled' });
      const content = await page.evaluate(() => document.documentElement.scrollWidth);
      soft(content, `${seen} is no wider than ${width} px`).toBeLessThanOrEqual(width);
      if (width === widths[0] || width === widths.at(-1))
        // What a page under load draws late is asked once more; what is wrong stays wrong.
        await soft.poll(() => findings(page, asked), { message: `axe on ${seen}` }).toEqual([]);
    }
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  await page.setViewportSize({ width: widths[0] ?? 320, height: 900 });
}
