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

/** What axe finds on the page against WCAG 2.2 A and AA and its own best practices, a line each. */
export async function findings(page: Page): Promise<string[]> {
  // By the debugger, not as a script of the page: its content security policy allows no foreign script.
  await page.evaluate(source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: Axe }).axe.run(
      // Where Fluent turns the focus round at the ends of a menu: it never rests there.
      { exclude: ['[data-tabster-dummy]'] },
      { rules: { 'target-size': { enabled: true } } },
    ),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  );
}
