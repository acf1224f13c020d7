import type { Browser, Cookie } from '@playwright/test';
import { startAnswered } from './api.ts';
import type { Server } from './server.ts';

/** A finished document as the server made it. */
export interface Finished {
  title: string;
  bytes: Uint8Array;
}

/** Both sample contracts, finished: of the mutual NDA and of the contract with a sole trader. */
export interface Documents {
  nda: Finished;
  opdracht: Finished;
}

/** Makes them through the API, as somebody who is signed in. */
export async function makeDocuments(browser: Browser, server: Server, cookies: Cookie[]): Promise<Documents> {
  const context = await browser.newContext({ baseURL: server.address, ignoreHTTPSErrors: true });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto('/portal');
  const make = async (template: string, sample: string, title: string): Promise<Finished> => {
    const set = await startAnswered(page, template, sample);
    const bytes = await page.evaluate(
      async ([answer_set, title]) => {
        const made = await fetch('/api/v1/documents', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
          body: JSON.stringify({ answer_set, title }),
        });
        const { id } = await made.json();
        const file = await fetch(`/api/v1/documents/${id}/file`);
        return [...new Uint8Array(await file.arrayBuffer())];
      },
      [set, title] as const,
    );
    return { title, bytes: Uint8Array.from(bytes) };
  };
  const documents = {
    nda: await make('Non-Disclosure Agreement', 'non-disclosure-agreement.mutual', 'NDA Calder'),
    opdracht: await make(
      'Overeenkomst van opdracht',
      'overeenkomst-van-opdracht.zzp',
      'Opdracht Waddenzicht',
    ),
  };
  await context.close();
  return documents;
}
