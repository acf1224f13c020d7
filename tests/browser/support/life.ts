import type { Browser, Cookie, Page } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { type Person, signIn } from './portal.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const OFFICE = 'http://schemas.openxmlformats.org';

/** A document, a paragraph for each line of the text. */
function docx(text: string): Buffer {
  const paragraphs = text.split('\n').map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`);
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${OFFICE}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${DOCX}.main+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${OFFICE}/package/2006/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<w:document xmlns:w="${OFFICE}/wordprocessingml/2006/main"><w:body>${paragraphs.join('')}</w:body></w:document>`,
  };
  const files = Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)] as const);
  return Buffer.from(zipSync(Object.fromEntries(files)));
}

type Body = { json: object } | { file: Buffer };

/** A request of someone who is signed in, as a page would make it. */
export async function call(page: Page, method: string, path: string, body?: Body, etag?: string) {
  const response = await page.request.fetch(`/api/v1/${path}`, {
    method,
    headers: {
      Origin: new URL(page.url()).origin,
      ...(etag === undefined ? {} : { 'If-Match': etag }),
      ...(method === 'POST' ? { 'Idempotency-Key': crypto.randomUUID() } : {}),
      ...(body && 'file' in body ? { 'Content-Type': DOCX } : {}),
    },
    ...(body && { data: 'file' in body ? body.file : body.json }),
  });
  if (!response.ok()) throw new Error(`${method} ${path}: ${await response.text()}`);
  return { body: await response.json(), etag: response.headers().etag };
}

/** Who signed in here before: a worker has one server. */
const sessions = new Map<Person, Cookie[]>();

/** Does something as someone else of the firm. */
export async function as<T>(browser: Browser, person: Person, act: (page: Page) => Promise<T>): Promise<T> {
  const page = await browser.newPage();
  const session = sessions.get(person);
  if (session) {
    await page.context().addCookies(session);
    await page.goto('/portal');
    await page.getByRole('button', { name: /^(Sign out|Afmelden)$/ }).waitFor();
  } else {
    await signIn(page, person);
    sessions.set(person, await page.context().cookies());
  }
  const done = await act(page);
  await page.close();
  return done;
}

/** Publishes the versions of a template one by one, each of this text or file; `then` follows on it. */
export async function publish(
  browser: Browser,
  title: string,
  versions: { text: string | Buffer; then: () => Promise<void> }[],
): Promise<void> {
  // One pair of eyes is enough here: what four do is the server's own business.
  await as(browser, 'Anna Visser', async (page) => {
    const { etag } = await call(page, 'GET', 'settings');
    await call(page, 'PATCH', 'settings', { json: { four_eyes: false } }, etag);
  });
  await as(browser, 'Karim Bennani', async (page) => {
    let template: string | undefined;
    for (const { text, then } of versions) {
      const path = template === undefined ? `templates?title=${title}` : `templates/${template}/versions`;
      const uploaded = await call(page, 'POST', path, { file: typeof text === 'string' ? docx(text) : text });
      template ??= uploaded.body.template.id as string;
      const { items } = (await call(page, 'GET', `templates/${template}/versions`)).body;
      for (const step of ['submit', 'approve', 'publish']) {
        const { etag } = await call(page, 'GET', `template-versions/${items[0].id}`);
        await call(page, 'POST', `template-versions/${items[0].id}/${step}`, { json: {} }, etag);
      }
      await then();
    }
  });
}
