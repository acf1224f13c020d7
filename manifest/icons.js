/** Draws every icon from icons/akte.svg: `npm run icons`. A test holds that what lies there is what it draws. */
import { Resvg } from '@resvg/resvg-js';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export const folder = new URL('./icons/', import.meta.url);

/** Sizes in pixels: of buttons and add-in (16 to 128), of the package for Microsoft 365 (192). */
export const sizes = [16, 20, 32, 64, 80, 96, 128, 192];

/** The package's second icon: the letter alone, white on nothing. */
export const outline = { name: 'akte-outline-32.png', size: 32 };

/** Every icon by its file name. */
export function draw() {
  const svg = readFileSync(new URL('akte.svg', folder), 'utf8');
  const letter = svg.replace(/<rect id="ground"[^>]*>/, '');
  if (letter === svg) throw new Error('icons/akte.svg has no rect with the id "ground"');
  const icons = new Map(sizes.map((size) => [`akte-${size}.png`, render(svg, size)]));
  return icons.set(outline.name, render(letter, outline.size));
}

/** @param {string} svg @param {number} size */
function render(svg, size) {
  return new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [name, png] of draw()) writeFileSync(new URL(name, folder), png);
}
