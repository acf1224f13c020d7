import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { startAnswered } from '../support/api.ts';
import { textOf } from '../support/docx.ts';
import { OPDRACHT } from '../support/opdracht.ts';
import { field, openPart, option, saved, start } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';

test.use({ locale: 'nl-NL' });

const ZZP = 'overeenkomst-van-opdracht.zzp';
const ARBEID = 'Arbeidsovereenkomst';

/** What the browser downloads because of `action`. */
async function downloaded(page: Page, action: () => Promise<void>): Promise<Download> {
  const arrives = page.waitForEvent('download');
  await action();
  return arrives;
}

/** Chooses what can be done with the questionnaire or template of this name, besides the obvious. */
async function choose(page: Page, more: string, item: string): Promise<void> {
  await page.getByRole('button', { name: more, exact: true }).first().click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('a final document is refused with what is missing; a draft has blanks that lead to their questions', async ({
  portal: page,
}) => {
  await start(page, OPDRACHT);
  await openPart(page, 'Nakijken');
  await page.getByRole('button', { name: 'Document maken' }).click();
  await expect(page.getByRole('alert')).toContainText('Er is geen document gemaakt.');
  await expect(page.getByRole('alert')).toBeFocused();
  await page.getByRole('button', { name: 'Opdrachtgever: KvK-nummer' }).click();
  await expect(field(page, 'KvK-nummer')).toBeFocused();

  await openPart(page, 'Nakijken');
  await page.getByRole('button', { name: 'Concept met open plekken maken' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${OPDRACHT} (concept) is klaar` })).toBeFocused();
  const file = await downloaded(page, () =>
    page.getByRole('link', { name: 'Word-document downloaden' }).click(),
  );
  const text = textOf(await readFile(await file.path()));
  expect(text).toContain('[Opdrachtgever: KvK-nummer]');
  const blanks = page.getByRole('region', { name: /^Het is een concept met open plekken/ });
  await blanks.getByRole('button', { name: 'Ondertekenaars voor de opdrachtgever 1: Naam' }).click();
  const signatory = page.getByRole('group', { name: 'Vertegenwoordiger 1' });
  await expect(field(signatory, 'Naam')).toBeFocused();
  await page.getByRole('button', { name: 'Volgende' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Opdrachtnemer' })).toBeFocused();
});

/** Resolves when the page has done, and drawn, what it was about to. */
const drawn = (page: Page) =>
  page.evaluate(async () => {
    for (let i = 0; i < 3; i++) {
      await new Promise((idle) => requestIdleCallback(idle));
      await new Promise(requestAnimationFrame);
    }
  });

test('what an answer brings moves no button away while it is pressed', async ({ portal: page }) => {
  // All of it in view: what comes above is not made up for by scrolling.
  await page.setViewportSize({ width: 1280, height: 3000 });
  await start(page, OPDRACHT);
  await openPart(page, 'Rechten en geheimhouding');
  let give = () => {};
  const held = new Promise<void>((resolve) => (give = resolve));
  await page.route('**/api/v1/answer-sets/**', async (route) => {
    await held;
    await route.continue();
  });
  const arrives = page.waitForResponse((response) => response.request().method() === 'PATCH');
  await option(page, 'Staat er een boete op schending van de geheimhouding?', 'Ja').check();
  await page.getByRole('button', { name: 'Volgende' }).hover();
  await page.mouse.down();
  give();
  await (await arrives).finished();
  await drawn(page);
  await page.mouse.up();
  await expect(
    page.getByRole('heading', { level: 2, name: 'Aansprakelijkheid en geschillen' }),
  ).toBeFocused();
});

test('a line that says what is wrong moves no button away while it is pressed', async ({ portal: page }) => {
  // All of it in view: what comes above is not made up for by scrolling.
  await page.setViewportSize({ width: 1280, height: 3000 });
  await start(page, OPDRACHT);
  await openPart(page, 'Opdrachtgever');
  await field(page, 'KvK-nummer').fill('1');
  await saved(page);
  await page.getByRole('button', { name: 'Volgende' }).hover();
  await page.mouse.down();
  await drawn(page);
  await page.mouse.up();
  await expect(page.getByRole('heading', { level: 2, name: 'Opdrachtnemer' })).toBeFocused();
});

test('a person who was removed in another window gets nothing that was meant for them: it is told', async ({
  portal: page,
  context,
}) => {
  const set = await startAnswered(page, OPDRACHT, ZZP);
  const other = await context.newPage();
  for (const each of [page, other]) await each.goto(`/portal#/answers/${set}/opdrachtgever`);
  const first = (each: Page) => each.getByRole('group', { name: 'Vertegenwoordiger 1', exact: true });
  await first(other).waitFor();
  await page.getByRole('button', { name: 'Vertegenwoordiger 1 verwijderen' }).click();
  await expect(page.getByRole('group', { name: 'Vertegenwoordiger 2', exact: true })).toHaveCount(0);
  await saved(page);
  const second = await field(first(page), 'Functie').inputValue();

  await field(first(other), 'Functie').fill('voorzitter');
  await expect(other.getByRole('alert')).toContainText('1 antwoord is intussen elders opnieuw gegeven');
  await saved(other);
  await expect(field(first(other), 'Functie')).toHaveValue(second);
  await expect(other.getByRole('group', { name: 'Vertegenwoordiger 2', exact: true })).toHaveCount(0);
});

test('the answer sheet is downloaded under a name in the language of the page', async ({ portal: page }) => {
  const set = await startAnswered(page, OPDRACHT, ZZP);
  await page.goto(`/portal#/answers/${set}/review`);
  const dutch = await downloaded(page, () => choose(page, `Meer: ${OPDRACHT}`, 'Antwoordenblad downloaden'));
  expect(dutch.suggestedFilename()).toBe(`${OPDRACHT} - Antwoordenblad.docx`);
  expect(textOf(await readFile(await dutch.path()))).toContain('Beantwoord door\nLotte de Vries');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Make document' }).click();
  await page.getByRole('heading', { level: 1, name: /is ready$/ }).waitFor();
  const english = await downloaded(page, () =>
    page.getByRole('link', { name: 'Download answer sheet' }).click(),
  );
  expect(english.suggestedFilename()).toBe(`${OPDRACHT} - Answer sheet.docx`);
});

test('a questionnaire is named and duplicated, with everything that was answered', async ({
  portal: page,
}) => {
  const set = await startAnswered(page, OPDRACHT, ZZP);
  await page.goto(`/portal#/answers/${set}/opdrachtgever`);
  await choose(page, `Meer: ${OPDRACHT}`, 'Naam wijzigen…');
  const rename = page.getByRole('dialog', { name: 'Naam van de vragenlijst' });
  await rename.getByRole('textbox', { name: 'Naam' }).fill('Zaak Waddenzicht');
  await rename.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByRole('button', { name: `Meer: Zaak Waddenzicht` })).toBeFocused();
  await expect(page.getByRole('heading', { level: 1, name: 'Zaak Waddenzicht' })).toBeVisible();
  // Another change after that is kept as well.
  await field(page, 'Statutaire zetel').fill('Harlingen');
  await saved(page);
  await openPart(page, 'Nakijken');
  await expect(field(page, 'Titel van het document')).toHaveValue('Zaak Waddenzicht');

  await page.getByRole('link', { name: 'Mijn documenten' }).click();
  await expect(page.getByRole('heading', { level: 3, name: 'Zaak Waddenzicht' })).toBeVisible();
  await choose(page, 'Meer: Zaak Waddenzicht', 'Dupliceren');
  await expect(page.getByRole('heading', { level: 1, name: 'Kopie van Zaak Waddenzicht' })).toBeVisible();
  await expect(page.getByText(/^\d+ antwoorden zijn overgenomen\.$/)).toBeVisible();
  await expect(field(page, 'Statutaire zetel')).toHaveValue('Harlingen');
  await page.getByRole('button', { name: 'Dit bericht sluiten' }).click();
  await expect(page.getByText(/antwoorden zijn overgenomen/)).toHaveCount(0);
});

test('answers are exported, and another questionnaire starts with the file', async ({ portal: page }) => {
  const set = await startAnswered(page, OPDRACHT, ZZP);
  await page.goto(`/portal#/answers/${set}/review`);
  const file = await downloaded(page, () => choose(page, `Meer: ${OPDRACHT}`, 'Antwoorden exporteren'));
  expect(file.suggestedFilename()).toBe(`${OPDRACHT} - antwoorden.json`);
  const exported = await readFile(await file.path());
  const sample = new URL(`../../../server/demo/samples/answers/${ZZP}.json`, import.meta.url);
  expect(JSON.parse(exported.toString())).toEqual(JSON.parse(await readFile(sample, 'utf8')));

  await page.getByRole('link', { name: 'Modellen' }).click();
  const begin = page.getByRole('dialog', { name: 'Beginnen met eerdere antwoorden' });
  await choose(page, `Andere manieren om te beginnen: ${OPDRACHT}`, 'Beginnen met eerdere antwoorden…');
  const input = begin.getByTestId('answers-file');
  await input.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('[1]') });
  await expect(begin.getByText(/^Dit bestand bevat geen antwoorden/)).toBeVisible();
  await input.setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: exported });
  await begin.getByRole('button', { name: 'Beginnen' }).click();
  await page.getByRole('progressbar').waitFor();
  await openPart(page, 'Nakijken');
  await expect(page.getByText('Alles wat nodig is, is beantwoord.')).toBeVisible();
});

