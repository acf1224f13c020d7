import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

/** Where Office.js comes from; tests get the stand-in there instead, and nothing from anywhere else. */
const OFFICE_JS = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';
const built = new URL('../../../target/standin/office.js', import.meta.url);

export interface Play {
  version?: string;
  platform?: 'PC' | 'OfficeOnline';
  theme?: { bodyBackgroundColor: string; bodyForegroundColor: string };
}

/** Makes this page one in Word, with a document open. */
export async function inWord(page: Page, docx: Uint8Array, play: Play = {}): Promise<void> {
  const context = page.context();
  await context.route(OFFICE_JS, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: readFileSync(built, 'utf8') }),
  );
  await context.addInitScript(
    (wanted) => {
      Object.assign(window, { akteStandIn: wanted });
    },
    { docx: Buffer.from(docx).toString('base64'), play },
  );
}

/** The open document as Word would save it. */
export async function exported(page: Page): Promise<Uint8Array> {
  const bytes = await page.evaluate(() => [
    ...(window as unknown as { standIn: { export: () => Uint8Array } }).standIn.export(),
  ]);
  return Uint8Array.from(bytes);
}
