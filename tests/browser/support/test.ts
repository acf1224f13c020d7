import { test as base, expect, type Page } from '@playwright/test';
import { type Server, startServer } from './server.ts';
import { signIn } from './portal.ts';

interface Fixtures {
  /** A page of the portal with Lotte de Vries, a lawyer, signed in. */
  portal: Page;
}

/** Tests of the portal: one server for all of a worker, and no page may complain in its console. */
export const test = base.extend<Fixtures, { server: Server }>({
  server: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
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
  portal: async ({ page }, use) => {
    await signIn(page);
    await use(page);
  },
});

export { expect };
