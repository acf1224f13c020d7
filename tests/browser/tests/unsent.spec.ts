import type { BrowserContext, Page } from '@playwright/test';
import { FOR_PEOPLE, lookInEach } from '../support/each.ts';
import { NDA } from '../support/nda.ts';
import { openPane, READERS_THEME as theme, signInByDialog } from '../support/pane.ts';
import { field, openPart, saved } from '../support/portal.ts';
import { call } from '../support/life.ts';
import { expect, test } from '../support/test.ts';

test.use({ locale: 'en-GB' });

/** What a thief of this browser's storage finds of the changes that wait. */
const waiting = (page: Page) =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('akte', 1));
    const all = (store: string) => done(database.transaction(store).objectStore(store).getAll());
    const entries = (await all('changes')) as { bytes: ArrayBuffer }[];
    const keys = (await all('keys')) as CryptoKey[];
    database.close();
    return {
      texts: entries.map(({ bytes }) => new TextDecoder('latin1').decode(bytes)),
      extractable: keys.map(({ extractable }) => extractable),
    };
  });

/** From its next page on, this browser refuses to keep anything. */
const keepNothing = (context: BrowserContext) =>
  context.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });

const project = (page: Page) => field(page, 'Project name');
const alert = (page: Page) => page.getByRole('alert');

/** Begins the agreement in the pane. Gives the id of its answers. */
async function begin(page: Page, docx: Uint8Array): Promise<string> {
  await openPane(page, docx, { theme });
  return start(page);
}

async function start(page: Page): Promise<string> {
  const created = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().includes('/answer-sets'),
  );
  await page.getByRole('button', { name: `Start: ${NDA}`, exact: true }).click();
  const { id } = await (await created).json();
  await project(page).waitFor();
  return id;
}

/** Opens the pane again. */
async function opened(context: BrowserContext): Promise<Page> {
  const next = await context.newPage();
  await next.setViewportSize({ width: 320, height: 900 });
  await next.goto('/taskpane');
  return next;
}

/** The same, in the questionnaire that was left. */
async function reopened(context: BrowserContext): Promise<Page> {
  const next = await opened(context);
  const recent = next.getByRole('region', { name: 'Where you left off' });
  await recent.getByRole('link', { name: NDA }).first().click();
  return next;
}

test('without network it goes on; closed meanwhile, what was typed is sealed here and sent when it can be', async ({
  signedIn: page,
  documents,
  context,
}) => {
  await begin(page, documents.nda.bytes);
  await project(page).fill('Heron');
  await saved(page);
  expect((await waiting(page)).texts, 'nothing that was acknowledged is kept').toEqual([]);

  await context.setOffline(true);
  await project(page).fill('Kingfisher');
  await expect(alert(page)).toContainText('No connection. What you type is kept on this device, encrypted');
  const { texts, extractable } = await waiting(page);
  expect(texts).toHaveLength(1);
  for (const secret of ['Kingfisher', NDA, 'Project name']) expect(texts.join()).not.toContain(secret);
  expect(extractable).toEqual([false]);
  await context.setOffline(false);
  await saved(page);
  expect((await waiting(page)).texts).toEqual([]);

  await context.setOffline(true);
  await project(page).fill('Nightjar');
  await expect(alert(page)).toContainText('kept on this device');
  await context.setOffline(false);
  // As when the machine is closed at this moment: nothing more leaves this page.
  await context.route('**/api/v1/answer-sets/**', (route) => route.abort());
  await page.close();
  await context.unroute('**/api/v1/answer-sets/**');
  const next = await reopened(context);
  await expect(project(next)).toHaveValue('Nightjar');
  await saved(next);
  expect((await waiting(next)).texts).toEqual([]);
  await next.reload();
  await next.getByRole('link', { name: NDA }).first().click();
  await expect(project(next)).toHaveValue('Nightjar');
});

test('what a page that is gone left unsent goes out as soon as one is signed in, without being opened', async ({
  signedIn: page,
  documents,
  context,
}) => {
  const set = await begin(page, documents.nda.bytes);
  await context.route('**/api/v1/answer-sets/**', (route) => route.abort());
  await project(page).fill('Nightjar');
  await expect(alert(page)).toContainText('kept on this device');
  await page.close();
  await context.unroute('**/api/v1/answer-sets/**');
  const next = await context.newPage();
  await next.goto('/taskpane');
  await next.getByRole('listitem').first().waitFor();
  const known = async () => (await call(next, 'GET', `answer-sets/${set}/answers`)).body.project;
  await expect.poll(known).toBe('Nightjar');
  await expect.poll(async () => (await waiting(next)).texts).toEqual([]);
});

