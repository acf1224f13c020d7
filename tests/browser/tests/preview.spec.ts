import type { Page } from '@playwright/test';
import { startAnswered } from '../support/api.ts';
import { findings } from '../support/axe.ts';
import { OPDRACHT } from '../support/opdracht.ts';
import { field, saved } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';

test.use({ locale: 'nl-NL', viewport: { width: 1280, height: 900 } });

const preview = (page: Page) => page.getByRole('region', { name: 'Voorbeeld' });

test('the document is shown beside the questions, at what the last answer changed', async ({
  portal: page,
}) => {
  const set = await startAnswered(page, OPDRACHT, 'overeenkomst-van-opdracht.zzp');
  const documents = async () => (await page.request.get('/api/v1/documents')).json();
  const before = await documents();
  await page.goto(`/portal#/answers/${set}/opdrachtgever`);
  const loads: string[] = [];
  page.on('request', (request) => loads.push(request.url()));
  await page.getByRole('button', { name: 'Voorbeeld' }).click();
  await expect(preview(page).getByText('Rederij Waddenzicht B.V.').first()).toBeVisible();
  expect(
    loads.some((url) => /Preview.*\.js$/.test(url)),
    'it comes when it is asked for',
  ).toBe(true);
  const changed = preview(page).locator('.changed');
  await expect(changed).toHaveCount(0);

  const seat = field(page, 'Statutaire zetel');
  await seat.fill('Dokkum');
  await saved(page);
  await expect(changed.first()).toContainText('Dokkum');
  await expect(changed.first()).toBeInViewport();
  await page.screenshot({ path: 'results/preview-1280.png' });
  expect(await findings(page)).toEqual([]);

  // A blank where an answer is taken away; and nothing of it is kept.
  await seat.fill('');
  await saved(page);
  await expect(changed.first()).toContainText('[');
  expect(await documents()).toEqual(before);
  await page.setViewportSize({ width: 450, height: 900 });
  await expect(preview(page)).toHaveCount(0);
});
