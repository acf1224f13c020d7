/** Fails when a page loads more script before it can be used than it may; Office.js is Microsoft's and not counted. */
import console from 'node:console';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { URL } from 'node:url';
import { gzipSync } from 'node:zlib';

/** In bytes, compressed. */
const MOST = 200_000;

const dist = new URL('dist/', import.meta.url);

/** The scripts that a page names: its own module and everything that one imports at once. */
function scripts(page) {
  const html = readFileSync(new URL(page, dist), 'utf8');
  return [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path);
}

for (const page of ['portal.html', 'taskpane.html', 'dialog.html']) {
  const paths = scripts(page);
  const sizes = paths.map((path) => gzipSync(readFileSync(new URL(path, dist))).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (paths.length === 0 || total > MOST) {
    console.error(`${page} loads ${total} bytes of script at first, of ${MOST} at most.`);
    process.exitCode = 1;
  } else console.log(`${page}: ${total} bytes of script at first, of ${MOST} at most`);
}
