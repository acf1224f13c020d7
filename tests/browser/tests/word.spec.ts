import type { Page } from '@playwright/test';
import { anatomy } from '../support/anatomy.ts';
import { firm } from '../support/api.ts';
import { letter } from '../support/docx.ts';
import { look } from '../support/look.ts';
import { openPane, signInByDialog, WAYS } from '../support/pane.ts';
import { expect, test } from '../support/test.ts';
import { faults } from '../support/validator.ts';
import { exported, inWord, selectInWord } from '../support/word.ts';

/** Puts the finished document whose screen is open into Word. */
async function put(page: Page, way: keyof typeof WAYS, done: RegExp): Promise<void> {
  await page.getByRole('radio', { name: WAYS[way] }).check();
  await page.getByRole('button', { name: 'Put into Word', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: done })).toBeVisible();
}

for (const which of ['nda', 'opdracht'] as const) {
  test(`the ${which} goes into Word as the server made it, and nobody else is asked`, async ({
    signedIn: page,
    server,
    documents,
  }) => {
    const { title, bytes } = documents[which];
    const open = letter();
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    await openPane(page, open, { isShown: true });
    await page.setViewportSize({ width: 1200, height: 900 });
    await page.getByRole('link', { name: 'My documents' }).click();
    await page.getByRole('link', { name: `Put into Word: ${title}` }).click();
    const made = await anatomy(page, bytes);
    const before = await anatomy(page, open);
    expect(made.numbers.length).toBeGreaterThan(20);
    expect(made.margins.flat().length).toBeGreaterThan(1);

    await put(page, 'new', /is open in a window of its own/);
    const opened = await exported(page, 'opened');
    expect(await anatomy(page, opened)).toEqual(made);
    expect(await faults(opened)).toEqual([]);
    expect(await anatomy(page, await exported(page))).toEqual(before);

    await put(page, 'cursor', /is in the document/);
    const mixed = await exported(page);
    const after = await anatomy(page, mixed);
    // What is lost is what was said: headers and footers, and (not seen here) the last paragraph's formatting.
    await expect(
      page.getByText(/Headers and footers stay behind, and the last paragraph takes/),
    ).toBeVisible();
    expect(after.margins).toEqual(before.margins);
    expect(after.paragraphs).toEqual([...made.paragraphs, ...before.paragraphs]);
    expect(after.numbers.slice(0, made.numbers.length)).toEqual(made.numbers);
    expect(after.numbers).toHaveLength(made.numbers.length + before.numbers.length);
    expect(await faults(mixed)).toEqual([]);

    await put(page, 'document', /is in the document/);
    const replaced = await exported(page);
    expect(await anatomy(page, replaced)).toEqual(made);
    expect(await faults(replaced)).toEqual([]);
    await expect(
      page
        .getByRole('document')
        .getByText(made.paragraphs[0] ?? '')
        .first(),
    ).toBeVisible();
    await page.screenshot({ path: `results/word-${which}.png` });
    expect([...hosts].sort()).toEqual(['https://appsforoffice.microsoft.com', server.address].sort());

    // It is known again; another document of the firm is not taken for it.
    await page.getByRole('link', { name: 'Templates' }).click();
    await expect(page.getByText('This document was made with Akte.')).toBeVisible();
    await page.getByRole('button', { name: 'Begin with its answers' }).click();
    await page.getByRole('progressbar').waitFor();
    await expect(page.getByText(/^\d+ answers were taken over\.$/)).toBeVisible();
  });
}

test('a document that was downloaded is known; one that is another’s, or comes from elsewhere, is not opened', async ({
  signedIn: page,
  documents,
}) => {
  const again = page.getByRole('button', { name: 'Begin with its answers' });
  await openPane(page, documents.nda.bytes);
  await expect(page.getByText(`This document was made with Akte. ${documents.nda.title}`)).toBeVisible();
  await expect(again).toBeVisible();

  await openPane(page, letter());
  await page
    .getByRole('button', { name: /^Start: / })
    .first()
    .waitFor();
  await expect(page.getByText('This document was made with Akte.')).toHaveCount(0);
  const tenant = await firm(page);
  for (const [stamp, said] of [
    [{ tenant, document: '01900000-0000-7000-8000-000000000000' }, /not one of your documents/],
    [{ tenant: 'x', document: 'x' }, /another firm or on another server/],
    [{ tenant: 'x', document: 'x', server: 'https://other.example' }, /made at other\.example/],
  ] as const) {
    await page.evaluate((stamp) => {
      const { customXml } = (window as unknown as { standIn: { window: { customXml: object[] } } }).standIn
        .window;
      const xml = `<document xmlns="urn:akte:document:1">${JSON.stringify(stamp)}</document>`;
      customXml.splice(0, customXml.length, { id: '{1}', namespace: 'urn:akte:document:1', xml });
    }, stamp);
    await page.getByRole('link', { name: 'My documents' }).click();
    await page.getByRole('heading', { name: 'My documents' }).waitFor();
    await page.getByRole('link', { name: 'Templates' }).click();
    await expect(page.getByText(said)).toBeVisible();
    await expect(again).toHaveCount(0);
  }
});

