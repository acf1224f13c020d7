import { gzipSync } from 'node:zlib';
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

test('what the library shows comes while its script does, and is asked once', async ({ portal: page }) => {
  await page.goto('about:blank');
  await page.goto('/portal');
  await page.getByRole('listitem').first().waitFor();
  // And nothing more is asked then.
  await page.waitForLoadState('networkidle');
  const asked = await page.evaluate(() =>
    performance.getEntriesByType('resource').flatMap((entry) => {
      const { name, initiatorType } = entry as PerformanceResourceTiming;
      const { pathname } = new URL(name);
      return pathname.startsWith('/api/') ? [`${pathname} by ${initiatorType}`] : [];
    }),
  );
  const ahead = ['answer-sets', 'categories', 'me', 'templates'];
  expect(asked.toSorted()).toEqual(ahead.map((what) => `/api/v1/${what} by link`));
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
  const shape = page.getByRole('region', { name: 'Finished' }).getByLabel('Loading…');
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
