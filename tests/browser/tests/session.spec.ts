import { OPDRACHT } from '../support/opdracht.ts';
import { field, openPart, saved, signIn, start } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';

test.use({ locale: 'nl-NL' });

test('without a session there is a way to sign in, and one comes back to where one was', async ({
  page,
  portal,
  context,
}) => {
  await start(portal, OPDRACHT);
  await openPart(portal, 'Vergoeding en betaling');
  const address = portal.url();
  await context.clearCookies();
  await page.reload();
  await page.getByRole('link', { name: 'Aanmelden' }).click();
  await page.getByRole('button', { name: 'Lotte de Vries' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Vergoeding en betaling' })).toBeVisible();
  expect(page.url()).toBe(address);
});

test('signing out ends the session', async ({ page }) => {
  await signIn(page);
  await page.getByRole('button', { name: 'Afmelden' }).click();
  await expect(page.getByRole('link', { name: 'Aanmelden' })).toBeVisible();
  expect((await page.request.get('/api/v1/me')).status()).toBe(401);
});

test('without network nothing typed is lost', async ({ portal: page, context }) => {
  await start(page, OPDRACHT);
  // A menu comes in a file of its own: what cannot be fetched takes nothing with it.
  const menu = /\/assets\/MoreMenu-/;
  const refused = page.waitForEvent('requestfailed', (request) => menu.test(request.url()));
  await page.route(menu, (route) => route.abort());
  await page.reload();
  await refused;
  const kvk = field(page, 'KvK-nummer');
  await context.setOffline(true);
  await kvk.fill('12345678');
  await expect(page.getByRole('alert')).toContainText('geen verbinding');
  await field(page, 'Statutaire zetel').fill('Zwolle');
  await context.setOffline(false);
  await saved(page);
  await page.unroute(menu);
  await expect(page.getByRole('button', { name: /^Meer:/ })).not.toHaveAttribute('aria-busy');
  await page.reload();
  await expect(kvk).toHaveValue('12345678');
  await expect(field(page, 'Statutaire zetel')).toHaveValue('Zwolle');
});

test('a session that ends while one types keeps what was typed until one is back', async ({
  portal: page,
  context,
}) => {
  await start(page, OPDRACHT);
  await context.clearCookies();
  await field(page, 'KvK-nummer').fill('12345678');
  await expect(page.getByRole('alert')).toContainText('sessie is verlopen');
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Aanmelden (nieuw tabblad)' }).click(),
  ]);
  await tab.getByRole('button', { name: 'Lotte de Vries' }).click();
  await tab.getByRole('button', { name: 'Afmelden' }).waitFor();
  await tab.close();
  await page.bringToFront();
  await page.getByRole('button', { name: 'Opnieuw proberen' }).click();
  await saved(page);
  await page.reload();
  await expect(field(page, 'KvK-nummer')).toHaveValue('12345678');
});

test('a change from elsewhere is taken over, and one’s own is made on top of it', async ({
  portal: page,
  context,
}) => {
  await start(page, OPDRACHT);
  await field(page, 'KvK-nummer').fill('12345678');
  await saved(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await field(other, 'Statutaire zetel').fill('Zwolle');
  await saved(other);
  await field(page, 'KvK-nummer').fill('87654321');
  await saved(page);
  await expect(field(page, 'Statutaire zetel')).toHaveValue('Zwolle');
  await expect(field(page, 'KvK-nummer')).toHaveValue('87654321');
});