test('an old Word, and Word on the web, say which way they take', async ({
  signedIn: page,
  documents,
  context,
}) => {
  const { title, bytes } = documents.nda;
  await openPane(page, bytes, { version: '1.3' });
  const toDocument = async () => {
    await page.getByRole('link', { name: 'My documents' }).click();
    await page.getByRole('link', { name: `Put into Word: ${title}` }).click();
  };
  await toDocument();
  await page.getByRole('radio', { name: WAYS.document }).check();
  await expect(page.getByText(/cannot replace the open document\. The new one opens/)).toBeVisible();
  await put(page, 'document', /is open in a window of its own/);
  const made = await anatomy(page, bytes);
  expect(await anatomy(page, await exported(page, 'opened'))).toEqual(made);

  const web = await context.newPage();
  await inWord(web, bytes, { platform: 'OfficeOnline' });
  await web.goto('/taskpane');
  await web.getByRole('link', { name: 'My documents' }).click();
  await web.getByRole('link', { name: `Put into Word: ${title}` }).click();
  await expect(web.getByRole('radio', { name: WAYS.document })).toBeChecked();
  await expect(web.getByRole('radio', { name: WAYS.new })).toHaveCount(0);
});

test('without any cookie: a draft’s blank is gone to, its answer sheet downloaded', async ({
  page,
  documents,
}) => {
  await openPane(page, documents.nda.bytes);
  await signInByDialog(page);
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Start: Overeenkomst van opdracht', exact: true }).click();
  for (;;) {
    await page.getByRole('progressbar').waitFor();
    if (await page.getByRole('button', { name: 'Make document' }).isVisible()) break;
    await page
      .getByRole('button', { name: /^(Next|Review)$/ })
      .last()
      .click();
  }
  await page.getByRole('button', { name: 'Make a draft with blanks' }).click();
  const sheet = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download answer sheet' }).click();
  expect((await sheet).suggestedFilename()).toBe('Overeenkomst van opdracht - Answer sheet.docx');
  await selectInWord(page, 'Agreement');
  await put(page, 'document', /is in the document/);
  const { paragraphs } = await anatomy(page, await exported(page));
  expect(paragraphs.join('\n')).toContain('[Opdrachtgever: KvK-nummer]');
  await page.getByRole('button', { name: 'Client: Trade register number' }).click();
  await expect(page.getByRole('textbox', { name: /^Trade register number/ }).first()).toBeFocused();
});

test('the dialog signs in and the pane goes on; signing out ends the session', async ({
  page,
  documents,
}) => {
  await openPane(page, documents.nda.bytes, { isFirst: true });
  await expect(page.getByRole('heading', { name: 'Documents, made in Word' })).toBeVisible();
  await page.getByRole('button', { name: 'Get started' }).click();
  await signInByDialog(page);
  await expect(page.getByRole('heading', { name: 'Templates' })).toBeVisible();
  const who = page.getByRole('contentinfo');
  for (const text of ['Lotte de Vries', 'Van Dalen & Partners', 'demo'])
    await expect(who).toContainText(text);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect((await page.request.get('/api/v1/me')).status()).toBe(401);
});

test('a sign-in window that gets no token says so, and closes; the pane says how to go on', async ({
  page,
  documents,
  context,
}) => {
  await openPane(page, documents.nda.bytes);
  await context.route('**/api/v1/tokens', (route) => route.fulfill({ status: 503 }));
  const opens = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const dialog = await opens;
  const told = dialog.getByRole('alert');
  await expect(told).toContainText('Akte is busy. Wait a moment, then try again.');
  await look(dialog, 'sign-in-window', [480]);
  await context.unroute('**/api/v1/tokens');
  await context.route('**/api/v1/tokens', (route) => route.abort());
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(told).toContainText('Akte cannot be reached');
  const closes = dialog.waitForEvent('close');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await closes;
  await expect(page.getByRole('alert')).toContainText('The sign-in window was closed. Try again when');
  await context.unroute('**/api/v1/tokens');
  await signInByDialog(page);
});

test('Office may frame the pane, nobody else; nothing but Office.js comes from elsewhere', async ({
  page,
  server,
  documents,
}) => {
  await inWord(page, documents.nda.bytes);
  const response = await page.goto('/taskpane');
  const policy = (await response?.headerValue('content-security-policy')) ?? '';
  expect(policy).toContain(
    "script-src 'self' https://appsforoffice.microsoft.com https://ajax.aspnetcdn.com;",
  );
  expect(policy).not.toContain('unsafe');
  expect(await response?.headerValue('cross-origin-opener-policy')).toBe('unsafe-none');
  const icon = await page.request.get('/icons/akte-32.png');
  expect(icon.headers()['cross-origin-resource-policy']).toBe('cross-origin');
  expect(icon.headers()['cache-control']).not.toContain('no-');
  const frame = `<iframe src="${server.address}/taskpane"></iframe>`;
  for (const [host, isAllowed] of [
    ['https://euc-word-edit.officeapps.live.com', true],
    ['https://firm.sharepoint.com', true],
    ['https://evil.example', false],
  ] as const) {
    const outer = await page.context().newPage();
    await outer.route(`${host}/**`, (route) => route.fulfill({ contentType: 'text/html', body: frame }));
    const refused = isAllowed
      ? Promise.resolve()
      : outer.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
    await outer.goto(`${host}/`);
    await refused;
    const button = outer.frameLocator('iframe').getByRole('button', { name: 'Sign in' });
    if (isAllowed) await expect(button, host).toBeVisible();
    else await expect(button, host).toHaveCount(0);
    await outer.close();
  }
});
