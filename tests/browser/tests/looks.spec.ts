import { findings } from '../support/axe.ts';
import { answerOpdracht, OPDRACHT } from '../support/opdracht.ts';
import { openPart, saved, start } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';
import type { Page } from '@playwright/test';

/** Takes a picture at every width, holds that nothing is cut off, and asks axe. */
async function look(page: Page, name: string): Promise<void> {
  for (const width of [320, 450, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    // Animations are for people.
    await page.screenshot({
      path: `results/${test.info().project.name}${name}-${width}.png`,
      fullPage: true,
      animations: 'disabled',
    });
    const content = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(content, `${name} at ${width} px is no wider than the window`).toBeLessThanOrEqual(width);
  }
  expect(await findings(page), `axe on ${name}`).toEqual([]);
}

const themes = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  contrast: { colorScheme: 'light', forcedColors: 'active' },
} as const;

for (const [theme, use] of Object.entries(themes)) {
  for (const locale of ['nl-NL', 'en-GB']) {
    test.describe(`${theme}, ${locale}`, () => {
      test.use({ ...use, locale, contextOptions: { reducedMotion: 'reduce', ...use } });

      test('every screen looks right and axe finds nothing', async ({ page, portal }) => {
        test.setTimeout(180_000);
        const suffix = `${theme}-${locale.slice(0, 2)}`;
        await look(portal, `library-${suffix}`);
        await portal.getByRole('searchbox').fill('zzzz');
        await portal.getByText(/zzzz/).waitFor();
        await look(portal, `library-empty-${suffix}`);
        await portal.goto('/portal#/documents');
        await portal.getByRole('heading', { level: 1 }).waitFor();
        await look(portal, `documents-${suffix}`);
      });
    });
  }
}
