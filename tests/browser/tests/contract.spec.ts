import { readFile } from 'node:fs/promises';
import { textOf } from '../support/docx.ts';
import { mouse } from '../support/hand.ts';
import { answerOpdracht, OPDRACHT } from '../support/opdracht.ts';
import { field, openPart, option, saved, start } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';

test.use({ locale: 'nl-NL' });

test('a lawyer makes the Dutch contract, from signing in to the file', async ({ page }) => {
  test.setTimeout(180_000);
  const hand = mouse(page);
  await page.goto('/portal');
  await hand.press(page.getByRole('link', { name: 'Aanmelden' }));
  await hand.press(page.getByRole('button', { name: 'Lotte de Vries' }));
  await expect(
    page.getByRole('group', { name: 'Aangemeld als Lotte de Vries, Van Dalen & Partners' }),
  ).toBeVisible();
  await hand.write(page.getByRole('searchbox', { name: 'Modellen zoeken' }), 'opdracht');
  await expect(page.getByText('1 model', { exact: true })).toBeVisible();
  await hand.press(page.getByRole('button', { name: `Beginnen: ${OPDRACHT}`, exact: true }));

  await answerOpdracht(page, hand);
  await hand.turnTo('Nakijken');
  await expect(page.getByText('Alles wat nodig is, is beantwoord.')).toBeVisible();
  await hand.write(field(page, 'Titel van het document'), 'Opdracht De Spoel – Dijkstra');
  await hand.press(page.getByRole('button', { name: 'Document maken' }));
  await expect(
    page.getByRole('heading', { level: 1, name: 'Opdracht De Spoel – Dijkstra is klaar' }),
  ).toBeFocused();

  const arrives = page.waitForEvent('download');
  await hand.press(page.getByRole('link', { name: 'Word-document downloaden' }));
  const download = await arrives;
  expect(download.suggestedFilename()).toMatch(/\.docx$/);
  const text = textOf(await readFile(await download.path()));
  for (const part of [
    'Weverij De Spoel B.V., een besloten vennootschap met beperkte aansprakelijkheid',
    'Noor Dijkstra, handelend onder de naam Dijkstra & Zn. Planning',
    'H. ten Cate, bestuurder',
    '1.110,50',
    '1 februari 2027',
    'opzegtermijn van 2 maanden',
    'rechtbank Overijssel',
  ]) {
    expect(text).toContain(part);
  }
  for (const part of ['{{', '{%', 'Bijlage', 'boete van']) expect(text).not.toContain(part);

  await hand.press(page.getByRole('link', { name: 'Mijn documenten' }));
  await expect(page.getByRole('heading', { name: 'Opdracht De Spoel – Dijkstra' }).first()).toBeVisible();
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
  await expect(kvk).toHaveAccessibleDescription(/Een KvK-nummer is acht cijfers\./);
  await openPart(page, 'Nakijken');
  await page.getByRole('button', { name: 'Document maken' }).click();
  await expect(page.getByRole('alert')).toContainText('Er is geen document gemaakt.');
  await page.getByRole('button', { name: /Statutaire zetel$/ }).click();
  await expect(field(page, 'Statutaire zetel')).toBeFocused();
  await openPart(page, 'Nakijken');
  await page
    .getByRole('button', { name: /KvK-nummer/ })
    .first()
    .click();
  await expect(kvk).toBeFocused();
});

test('people who sign can be added, copied, put in order by buttons and by dragging, and removed', async ({
  portal: page,
}) => {
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
  await page.getByRole('button', { name: 'Vertegenwoordiger 1 kopiëren' }).click();
  await expect(field(signatory(2), 'Naam')).toBeFocused();
  await expect(field(signatory(2), 'Naam')).toHaveValue('Een');
  await field(signatory(2), 'Naam').fill('Drie');
  await saved(page);
  const handle = page.getByTitle('Vertegenwoordiger 2 naar een andere plaats slepen');
  await handle.dragTo(field(signatory(1), 'Naam'));
  await expect(field(signatory(1), 'Naam')).toHaveValue('Drie');
  await expect(page.getByRole('status')).toContainText('Vertegenwoordiger 2 is nu nummer 1');
  await saved(page);
  await page.reload();
  await expect(field(signatory(1), 'Naam')).toHaveValue('Drie');
  await expect(field(signatory(2), 'Naam')).toHaveValue('Een');
});
