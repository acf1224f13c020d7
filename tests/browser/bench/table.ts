import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { writeFileSync } from 'node:fs';

/** Beside `docs/benchmarks.md`, which is written by what measures the engine and the server. */
const TABLE = new URL('../../../docs/benchmarks-pages.md', import.meta.url);

const HEAD = `# Benchmarks of the pages

Written by \`make bench\`, after [benchmarks.md](benchmarks.md) and on the same machine: the release, on loopback, in a Chromium that is at rest, by the browser's own clock. In ms. *From nothing*: with nothing in its cache; *opened again*: with what the first opening left there; until the frame that shows what one waits for. \`make bench\` fails when a median misses its target.

| what one waits for | times | median | worst | target |
| --- | ---: | ---: | ---: | ---: |
`;

/** Makes a table of the figures that the tests note. */
export default class Table implements Reporter {
  readonly #lines: string[] = [];

  onTestEnd(_: TestCase, { annotations }: TestResult): void {
    for (const { type, description } of annotations)
      if (type === 'figures') this.#lines.push(`| ${description} |\n`);
  }

  onEnd(): void {
    if (this.#lines.length > 0) writeFileSync(TABLE, HEAD + this.#lines.join(''));
    console.log(this.#lines.join(''));
  }
}
