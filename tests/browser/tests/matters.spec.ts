import type { Page } from '@playwright/test';
import { startAnswered } from '../support/api.ts';
import { letter } from '../support/docx.ts';
import { lookInEach } from '../support/each.ts';
import { as, call } from '../support/life.ts';
import { NDA } from '../support/nda.ts';
import { OPDRACHT } from '../support/opdracht.ts';
import { signIn } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';

test.use({ locale: 'en-GB' });

const dialog = (page: Page) => page.getByRole('dialog');

test('a matter is chosen first: what is begun belongs to it, and is found there', async ({
  portal: page,
}) => {
  await page.getByRole('button', { name: 'Choose a matter' }).click();
  await dialog(page).getByRole('button', { name: 'New matter…' }).click();
  await dialog(page).getByRole('textbox', { name: 'Number' }).fill('2026-0417');
  await dialog(page).getByRole('textbox', { name: 'Client and subject' }).fill('Calder, acquisition');
  await dialog(page).getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByText('Matter 2026-0417 · Calder, acquisition')).toBeVisible();
  await page.getByRole('button', { name: `Start: ${NDA}`, exact: true }).click();
  await page.getByRole('progressbar').waitFor();
  await expect(page.getByText('Matter 2026-0417 · Calder, acquisition')).toBeVisible();

  await page.getByRole('link', { name: 'My documents' }).click();
  await page.getByRole('button', { name: 'Choose a matter' }).click();
  await dialog(page).getByRole('searchbox').fill('calder');
  await dialog(page).getByRole('radio', { name: '2026-0417 · Calder, acquisition' }).check();
  await dialog(page).getByRole('button', { name: 'Choose', exact: true }).click();
  const sets = page.getByRole('region', { name: 'Questionnaires' });
  await expect(sets.getByRole('listitem')).toHaveCount(1);
  await lookInEach(page, 'matter-work', [320, 1280]);
});

test('or last: a document is saved to a matter with its answers, and taken out again', async ({
  portal: page,
}) => {
  await call(page, 'POST', 'matters', { json: { number: '2026-0500', name: 'Waddenzicht' } });
  const set = await startAnswered(page, OPDRACHT, 'overeenkomst-van-opdracht.zzp');
  await page.goto(`/portal#/answers/${set}/review`);
  await page.getByRole('button', { name: 'Make document' }).click();
  await page.getByRole('heading', { level: 1, name: /is ready$/ }).waitFor();
  await expect(page.getByText('No matter')).toBeVisible();
  await page.getByRole('button', { name: 'Choose a matter' }).click();
  await dialog(page).getByRole('radio', { name: '2026-0500 · Waddenzicht' }).check();
  await lookInEach(page, 'matter-found', [320, 1280]);
  await dialog(page).getByRole('button', { name: 'Choose', exact: true }).click();
  await expect(page.getByText('Matter 2026-0500 · Waddenzicht')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Matter 2026-0500 · Waddenzicht')).toBeVisible();
  expect((await call(page, 'GET', `answer-sets/${set}`)).body.matter.number).toBe('2026-0500');

  await page.getByRole('button', { name: 'Other matter' }).click();
  await dialog(page).getByRole('radio', { name: 'No matter' }).check();
  await dialog(page).getByRole('button', { name: 'Choose', exact: true }).click();
  await expect(page.getByText('No matter')).toBeVisible();
  expect((await call(page, 'GET', `answer-sets/${set}`)).body.matter).toBeNull();
});

test('the library shows favourites, categories and drafts, and says what is not there', async ({
  portal: page,
  browser,
}) => {
  const rows = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Favourite/ }) });
  const show = page.getByRole('combobox', { name: 'Show' });
  await show.selectOption('Favourites');
  await expect(page.getByText('No favourites yet')).toBeVisible();
  await lookInEach(page, 'library-no-favourites', [320, 1280]);
  await page.getByRole('button', { name: 'Show all templates' }).click();
  const star = page.getByRole('button', { name: `Favourite: ${NDA}` });
  await star.click();
  await expect(star).toHaveAttribute('aria-pressed', 'true');
  await show.selectOption('Favourites');
  await expect(rows).toHaveCount(1);
  await lookInEach(page, 'library-favourites', [320, 1280]);
  await star.click();
  await expect(page.getByText('No favourites yet')).toBeVisible();

  await as(browser, 'Karim Bennani', async (author) => {
    const { body } = await call(author, 'POST', 'categories', { json: { name: 'Contracts' } });
    await call(author, 'POST', 'categories', { json: { name: 'Litigation' } });
    const { items } = (await call(author, 'GET', 'templates?query=disclosure')).body;
    const { etag } = await call(author, 'GET', `templates/${items[0].id}`);
    await call(author, 'PATCH', `templates/${items[0].id}`, { json: { category: body.id } }, etag);
    await author.reload();
    await author.getByRole('combobox', { name: /^(Show|Tonen)$/ }).selectOption({ value: 'drafts' });
    await author.getByText(/^(No drafts|Geen concepten)$/).waitFor();
    await call(author, 'POST', 'templates?title=Lease', { file: Buffer.from(letter()) });
    await author.reload();
    await author.getByRole('combobox', { name: /^(Show|Tonen)$/ }).selectOption({ value: 'drafts' });
    await author.getByRole('heading', { level: 2, name: 'Lease' }).waitFor();
    await lookInEach(author, 'library-drafts', [320, 1280]);
  });
  await page.reload();
  await show.selectOption('Contracts');
  await expect(rows).toHaveCount(1);
  await expect(rows.getByText(/^Contracts · /)).toBeVisible();
  await show.selectOption('Litigation');
  await expect(page.getByText('Nothing in this category yet')).toBeVisible();
});

test('who may not make documents may look, and is told so', async ({ page }) => {
  await signIn(page, 'Anna Visser');
  await expect(page.getByText(/Making documents is not part of your role/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Favourite: / }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Start/ })).toHaveCount(0);
  await lookInEach(page, 'library-read-only', [320, 1280]);
  await page.getByRole('link', { name: 'My documents' }).click();
  await expect(page.getByText('You have no permission for this')).toBeVisible();
  await lookInEach(page, 'work-no-permission', [320, 1280]);
});
