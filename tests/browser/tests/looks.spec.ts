import type { Page } from '@playwright/test';
import { startAnswered } from '../support/api.ts';
import { look as lookAt, LOOKS } from '../support/look.ts';
import { OPDRACHT } from '../support/opdracht.ts';
import { saved, signIn } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';

const themes = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  contrast: { colorScheme: 'light', forcedColors: 'active' },
} as const;

for (const { theme, language, axe } of LOOKS) {
  const colours = themes[theme];
  test.describe(`${theme}, ${language}`, () => {
    test.use({ locale: language, colorScheme: colours.colorScheme, contextOptions: colours });

    const look = (page: Page, name: string) => lookAt(page, name, [320, 450, 1280], axe);
    const heading = (page: Page, level: number, name: RegExp | string) =>
      page.getByRole('heading', { level, name }).waitFor();

    test('every screen', async ({ page }) => {
      test.setTimeout(180_000);
      const suffix = `${theme}-${language}`;
      await page.goto('/portal');
      await heading(page, 1, /./);
      await look(page, `sign-in-${suffix}`);

      await signIn(page);
      await page.getByRole('listitem').first().waitFor();
      await look(page, `library-${suffix}`);
      await page.getByRole('searchbox').fill('qqq');
      await page.getByText(/qqq[”’]/).waitFor();
      await look(page, `library-empty-${suffix}`);

      const set = await startAnswered(page, OPDRACHT, 'overeenkomst-van-opdracht.zzp');
      for (const part of ['opdrachtgever', 'opdrachtnemer', 'opdracht', 'vergoeding', 'rechten', 'risico']) {
        await page.goto(`/portal#/answers/${set}/${part}`);
        await page.getByRole('progressbar').waitFor();
        await look(page, `part-${part}-${suffix}`);
      }
      await page.goto(`/portal#/answers/${set}/opdrachtgever`);
      const kvk = page.getByRole('textbox', { name: /^(KvK-nummer|Trade register number)/ });
      await kvk.fill('123');
      await kvk.press('Tab');
      await expect(kvk).toHaveAttribute('aria-invalid', 'true');
      await look(page, `part-wrong-${suffix}`);
      await page.goto(`/portal#/answers/${set}/review`);
      await heading(page, 2, /^(Nakijken|Review)$/);
      await look(page, `review-wrong-${suffix}`);
      await page.goto(`/portal#/answers/${set}/opdrachtgever`);
      await kvk.fill('62345671');
      await saved(page);
      await page.goto(`/portal#/answers/${set}/review`);
      await page.getByText(/^(Alles wat nodig is|Everything that is needed)/).waitFor();
      await look(page, `review-${suffix}`);

      await page.getByRole('button', { name: /^(Document maken|Make document)$/ }).click();
      await heading(page, 1, /(is klaar|is ready)$/);
      await look(page, `document-${suffix}`);
      await page.goto('/portal#/documents');
      await page.getByRole('listitem').first().waitFor();
      await look(page, `documents-${suffix}`);
    });

    test('earlier answers, and drafts', async ({ portal: page }) => {
      test.setTimeout(180_000);
      const suffix = `${theme}-${language}`;
      await startAnswered(page, 'Arbeidsovereenkomst', 'arbeidsovereenkomst.bepaald');
      await page.goto('/portal#/');
      await page.getByRole('button', { name: /(om te beginnen|to start): Overeenkomst/ }).click();
      await look(page, `library-more-${suffix}`);
      await page.getByRole('menuitem').click();
      const begin = page.getByRole('dialog');
      await begin.getByRole('combobox').selectOption({ index: 1 });
      await look(page, `begin-${suffix}`);
      await begin.getByRole('button', { name: /^(Start|Beginnen)$/ }).click();
      await heading(page, 1, OPDRACHT);
      for (const summary of await page.locator('summary').all()) await summary.click();
      await look(page, `reuse-${suffix}`);
      await page.getByRole('button', { name: /^(Close this message|Dit bericht sluiten)$/ }).click();

      const set = /answers\/([^/]+)/.exec(page.url())?.[1] ?? '';
      await page.goto(`/portal#/answers/${set}/rechten`);
      await page
        .getByRole('radio', { name: /^(Yes|Ja)$/ })
        .first()
        .check();
      await page
        .getByRole('button', { name: /^(Why is this asked|Waarom deze vraag)/ })
        .first()
        .click();
      await look(page, `why-${suffix}`);
      await page.goto(`/portal#/answers/${set}/review`);
      await page.getByRole('button', { name: /^(Make document|Document maken)$/ }).click();
      await page.getByRole('alert').waitFor();
      await look(page, `review-refused-${suffix}`);
      await page.getByRole('button', { name: /(a draft|Concept) / }).click();
      await heading(page, 1, /(is klaar|is ready)$/);
      await look(page, `draft-${suffix}`);

      await page.goto(`/portal#/answers/${set}/review`);
      await page.getByRole('button', { name: /^(More|Meer):/ }).click();
      await look(page, `answers-more-${suffix}`);
      await page.getByRole('menuitem').first().click();
      await page.getByRole('dialog').waitFor();
      await look(page, `rename-${suffix}`);
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: /^(Choose a matter|Zaak kiezen)$/ }).click();
      await page.getByRole('dialog').getByRole('radio').first().waitFor();
      await look(page, `matter-${suffix}`);
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^(New matter|Nieuwe zaak)/ })
        .click();
      await look(page, `matter-new-${suffix}`);
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.getByRole('button', { name: /^(Preview|Voorbeeld)$/ }).click();
      await page.locator('section.docx').first().waitFor();
      await lookAt(page, `preview-${suffix}`, [1280], axe);
    });

    test('the server’s own small pages', async ({ page }) => {
      const suffix = `${theme}-${language}`;
      await page.goto('/auth/enrol');
      await look(page, `enrol-${suffix}`);
      await page.goto('/auth/callback/demo?state=x&code=y');
      await look(page, `sign-in-failed-${suffix}`);
    });
  });
}
