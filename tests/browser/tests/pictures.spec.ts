import { strFromU8, unzipSync } from 'fflate';
import { FOR_PEOPLE, lookInEach } from '../support/each.ts';
import { call, publish } from '../support/life.ts';
import { letterhead, png } from '../support/pictures.ts';
import { saved, start } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';
import { faults } from '../support/validator.ts';

test.use({ locale: 'nl-NL' });

test('a picture is chosen, shown, replaced by dropping another, and stands in the document', async ({
  portal: page,
  browser,
}) => {
  await publish(browser, 'Briefpapier', [
    { text: letterhead('Briefpapier'), then: async () => void (await page.reload()) },
  ]);
  await start(page, 'Briefpapier');
  const choose = page.getByRole('button', { name: /^Logo.* Afbeelding kiezen…$/ });
  const picture = page.getByRole('img', { name: 'De afbeelding bij: Logo' });
  const width = () => picture.evaluate((image: HTMLImageElement) => image.naturalWidth);
  await choose.waitFor();

  // What is no picture is told beside the question, whatever its name says.
  const input = page.getByTestId('file-logo');
  await input.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
  await expect(choose).toHaveAccessibleDescription(/Deze afbeelding is niet bruikbaar/);
  await lookInEach(page, 'picture-refused', [320]);

  // By keyboard, as a person would.
  const opens = page.waitForEvent('filechooser');
  await choose.press('Enter');
  await (await opens).setFiles({ name: 'ons logo.png', mimeType: 'image/png', buffer: png(300, 150) });
  await expect(picture).toBeVisible();
  await expect(page.getByText('ons logo.png', { exact: true })).toBeVisible();
  await expect(page.getByText('Deze afbeelding is niet bruikbaar')).toHaveCount(0);
  expect(await width()).toBe(300);
  await saved(page);
  await lookInEach(page, 'picture', [320, ...FOR_PEOPLE, 1280]);

  // A large one is on its way, and does not arrive.
  let give = () => {};
  const held = new Promise<void>((resolve) => (give = resolve));
  await page.route('**/files?*', async (route) => {
    await held;
    await route.fulfill({ status: 503, json: {} });
  });
  await input.setInputFiles({
    name: 'ons grote logo, staand.png',
    mimeType: 'image/png',
    buffer: png(900, 900),
  });
  await page.getByRole('progressbar', { name: 'ons grote logo, staand.png wordt verzonden…' }).waitFor();
  await lookInEach(page, 'picture-sending', [320, ...FOR_PEOPLE]);
  await page.getByRole('button', { name: 'Stoppen' }).click();
  await expect(page.getByRole('button', { name: /^Logo.* Vervangen…$/ })).toBeFocused();
  await expect(page.getByRole('progressbar', { name: /wordt verzonden/ })).toHaveCount(0);
  await expect(picture).toBeVisible();
  await input.setInputFiles({ name: 'nog eens.png', mimeType: 'image/png', buffer: png(900, 900) });
  give();
  await expect(page.getByRole('button', { name: /^Logo.* Vervangen…$/ })).toHaveAccessibleDescription(
    /nog eens\.png is niet toegevoegd/,
  );
  await lookInEach(page, 'picture-not-sent', [320, ...FOR_PEOPLE]);
  await page.unroute('**/files?*');

  const dropped = await page.evaluateHandle(
    (bytes) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(bytes)], 'groot.png', { type: 'image/png' }));
      return transfer;
    },
    [...png(2000, 500)],
  );
  await page
    .getByRole('button', { name: /^Logo.* Vervangen…$/ })
    .dispatchEvent('drop', { dataTransfer: dropped });
  await expect(page.getByText('groot.png', { exact: true })).toBeVisible();
  await expect.poll(width).toBe(2000);
  await saved(page);

  // It is there after coming back.
  await page.reload();
  await expect(picture).toBeVisible();
  const annex = { name: 'bijlage.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') };
  const kept = page.waitForResponse((response) => response.request().method() === 'PATCH' && response.ok());
  await page.getByTestId('file-annex').setInputFiles(annex);
  await expect(page.getByText('bijlage.pdf', { exact: true })).toBeVisible();
  await kept;

  const set = /answers\/([^/]+)/.exec(page.url())?.[1] ?? '';
  const { body } = await call(page, 'POST', 'documents', { json: { answer_set: set } });
  const docx = await (await page.request.get(`/api/v1/documents/${body.id}/file`)).body();
  const parts = unzipSync(docx);
  const xml = strFromU8(parts['word/document.xml'] as Uint8Array);
  expect(xml).toMatch(/<w:drawing><wp:inline [^>]*>.*descr="Logo".*r:embed="picture1"/);
  expect(xml).toContain('see the annex');
  expect(Buffer.from(parts['word/media/picture1.png'] as Uint8Array)).toEqual(png(2000, 500));
  expect(await faults(docx)).toEqual([]);

  await page.getByRole('button', { name: 'Verwijderen Logo' }).press('Enter');
  await expect(picture).toHaveCount(0);
  await expect(choose).toBeFocused();
  await saved(page);
  await expect(page.getByRole('button', { name: /^Logo.* Afbeelding kiezen…$/ })).toBeVisible();
});
