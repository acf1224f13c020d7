import type { Page } from '@playwright/test';
import { startAnswered } from '../support/api.ts';
import { lookInEach } from '../support/each.ts';
import { as, call } from '../support/life.ts';
import { NDA } from '../support/nda.ts';
import { start } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';

test.use({ locale: 'en-GB' });

const account = (page: Page) => page.getByRole('button', { name: /^Lotte de Vries: Who may work/ });
const forWhom = (page: Page) => page.getByRole('combobox', { name: /^(On behalf of|Namens)$/ });

test('a secretary works on behalf of the lawyer who lets them, until that is taken back', async ({
  portal: page,
  browser,
}) => {
  await as(browser, 'Karim Bennani', async (karim) => {
    await karim.getByRole('heading', { level: 1 }).waitFor();
    await expect(forWhom(karim)).toHaveCount(0);
  });
  await account(page).click();
  const dialog = page.getByRole('dialog', { name: 'Who may work on your behalf' });
  await expect(dialog.getByText('Nobody may, so far.')).toBeVisible();
  await dialog.getByRole('combobox').selectOption('Karim Bennani');
  await dialog.getByRole('button', { name: 'Let them' }).click();
  await expect(dialog.getByRole('listitem')).toHaveText(/^Karim Bennani/);
  await lookInEach(page, 'delegates', [320, 1280]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(account(page)).toBeFocused();

  await as(browser, 'Karim Bennani', async (karim) => {
    await forWhom(karim).selectOption('Lotte de Vries');
    await lookInEach(karim, 'behalf-library', [320, 1280]);
    await start(karim, NDA);
    await expect(karim.getByText(/^(On behalf of|Namens) Lotte de Vries$/)).toBeVisible();
    await lookInEach(karim, 'behalf-questions', [320]);
    await karim.getByRole('link', { name: /^(My documents|Mijn documenten)$/ }).click();
    await expect(karim.getByText(/ · (On behalf of|Namens) Lotte de Vries/)).toBeVisible();
  });
  await page.getByRole('link', { name: 'My documents' }).click();
  await expect(page.getByText(/ · By Karim Bennani, on your behalf/)).toBeVisible();
  await lookInEach(page, 'behalf-work', [320, 1280]);

  await account(page).click();
  await dialog.getByRole('button', { name: 'Take back: Karim Bennani' }).click();
  await expect(dialog.getByText('Nobody may, so far.')).toBeVisible();
  await as(browser, 'Karim Bennani', async (karim) => {
    await karim.getByRole('heading', { level: 1 }).waitFor();
    await expect(forWhom(karim)).toHaveCount(0);
  });
});

test('pages are in the colour of the firm, dark enough to be read', async ({ portal: page, browser }) => {
  const set = await startAnswered(page, NDA, 'non-disclosure-agreement.mutual');
  await page.goto(`/portal#/answers/${set}/parties`);
  const button = page.getByRole('button', { name: 'Next', exact: true });
  const colour = () => button.evaluate((of) => getComputedStyle(of).backgroundColor);
  const own = await colour();
  const paint = (accent: string | null) =>
    as(browser, 'Anna Visser', async (anna) => {
      const { etag } = await call(anna, 'GET', 'settings');
      await call(anna, 'PATCH', 'settings', { json: { accent } }, etag);
    });
  await paint('#8a1538');
  try {
    await page.reload();
    await expect.poll(colour).toBe('rgb(138, 21, 56)');
    await paint('#ffd400');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.reload();
      await button.waitFor();
      expect(await colour()).not.toBe(own);
    }
    await lookInEach(page, 'accent', [1280, 320]);
  } finally {
    await paint(null);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.reload();
  await expect.poll(colour).toBe(own);
});
