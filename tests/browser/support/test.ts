import { test as base, type Cookie, expect, type Page } from '@playwright/test';
import { type Documents, makeDocuments } from './documents.ts';
import { type Server, startServer } from './server.ts';
import { signIn } from './portal.ts';

interface Fixtures {
  /** A page of the portal with Lotte de Vries, a lawyer, signed in. */
  portal: Page;
  /** A page of this server, for the pane, with Lotte de Vries signed in. */
  signedIn: Page;
}

interface Shared {
  server: Server;
  /** The session of Lotte de Vries. A test that ends it signs in by itself. */
  session: Cookie[];
  documents: Documents;
}

/** Tests of the pages: one server and one sign-in for all of a worker; no page may complain in its console. */
export const test = base.extend<Fixtures, Shared>({
  server: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  session: [
    async ({ browser, server }, use) => {
      const context = await browser.newContext({ baseURL: server.address, ignoreHTTPSErrors: true });
      await signIn(await context.newPage());
      const cookies = await context.cookies();
      await context.close();
      await use(cookies);
    },
    { scope: 'worker' },
  ],
  documents: [
    async ({ browser, server, session }, use) => {
      await use(await makeDocuments(browser, server, session));
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => {
    await use(server.address);
  },
  page: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      const text = message.text();
      // Chromium reports each response of 400 and above; those that a test provokes are its own business.
      const isResponse = text.startsWith('Failed to load resource');
      if (['error', 'warning'].includes(message.type()) && !isResponse) complaints.push(text);
    });
    await use(page);
    expect(complaints, 'complaints in the console').toEqual([]);
  },
  signedIn: async ({ page, session }, use) => {
    await page.context().addCookies(session);
    await use(page);
  },
  portal: async ({ signedIn: page }, use) => {
    await page.goto('/portal');
    await page.getByRole('button', { name: /^(Sign out|Afmelden)$/ }).waitFor();
    await use(page);
  },
});

export { expect };
