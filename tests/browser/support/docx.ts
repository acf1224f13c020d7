import { strFromU8, unzipSync } from 'fflate';

/** The text of a .docx, a line per paragraph: of its body, then of its headers and footers. */
export function textOf(docx: Uint8Array): string {
  const parts = unzipSync(docx, {
    filter: ({ name }) => /^word\/(document|header\d*|footer\d*)\.xml$/.test(name),
  });
  return Object.keys(parts)
    .sort()
    .map((name) => paragraphs(strFromU8(parts[name] as Uint8Array)))
    .join('\n');
}

function paragraphs(xml: string): string {
  return xml
    .split('</w:p>')
    .map((paragraph) =>
      [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:(tab|br) ?\/>/g)]
        .map(([, text]) => text ?? ' ')
        .join(''),
    )
    .map((text) => text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name] ?? ''))
    .filter((text) => text.trim() !== '')
    .join('\n');
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