test('a second device: what was answered there later counts, and the rest comes together', async ({
  signedIn: page,
  documents,
  context,
}) => {
  const set = await begin(page, documents.nda.bytes);
  await project(page).fill('Heron');
  await saved(page);
  const elsewhere = async (value: string, device: Page) => {
    const { etag } = await call(device, 'GET', `answer-sets/${set}`);
    await call(
      device,
      'PATCH',
      `answer-sets/${set}`,
      { json: { changes: [{ name: 'project', value }] } },
      etag,
    );
  };

  // While both are there, the one that speaks last is heard, on top of what the other said.
  await elsewhere('Stork', page);
  await project(page).fill('Crane');
  await saved(page);
  const { project: kept } = (await call(page, 'GET', `answer-sets/${set}/answers`)).body;
  expect(kept).toBe('Crane');

  // What waited here while it was given anew elsewhere is older.
  await context.route('**/api/v1/answer-sets/**', (route) => route.abort());
  await project(page).fill('Nightjar');
  await expect(alert(page)).toContainText('kept on this device');
  const device = await context.newPage();
  await device.goto('/portal');
  await elsewhere('Bittern', device);
  await page.close();
  await context.unroute('**/api/v1/answer-sets/**');
  const next = await opened(context);
  // The person learns of it wherever they are, and is led there.
  const told = alert(next).filter({ hasText: '1 answer to' });
  await expect(told).toContainText('was given anew elsewhere while it waited on this device.');
  await lookInEach(next, 'stranded', [320, ...FOR_PEOPLE]);
  await told.getByRole('link', { name: 'See the answers' }).click();
  await expect(told).toHaveCount(0);
  await expect(project(next)).toHaveValue('Bittern');
  await expect(next.getByText(/1 answer was given anew elsewhere meanwhile/)).toBeVisible();
  await lookInEach(next, 'overtaken', [320, ...FOR_PEOPLE]);
  await saved(next);
  expect((await waiting(next)).texts).toEqual([]);
});

test('the token ends meanwhile: one signs in again where one is, and nothing is lost', async ({
  page,
  documents,
  browser,
  server,
}) => {
  await openPane(page, documents.nda.bytes, { theme });
  await signInByDialog(page);
  const cookies = await page.context().cookies();
  // The pane has its token only, as in Word.
  await page.context().clearCookies();
  await start(page);
  const other = await browser.newContext({ baseURL: server.address, ignoreHTTPSErrors: true });
  await other.addCookies(cookies);
  const device = await other.newPage();
  await device.goto('/portal');
  await device.getByRole('button', { name: /^(Sign out|Afmelden)$/ }).click();
  await device.getByRole('link', { name: /^(Sign in|Aanmelden)$/ }).waitFor();
  await other.close();

  await project(page).fill('Nightjar');
  await expect(alert(page)).toContainText('Your session has ended. What you type is kept on this device');
  const opens = page.context().waitForEvent('page');
  await alert(page).getByRole('button', { name: 'Sign in' }).click();
  await (await opens).getByRole('button', { name: 'Lotte de Vries' }).click();
  await saved(page);
  await expect(project(page)).toHaveValue('Nightjar');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
});

test('signing out waits for what is on its way', async ({ page, documents, context }) => {
  await openPane(page, documents.nda.bytes, { theme });
  await signInByDialog(page);
  await start(page);
  await context.route('**/api/v1/answer-sets/**', (route) => route.abort());
  await project(page).fill('Nightjar');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('dialog', { name: 'Not everything is saved yet' }).waitFor();
  await context.unroute('**/api/v1/answer-sets/**');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await signInByDialog(page);
  const recent = page.getByRole('region', { name: 'Where you left off' });
  await recent.getByRole('link', { name: NDA }).first().click();
  await expect(project(page)).toHaveValue('Nightjar');
});

