import { lookInEach } from '../support/each.ts';
import { call, publish } from '../support/life.ts';
import { field, saved, start } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';

test.use({ locale: 'nl-NL' });

test('a questionnaire moves to the newer version of its template, after a look at what that does', async ({
  portal: page,
  browser,
}) => {
  const answer = async () => {
    await page.goto('/portal#/');
    await page.reload();
    await start(page, 'Brief');
    await field(page, 'Naam').fill('Jansen');
    await field(page, 'Afdeling').fill('Vastgoed');
    await field(page, 'Kenmerk').fill('RW-7');
    await saved(page);
    await expect(page.getByText('Er is een nieuwere versie')).toHaveCount(0);
  };
  await publish(browser, 'Brief', [
    { text: 'Geachte {{ naam }}, {{ afdeling }} {{ kenmerk }}', then: answer },
    { text: 'Geachte {{ naam }}, {{ onderwerp }}', then: async () => void (await page.reload()) },
  ]);
  const see = page.getByRole('button', { name: 'Bekijken wat verandert' });
  await see.waitFor();
  await lookInEach(page, 'newer-version', [320, 1280]);

  const dialog = page.getByRole('dialog', { name: 'Overgaan naar de nieuwere versie?' });
  await see.press('Enter');
  await expect(dialog.getByText('Afdeling – wordt niet meer gevraagd')).toBeVisible();
  await expect(dialog.getByText('Onderwerp')).toBeVisible();
  await dialog.getByText('1 antwoord gaat mee').click();
  await expect(dialog.getByText('Naam', { exact: true })).toBeVisible();
  await lookInEach(page, 'move', [320, 1280]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(see).toBeFocused();
  await see.press('Enter');
  await dialog.getByRole('button', { name: 'Blijven' }).press('Enter');
  await expect(field(page, 'Afdeling')).toHaveValue('Vastgoed');

  // Another device changes an answer after the look: what is shown is looked at again before anything moves.
  await see.press('Enter');
  await dialog.getByText('1 antwoord gaat mee').waitFor();
  const set = /answers\/([^/]+)/.exec(page.url())?.[1] ?? '';
  const { etag } = await call(page, 'GET', `answer-sets/${set}`);
  const changes = [{ name: 'afdeling', value: null }];
  await call(page, 'PATCH', `answer-sets/${set}`, { json: { changes } }, etag);
  await dialog.getByRole('button', { name: 'Overgaan' }).press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('ondertussen elders gewijzigd');
  await dialog.getByRole('button', { name: 'Opnieuw proberen' }).press('Enter');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await expect(dialog.getByText('Afdeling')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Overgaan' }).press('Enter');
  await expect(page.getByText('1 antwoord is overgenomen.')).toBeVisible();
  await expect(see).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(field(page, 'Naam')).toHaveValue('Jansen');
  await expect(field(page, 'Afdeling')).toHaveCount(0);
  await field(page, 'Onderwerp').fill('Huur');
  await saved(page);
  await page.getByText('1 eerder antwoord is opzijgezet').click();
  await expect(page.getByText('Kenmerk – RW-7')).toBeVisible();
  await expect(page.getByText(/^Het blijft bewaard/)).toBeVisible();
  await lookInEach(page, 'moved', [320, 1280]);

  await page.getByRole('button', { name: 'Nakijken', exact: true }).click();
  await page.getByRole('button', { name: 'Document maken' }).click();
  await expect(page.getByText(/\(Kenmerk\)$/)).toBeVisible();
  await lookInEach(page, 'document-warnings', [320, 1280]);
});
