import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

/** Where Office.js comes from; tests get the stand-in there instead, and nothing from anywhere else. */
export const OFFICE_JS = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';
const built = (name: string) => new URL(`../../../target/standin/${name}.js`, import.meta.url);

export interface Play {
  version?: string;
  platform?: 'PC' | 'OfficeOnline';
  theme?: { bodyBackgroundColor: string; bodyForegroundColor: string };
}

interface How extends Play {
  /** The first time that the pane is opened here. */
  isFirst?: boolean;
  /** Show the document beside the pane. */
  isShown?: boolean;
}

/** Makes this page one in Word, with a document open. */
export async function inWord(page: Page, docx: Uint8Array, how: How = {}): Promise<void> {
  await page
    .context()
    .route(OFFICE_JS, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: readFileSync(built('office'), 'utf8') }),
    );
  await opened(page, docx, how);
}

/** The same to measure it: of all that the page loads, only Office.js takes the way round through the test. */
export async function inQuickWord(page: Page, docx: Uint8Array): Promise<void> {
  const client = await page.context().newCDPSession(page);
  client.on('Fetch.requestPaused', ({ requestId }) => {
    const responseHeaders = [{ name: 'content-type', value: 'text/javascript' }];
    const body = readFileSync(built('office'), 'base64');
    void client.send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body });
  });
  await client.send('Fetch.enable', { patterns: [{ urlPattern: OFFICE_JS }] });
  await opened(page, docx, {});
}

/** Tells the stand-in which document is open. */
async function opened(page: Page, docx: Uint8Array, how: How): Promise<void> {
  const { isFirst = false, isShown = false, ...play } = how;
  if (isShown) await page.context().addInitScript({ path: fileURLToPath(built('show')) });
  await page.context().addInitScript(
    ({ wanted, isFirst }) => {
      Object.assign(window, { akteStandIn: wanted });
      if (!isFirst) localStorage.setItem('akte.welcomed', 'yes');
    },
    { wanted: { docx: Buffer.from(docx).toString('base64'), play }, isFirst },
  );
}

/** The stand-in as a page holds it. */
interface Held {
  standIn: {
    export: () => Uint8Array;
    opened: { export: () => Uint8Array }[];
    selectText: (text: string, occurrence?: number) => void;
  };
}

/** The open document as Word would save it, or the one that was opened last in a window of its own. */
export async function exported(page: Page, which: 'open' | 'opened' = 'open'): Promise<Uint8Array> {
  const base64 = await page.evaluate((which) => {
    const { standIn } = window as unknown as Held;
    const bytes = (which === 'open' ? standIn : standIn.opened.at(-1))?.export() ?? new Uint8Array();
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  }, which);
  return Buffer.from(base64, 'base64');
}

/** A person selects the nth occurrence of a text in the document. */
export async function selectInWord(page: Page, text: string, occurrence = 1): Promise<void> {
  await page.evaluate(
    ([text, occurrence]) => (window as unknown as Held).standIn.selectText(text, occurrence),
    [text, occurrence] as const,
  );
}
