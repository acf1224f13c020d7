import type { Page } from '@playwright/test';
import { look as lookAt, LOOKS } from '../support/look.ts';
import { NDA } from '../support/nda.ts';
import { openPane, WAYS } from '../support/pane.ts';
import { expect, test } from '../support/test.ts';

const themes = {
  light: { bodyBackgroundColor: '#ffffff', bodyForegroundColor: '#000000' },
  dark: { bodyBackgroundColor: '#262626', bodyForegroundColor: '#ffffff' },
  contrast: { bodyBackgroundColor: '#ffffff', bodyForegroundColor: '#000000' },
};

for (const { theme: name, language, axe } of LOOKS) {
  const theme = themes[name];
  test.describe(`${name}, ${language}`, () => {
    test.use({
      locale: language,
      contextOptions: { forcedColors: name === 'contrast' ? 'active' : 'none' },
    });

    test('every screen of the pane', async ({ page, session, documents }) => {
      test.setTimeout(180_000);
      const look = (page: Page, screen: string) =>
        lookAt(page, `pane-${screen}-${name}-${language}`, [320, 450], axe);
      const button = (text: RegExp) => page.getByRole('button', { name: text });
      const link = (text: RegExp) => page.getByRole('link', { name: text });

      await openPane(page, documents.nda.bytes, { theme, isFirst: true });
      await button(/^(Get started|Aan de slag)$/).waitFor();
      await look(page, 'welcome');
      await button(/^(Get started|Aan de slag)$/).click();
      await button(/^(Sign in|Aanmelden)$/).waitFor();
      await look(page, 'sign-in');

      await page.context().addCookies(session);
      await page.goto('/taskpane?view=author');
      await page.getByText(/^(For authors|Voor wie)/).waitFor();
      await look(page, 'author');

      await button(new RegExp(`^(Start|Beginnen): ${NDA}$`))
        .first()
        .click();
      await page.getByRole('progressbar').waitFor();
      await look(page, 'questions');
      await button(/^(Next|Volgende)$/).click();
      await page.getByRole('group', { name: /1$/ }).first().waitFor();
      await look(page, 'parties');
      await button(/^(Part|Onderdeel) 2/).click();
      await button(/^(Review|Nakijken), /).click();
      await button(/^(Make document|Document maken)$/).click();
      await page.getByRole('alert').waitFor();
      await look(page, 'review');
      await button(/^(Make a draft|Concept) /).click();
      await page.getByRole('radio', { name: WAYS.cursor }).check();
      await look(page, 'draft');
      await page.getByRole('radio', { name: WAYS.document }).check();
      await button(/^(Put into Word|In Word zetten)$/).click();
      await expect(page.getByRole('status').filter({ hasText: NDA })).toBeVisible();
      await look(page, 'done');

      await link(/^(My documents|Mijn documenten)$/).click();
      await page.getByRole('listitem').first().waitFor();
      await look(page, 'work');
      await page.goto('/taskpane?view=generate');
      await page.getByRole('listitem').first().waitFor();
      await look(page, 'library');
    });
  });
}

test('the pane is dark or light as Office is in each of its four themes, and follows while it is open', async ({
  signedIn: page,
  documents,
}) => {
  const names = { white: '#ffffff', colourful: '#e6e6e6', darkGrey: '#666666', black: '#262626' };
  const [first, ...others] = Object.entries(names).map(([name, bodyBackgroundColor]) => ({
    name,
    theme: { bodyBackgroundColor, bodyForegroundColor: '#808080' },
  }));
  await openPane(page, documents.nda.bytes, { theme: first?.theme });
  await page.getByRole('listitem').first().waitFor();
  const isDark = () =>
    page.evaluate(() => {
      const colour = getComputedStyle(document.querySelector('.akte-page') as Element).backgroundColor;
      return Number(/\d+/.exec(colour)?.[0]) < 128;
    });
  expect(await isDark()).toBe(false);
  const seen: Record<string, boolean> = {};
  for (const { name, theme } of others) {
    await page.evaluate((theme) => {
      Object.assign((window as unknown as { Office: { context: object } }).Office.context, {
        officeTheme: theme,
      });
      window.dispatchEvent(new Event('focus'));
    }, theme);
    await page.waitForFunction(() => document.getAnimations().length === 0);
    seen[name] = await isDark();
  }
  expect(seen).toEqual({ colourful: false, darkGrey: true, black: true });
});
