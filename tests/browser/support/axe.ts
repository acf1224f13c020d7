import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Results {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
}

interface Axe {
  run: (context: object, options: object) => Promise<Results>;
}

/** What axe is asked: everything, or only what hangs on the colours. */
export type Asked = 'all' | 'colours';

/** What axe finds on the page against WCAG 2.2 A and AA and its own best practices, a line each. */
export async function findings(page: Page, asked: Asked = 'all'): Promise<string[]> {
  // By the debugger, not as a script of the page: its content security policy allows no foreign script.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const options =
    asked === 'all'
      ? { rules: { 'target-size': { enabled: true } } }
      : { runOnly: ['color-contrast', 'link-in-text-block'] };
  const { violations } = await page.evaluate(
    (options) =>
      (window as unknown as { axe: Axe }).axe.run(
        // Where Fluent turns the focus round at the ends of a menu: it never rests there.
        { exclude: ['[data-tabster-dummy]'] },
        options,
      ),
    options,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  );
}
