import { readFile } from 'node:fs/promises';
import { textOf } from '../support/docx.ts';
import { answerOpdracht, OPDRACHT } from '../support/opdracht.ts';
import { field, openPart, option, saved, start } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';

test.use({ locale: 'nl-NL' });

test('a lawyer makes the Dutch contract, from signing in to the file', async ({ portal: page }) => {
  await expect(
    page.getByRole('group', { name: 'Aangemeld als Lotte de Vries, Van Dalen & Partners' }),
  ).toBeVisible();
  await page.getByRole('searchbox', { name: 'Modellen zoeken' }).fill('opdracht');
  await expect(page.getByText('1 model', { exact: true })).toBeVisible();
  await start(page, OPDRACHT);

  await answerOpdracht(page);
  await openPart(page, 'Nakijken');
  await expect(page.getByText('Alles wat nodig is, is beantwoord.')).toBeVisible();
  await field(page, 'Titel van het document').fill('Opdracht De Spoel – Dijkstra');
  await page.getByRole('button', { name: 'Document maken' }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: 'Opdracht De Spoel – Dijkstra is klaar' }),
  ).toBeVisible();

  const arrives = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Word-document downloaden' }).click();
  const download = await arrives;
  expect(download.suggestedFilename()).toMatch(/\.docx$/);
  const text = textOf(await readFile(await download.path()));
  expect(text).toContain('Weverij De Spoel B.V., een besloten vennootschap met beperkte aansprakelijkheid');
  expect(text).toContain('Noor Dijkstra, handelend onder de naam Dijkstra & Zn. Planning');
  expect(text).toContain('H. ten Cate, bestuurder');
  expect(text).toContain('1.110,50');
  expect(text).toContain('1 februari 2027');
  expect(text).toContain('opzegtermijn van 2 maanden');
  expect(text).toContain('rechtbank Overijssel');
  expect(text).not.toContain('{{');
  expect(text).not.toContain('{%');
  expect(text).not.toContain('Bijlage');
  expect(text).not.toContain('boete van');

  await page.getByRole('link', { name: 'Mijn documenten' }).click();
  await expect(page.getByRole('heading', { name: 'Opdracht De Spoel – Dijkstra' })).toBeVisible();
});

test('questions appear and vanish with the answer to another', async ({ portal: page }) => {
  await start(page, OPDRACHT);
  await openPart(page, 'Rechten en geheimhouding');
  const penalty = 'Staat er een boete op schending van de geheimhouding?';
  const amount = field(page, 'Boete per schending');
  await expect(amount).toHaveCount(0);
  await option(page, penalty, 'Ja').check();
  await expect(amount).toBeVisible();
  await expect(option(page, penalty, 'Ja')).toBeFocused();
  await expect(page.getByRole('status')).toContainText('Boete per schending');
  await option(page, penalty, 'Nee').check();
  await expect(amount).toHaveCount(0);
});

test('what is missing or wrong is said where it is, and the review leads there', async ({ portal: page }) => {
  await start(page, OPDRACHT);
  const kvk = field(page, 'KvK-nummer');
  await kvk.fill('123');
  await kvk.press('Tab');
  await expect(kvk).toHaveAttribute('aria-invalid', 'true');
  await expect(kvk).toHaveAccessibleDescription(/8/);
  await openPart(page, 'Nakijken');
  await expect(page.getByRole('button', { name: 'Document maken' })).toBeDisabled();
  await page.getByRole('button', { name: /Statutaire zetel$/ }).click();
  await expect(field(page, 'Statutaire zetel')).toBeFocused();
  await openPart(page, 'Nakijken');
  await page
    .getByRole('button', { name: /KvK-nummer/ })
    .first()
    .click();
  await expect(kvk).toBeFocused();
});

test('people who sign can be added, put in order and removed', async ({ portal: page }) => {
  await start(page, OPDRACHT);
  const signatory = (number: number) => page.getByRole('group', { name: `Vertegenwoordiger ${number}` });
  await field(signatory(1), 'Naam').fill('Een');
  await page.getByRole('button', { name: 'Vertegenwoordiger toevoegen' }).click();
  await expect(field(signatory(2), 'Naam')).toBeFocused();
  await page.keyboard.type('Twee');
  await page.getByRole('button', { name: 'Vertegenwoordiger 2 omhoog' }).click();
  await expect(field(signatory(1), 'Naam')).toHaveValue('Twee');
  await expect(field(signatory(2), 'Naam')).toHaveValue('Een');
  await page.getByRole('button', { name: 'Vertegenwoordiger 1 verwijderen' }).click();
  await expect(signatory(2)).toHaveCount(0);
  await expect(field(signatory(1), 'Naam')).toHaveValue('Een');
  await saved(page);
  await page.reload();
  await expect(field(signatory(1), 'Naam')).toHaveValue('Een');
});
