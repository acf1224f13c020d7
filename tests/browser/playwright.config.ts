import { defineConfig } from '@playwright/test';

/** What the browser may not do: find its own updates, talk to anybody but the server. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // A test's page on the public internet may frame the server on this machine.
  '--disable-features=LocalNetworkAccessChecks',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost',
];

export default defineConfig({
  testDir: 'tests',
  outputDir: 'results',
  // Every worker starts a server of its own, and takes whatever test is next.
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list']],
  timeout: 90_000,
  use: {
    browserName: 'chromium',
    // What does not come by then does not come.
    actionTimeout: 30_000,
    launchOptions: { executablePath: process.env.AKTE_CHROMIUM ?? '/usr/bin/chromium', args },
    // The development authority is made by the server on its first start; no browser knows it.
    ignoreHTTPSErrors: true,
    screenshot: 'only-on-failure',
  },
});