test('signing out leaves nothing here; where nothing can be kept it says that it is not saved', async ({
  page,
  documents,
  context,
}) => {
  await openPane(page, documents.nda.bytes, { theme });
  await signInByDialog(page);
  await start(page);
  await context.route('**/api/v1/answer-sets/**', (route) => route.abort());
  await project(page).fill('Nightjar');
  await expect(alert(page)).toContainText('kept on this device');
  expect((await waiting(page)).texts).toHaveLength(1);
  page.on('dialog', (dialog) => void dialog.accept());
  const asked = page.getByRole('dialog', { name: 'Not everything is saved yet' });
  await page.getByRole('button', { name: 'Sign out' }).click();
  await asked.waitFor();
  await lookInEach(page, 'sign-out', [320, ...FOR_PEOPLE]);
  // What loses nothing comes first.
  await expect(asked.getByRole('button', { name: 'Stay signed in' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeFocused();
  await expect(project(page)).toHaveValue('Nightjar');
  expect((await waiting(page)).texts).toHaveLength(1);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await asked.getByRole('button', { name: 'Sign out anyway' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(await waiting(page)).toEqual({ texts: [], extractable: [] });
  await context.unroute('**/api/v1/answer-sets/**');

  await keepNothing(context);
  await page.reload();
  await signInByDialog(page);
  await start(page);
  await context.setOffline(true);
  await project(page).fill('Nightjar');
  await expect(alert(page)).toContainText('No connection. Not saved: keep this page open');
  await context.setOffline(false);
  await saved(page);
});

test('the session ends where nothing can be kept: what was typed stays, through making a document and leaving', async ({
  signedIn: page,
  context,
  session,
}) => {
  await keepNothing(context);
  await page.goto('/portal');
  const set = await start(page);
  await context.clearCookies();
  await project(page).fill('Nightjar');
  await expect(alert(page)).toContainText('Your session has ended. Not saved: keep this page open');
  await openPart(page, 'Review');
  await page.getByRole('button', { name: 'Make document' }).click();
  await expect(alert(page).filter({ hasText: 'Sign in again to go on.' })).toBeVisible();
  await openPart(page, 'The agreement');
  await expect(project(page)).toHaveValue('Nightjar');

  await page.getByRole('link', { name: 'Templates' }).click();
  const trouble = alert(page).filter({ hasText: 'Your session has ended' });
  await expect(trouble.getByRole('link', { name: 'Sign in (new tab)' })).toBeVisible();
  await context.addCookies(session);
  await trouble.getByRole('button', { name: 'Try again' }).click();
  await expect(trouble).toHaveCount(0);
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  const known = async () => (await call(page, 'GET', `answer-sets/${set}/answers`)).body.project;
  await expect.poll(known).toBe('Nightjar');
});

test('what waits for answers that are not there any more is told, shown and thrown away', async ({
  signedIn: page,
  documents,
  context,
}) => {
  await begin(page, documents.nda.bytes);
  await context.route('**/api/v1/answer-sets/**', (route) => route.abort());
  await project(page).fill('Nightjar');
  await expect(alert(page)).toContainText('kept on this device');
  await page.close();
  await context.unroute('**/api/v1/answer-sets/**');
  const gone = { type: 'urn:akte:problem:not-found', title: 'Not found', status: 404, detail: 'Not found.' };
  await context.route('**/api/v1/answer-sets/**', (route) => route.fulfill({ status: 404, json: gone }));
  const next = await opened(context);
  const told = alert(next).filter({ hasText: '1 answer to' });
  await expect(told).toContainText(`1 answer to ‘${NDA}’ waits on this device and cannot be sent any more.`);
  await told.getByText('What you typed').click();
  await expect(told).toContainText('Project name – Nightjar');
  await lookInEach(next, 'stranded-gone', [320, ...FOR_PEOPLE]);
  await told.getByRole('button', { name: 'Discard' }).click();
  await expect(told).toHaveCount(0);
  await expect.poll(async () => (await waiting(next)).texts).toEqual([]);
});

test('the server was renewed under an open page: it says so, and what was typed survives loading it again', async ({
  signedIn: page,
  documents,
  context,
}) => {
  const set = await begin(page, documents.nda.bytes);
  await context.route('**/api/v1/answer-sets/**', (route) => route.abort());
  await project(page).fill('Nightjar');
  await expect(alert(page)).toContainText('kept on this device');
  // The new server has other pages, and the parts of this one no longer.
  await context.route(/\/assets\/WorkScreen-/, (route) => route.fulfill({ status: 404 }));
  await context.route(/\/taskpane$/, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/\/assets\/taskpane-/g, '/assets/taskpane-new-');
    await route.fulfill({ response, body });
  });
  await page.getByRole('link', { name: 'My documents' }).click();
  const told = alert(page).filter({ hasText: 'Akte was renewed' });
  await expect(told).toContainText('load the page again to go on. What you answered is kept.');
  await lookInEach(page, 'renewed', [320, ...FOR_PEOPLE]);
  await context.unroute(/\/taskpane$/);
  await context.unroute(/\/assets\/WorkScreen-/);
  await context.unroute('**/api/v1/answer-sets/**');
  await told.getByRole('button', { name: 'Load again' }).click();
  const known = async () => (await call(page, 'GET', `answer-sets/${set}/answers`)).body.project;
  await page.getByRole('heading', { name: 'Templates' }).waitFor();
  await expect.poll(known).toBe('Nightjar');
  await page.getByRole('link', { name: 'My documents' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'My documents' })).toBeVisible();
  await expect(told).toHaveCount(0);
});
