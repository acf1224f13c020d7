import type { Page } from '@playwright/test';
import { startAnswered } from '../support/api.ts';
import { findings } from '../support/axe.ts';
import { textOf } from '../support/docx.ts';
import { signIn } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';
import { exported, inWord } from '../support/word.ts';

const NDA = 'Mutual non-disclosure agreement';

/** Makes a document in the portal; gives its file. */
async function made(page: Page): Promise<Uint8Array> {
  await signIn(page);
  const titles = await page.evaluate(async () => {
    const { items } = await (await fetch('/api/v1/templates')).json();
    return items.map((item: { title: string }) => item.title) as string[];
  });
  const title = titles.find((each) => /disclosure/i.test(each)) ?? NDA;
  const set = await startAnswered(page, title, 'non-disclosure-agreement.mutual');
  const bytes = await page.evaluate(async (answer_set) => {
    const response = await fetch('/api/v1/documents', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
      body: JSON.stringify({ answer_set, title: 'NDA Jansen' }),
    });
    const { id } = await response.json();
    const file = await fetch(`/api/v1/documents/${id}/file`);
    return [...new Uint8Array(await file.arrayBuffer())];
  }, set);
  return Uint8Array.from(bytes);
}

test('a finished document goes into Word as the server made it, and nobody else is asked', async ({
  page,
  server,
}) => {
  const docx = await made(page);
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).origin));
  await inWord(page, docx);
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto('/taskpane?view=generate');
  // Other tests made documents of their own; the newest comes first.
  const document = page.getByRole('listitem').filter({ hasText: 'NDA Jansen' }).first();
  await document.getByRole('button', { name: 'Put into Word: NDA Jansen' }).click();
  await page.getByRole('menuitem', { name: 'In place of this document' }).click();
  await expect(document.getByRole('status')).toContainText('NDA Jansen is in the document.');
  expect(textOf(await exported(page))).toBe(textOf(docx));
  expect([...hosts].sort()).toEqual(['https://appsforoffice.microsoft.com', server.address].sort());
});

test('the dialog signs in and the pane goes on', async ({ page }) => {
  await page.goto('/livez');
  await inWord(page, await emptied(page));
  await page.goto('/taskpane');
  const popup = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await (await popup).getByRole('button', { name: 'Lotte de Vries' }).click();
  await expect(page.getByRole('heading', { name: 'Your documents' })).toBeVisible();
});

/** Any document, for pages to which it does not matter which. */
async function emptied(page: Page): Promise<Uint8Array> {
  const docx = await made(page);
  await page.context().clearCookies();
  return docx;
}

test('Office may frame the pane, nobody else; nothing but Office.js comes from elsewhere', async ({
  page,
  server,
}) => {
  await inWord(page, await emptied(page));
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

const themes = {
  light: { bodyBackgroundColor: '#ffffff', bodyForegroundColor: '#000000' },
  dark: { bodyBackgroundColor: '#262626', bodyForegroundColor: '#ffffff' },
};

for (const look of ['light', 'dark', 'contrast'] as const) {
  test.describe(look, () => {
    test.use({ contextOptions: { forcedColors: look === 'contrast' ? 'active' : 'none' } });

    test('the pane at 320 px', async ({ page }) => {
      await inWord(page, await made(page), { theme: themes[look === 'dark' ? 'dark' : 'light'] });
      await page.setViewportSize({ width: 320, height: 700 });
      await page.goto('/taskpane');
      await page
        .getByRole('button', { name: /^Put into Word/ })
        .first()
        .waitFor();
      await page.screenshot({ path: `results/pane-${look}.png`, animations: 'disabled' });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      expect(await findings(page)).toEqual([]);
      await page.context().clearCookies();
      await page.goto('/taskpane');
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      await page.screenshot({ path: `results/pane-sign-in-${look}.png`, animations: 'disabled' });
      expect(await findings(page)).toEqual([]);
    });
  });
}
