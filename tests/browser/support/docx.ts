import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

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

const OFFICE = 'http://schemas.openxmlformats.org';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** A letter that a lawyer may have open: a header, a numbered line and hardly any styles, all of them its own. */
export function letter(): Uint8Array {
  const W = `xmlns:w="${OFFICE}/wordprocessingml/2006/main"`;
  const kinds = { styles: 'styles', numbering: 'numbering', header1: 'header' };
  const list = (each: (name: string, kind: string, index: number) => string) =>
    Object.entries(kinds)
      .map(([name, kind], index) => each(name, kind, index))
      .join('');
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${OFFICE}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${WORD}.document.main+xml"/>${list((name, kind) => `<Override PartName="/word/${name}.xml" ContentType="${WORD}.${kind}+xml"/>`)}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${OFFICE}/package/2006/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="${OFFICE}/package/2006/relationships">${list((name, kind, index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/officeDocument/2006/relationships/${kind}" Target="${name}.xml"/>`)}</Relationships>`,
    'word/document.xml': `<w:document ${W} xmlns:r="${OFFICE}/officeDocument/2006/relationships"><w:body><w:p><w:r><w:t>Dear reader,</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Our first point</w:t></w:r></w:p><w:sectPr><w:headerReference w:type="default" r:id="rId3"/></w:sectPr></w:body></w:document>`,
    'word/styles.xml': `<w:styles ${W}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`,
    'word/numbering.xml': `<w:numbering ${W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
    'word/header1.xml': `<w:hdr ${W}><w:p><w:r><w:t>Letter to the reader</w:t></w:r></w:p></w:hdr>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])));
}
