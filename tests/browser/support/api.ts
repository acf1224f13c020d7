import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

const samples = new URL('../../../server/demo/samples/answers/', import.meta.url);

/**
 * Starts a questionnaire and answers it with a sample's answers, through the API as the page itself would.
 * Gives the id of the answer set.
 */
export async function startAnswered(page: Page, title: string, sample: string): Promise<string> {
  const answers = JSON.parse(await readFile(new URL(`${sample}.json`, samples), 'utf8')) as object;
  const changes = Object.entries(answers).map(([name, value]) => ({ name, value }));
  return page.evaluate(
    async ([title, changes]) => {
      const call = async (
        method: string,
        path: string,
        body?: object,
        headers: Record<string, string> = {},
      ) => {
        const response = await fetch(`/api/v1/${path}`, {
          method,
          headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), ...headers },
          ...(body ? { body: JSON.stringify(body) } : {}),
        });
        if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
        return response.json();
      };
      const { items } = await call('GET', 'templates');
      const template = items.find((item: { title: string }) => item.title === title).id;
      const { id, rev } = await call('POST', 'answer-sets', { template });
      await call('PATCH', `answer-sets/${id}`, { changes }, { 'If-Match': `"${rev}"` });
      return id as string;
    },
    [title, changes] as const,
  );
}

/** The id of the firm of who is signed in. */
export async function firm(page: Page): Promise<string> {
  const { tenant } = await (await page.request.get('/api/v1/me')).json();
  return tenant.id;
}
