import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { look } from '../support/look.ts';
import { OPDRACHT } from '../support/opdracht.ts';
import { saved, signIn, start } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';

/** Most that the page may load of script before it can be used, compressed, in bytes. */
const SCRIPT_BUDGET = 200_000;

test('the page allows no script but its own, and no style without the nonce of the response', async ({
  page,
}) => {
  const policies: string[] = [];
  for (let visit = 0; visit < 2; visit++) {
    const response = await page.goto('/portal');
    policies.push((await response?.headerValue('content-security-policy')) ?? '');
  }
  for (const policy of policies) {
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toMatch(/style-src 'self' 'nonce-[\w+/=]{22,}'/);
    expect(policy).not.toContain('unsafe');
  }
  expect(policies[0]).not.toBe(policies[1]);
  // The styles did arrive: a style element without the nonce would be refused, and complain in the console.
  const button = page.getByRole('link', { name: 'Sign in' });
  await expect(button).toHaveCSS('background-color', 'rgb(31, 96, 118)');
});

test('what the page loads at first is small', async ({ page }) => {
  const sizes = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    sizes.set(
      response.url(),
      response.body().then((body) => gzipSync(body).length),
    );
  });
  await page.goto('/portal');
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  const total = (await Promise.all(sizes.values())).reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(0);
  expect(total).toBeLessThan(SCRIPT_BUDGET);
});

/** What a page asks when it is opened, until nothing more is: what, by what, and with which outcome. */
async function askedBy(page: Page): Promise<string[]> {
  await page.goto('about:blank');
  await page.goto('/portal');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  const asked = await page.evaluate(() =>
    performance.getEntriesByType('resource').flatMap((entry) => {
      const { name, initiatorType, responseStatus } = entry as PerformanceResourceTiming;
      const { pathname } = new URL(name);
      const what = /^\/api\/v1\/(.*)/.exec(pathname)?.[1];
      return what ? [`${what} by ${initiatorType}: ${responseStatus}`] : [];
    }),
  );
  return asked.toSorted();
}

test('what the library shows comes while its script does, and is asked once; nothing is asked in vain', async ({
  page,
  context,
}) => {
  expect(await askedBy(page), 'of nobody').toEqual(['me by link: 401']);
  await signIn(page, 'Lotte de Vries');
  const ahead = ['answer-sets', 'categories', 'me', 'templates'];
  expect(await askedBy(page), 'of a lawyer').toEqual(ahead.map((what) => `${what} by link: 200`));
  // The session ends, and the cookie stays.
  const kept = await context.cookies();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  await context.addCookies(kept);
  expect(await askedBy(page), 'of a session that has ended').toEqual(['me by link: 401']);
  await context.clearCookies();
  await signIn(page, 'Anna Visser');
  expect(await askedBy(page), 'of who answers no questionnaires').toEqual(
    ahead.slice(1).map((what) => `${what} by link: 200`),
  );
});

test('a double click starts one questionnaire', async ({ portal: page }) => {
  let asked = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/api/v1/answer-sets')) asked += 1;
  });
  await page.getByRole('button', { name: `Start: ${OPDRACHT}`, exact: true }).dblclick();
  await page.getByRole('progressbar').waitFor();
  await saved(page);
  expect(asked).toBe(1);
});

test('a menu that is not there yet opens as soon as it is, and takes no focus away', async ({
  portal: page,
}) => {
  let give = () => {};
  const away = async () => {
    const held = new Promise<void>((resolve) => (give = resolve));
    await page.route('**/MoreMenu-*.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.reload();
  };
  const more = page.getByRole('button', { name: `More ways to start: ${OPDRACHT}` });
  await away();
  await more.click();
  await expect(more).toHaveAttribute('aria-busy', 'true');
  give();
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(more).toBeFocused();

  await away();
  await more.focus();
  await expect(more).toHaveAttribute('aria-busy', 'true');
  give();
  await expect(more).not.toHaveAttribute('aria-busy');
  await expect(more).toBeFocused();
  await expect(page.getByRole('menu')).toHaveCount(0);
});

test('trouble says what to do, and trying again goes on', async ({ portal: page }) => {
  let broken = true;
  await page.route('**/api/v1/documents?*', (route) =>
    broken
      ? route.fulfill({ status: 404, contentType: 'text/html', body: '<h1>Proxy</h1>' })
      : route.continue(),
  );
  await page.getByRole('link', { name: 'My documents' }).click();
  await expect(page.getByRole('alert')).toContainText('This cannot be found');
  broken = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('what is slow shows its shape until it is there', async ({ portal: page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/v1/documents?*', async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole('link', { name: 'My documents' }).click();
  const shape = page.getByRole('region', { name: 'Documents' }).getByLabel('Loading…');
  await expect(shape).toBeVisible();
  release();
  await expect(shape).toHaveCount(0);
});

test('the templates wait for what was begun last, and do not move away under the pointer', async ({
  portal: page,
}) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let asked = () => {};
  const listed = new Promise<void>((resolve) => (asked = resolve));
  await page.route('**/api/v1/answer-sets*', async (route) => {
    asked();
    await held;
    await route.continue();
  });
  const templates = page.waitForResponse('**/api/v1/templates*');
  await page.reload();
  await Promise.all([listed, templates.then((response) => response.finished())]);
  await expect(page.getByLabel('Loading…')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Start: / })).toHaveCount(0);
  release();
  await expect(page.getByRole('button', { name: /^Start: / })).not.toHaveCount(0);
});

test('the language is switched at once and remembered, the questions with it', async ({ portal: page }) => {
  await page.getByRole('button', { name: 'Start: Overeenkomst van opdracht', exact: true }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Client' })).toBeVisible();
  await page.getByRole('button', { name: 'Nederlands' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Opdrachtgever' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'nl');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Volgende' })).toBeVisible();
});

test('a knowledge manager and an administrator sign in, too', async ({ page, context }) => {
  for (const person of ['Karim Bennani', 'Anna Visser']) {
    await context.clearCookies();
    await page.goto('/portal');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: person }).click();
    await expect(page.getByRole('group', { name: new RegExp(`Signed in as ${person}`) })).toBeVisible();
  }
});

test('the server is away: opening, downloading and signing out say so, and nothing is lost by trying', async ({
  portal: page,
  context,
}) => {
  await start(page, OPDRACHT);
  await page.route('**/sheet?*', (route) => route.fulfill({ status: 503 }));
  await page.getByRole('button', { name: `More: ${OPDRACHT}` }).click();
  await page.getByRole('menuitem', { name: 'Download answer sheet' }).click();
  const told = page.getByRole('alert');
  await expect(told).toContainText('Akte is busy. Wait a moment, then try again.');
  await page.unroute('**/sheet?*');
  const arrives = page.waitForEvent('download');
  await told.getByRole('button', { name: 'Try again' }).click();
  expect((await arrives).suggestedFilename()).toMatch(/\.docx$/);
  await expect(told).toHaveCount(0);

  await context.setOffline(true);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(told).toContainText('Akte cannot be reached');
  await context.setOffline(false);
  await page.route('**/api/v1/me', (route) => route.fulfill({ status: 503 }));
  await page.goto('about:blank');
  await page.goto('/portal');
  await expect(told).toContainText('Akte is busy');
  await look(page, 'maintenance', [320]);
  await page.unroute('**/api/v1/me');
  await page.getByRole('button', { name: /^(Try again|Opnieuw proberen)$/ }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
});