test('the answers to one template serve another where they fit, and it says which', async ({
  portal: page,
}) => {
  await startAnswered(page, OPDRACHT, ZZP);
  await choose(page, `Andere manieren om te beginnen: ${ARBEID}`, 'Beginnen met eerdere antwoorden…');
  const begin = page.getByRole('dialog');
  await begin.getByRole('combobox', { name: 'Antwoorden van een vragenlijst' }).selectOption({ index: 1 });
  await begin.getByRole('button', { name: 'Beginnen' }).click();
  await page.getByRole('heading', { level: 1, name: ARBEID }).waitFor();
  await page.getByText('Wat niet, en waarom').click();
  await expect(
    page.getByRole('listitem').filter({ hasText: 'Wat houdt de opdracht in? – wordt hier niet gevraagd' }),
  ).toBeVisible();
  await page.getByText('Wat is overgenomen').click();
  await page.getByRole('link', { name: 'Wanneer begint het dienstverband?' }).click();
  await expect(field(page, 'Wanneer begint het dienstverband?')).toBeFocused();
});

test('who wants to know is told why a question is asked', async ({ portal: page }) => {
  await start(page, OPDRACHT);
  await openPart(page, 'Rechten en geheimhouding');
  await option(page, 'Staat er een boete op schending van de geheimhouding?', 'Ja').check();
  const why = page.getByRole('button', { name: 'Waarom deze vraag? Boete per schending' });
  await expect(why).toHaveAttribute('aria-expanded', 'false');
  await why.click();
  await expect(
    page.getByText('Gevraagd vanwege: Staat er een boete op schending van de geheimhouding? ja'),
  ).toBeVisible();
  await expect(why).toHaveAttribute('aria-expanded', 'true');
});
