import { strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { W } from './ooxml';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const R = 'http://schemas.openxmlformats.org/package/2006/relationships';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

interface Wanted {
  /** Markup of the body, without the last section's properties. */
  body: string;
  header?: string;
  /** Headers of first and of even pages; only beside one of all others. */
  first?: string;
  even?: string;
  /** A custom XML part. */
  part?: string;
  /** So many bytes that do not compress, as a picture would be. */
  padding?: number;
}

export const paragraph = (text: string, properties = ''): string =>
  `<w:p>${properties}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

export const numbered = (text: string): string =>
  paragraph(text, '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>');

/** A small but whole .docx for a test: styles, numbering, settings, a header when one is wanted. */
export function docx({ body, header, first, even, part, padding = 0 }: Wanted): Uint8Array {
  const headers = Object.entries({ default: header, first, even }).flatMap(([type, text]) =>
    text === undefined ? [] : [{ type, text }],
  );
  const relations = [
    ['styles', 'styles.xml'],
    ['numbering', 'numbering.xml'],
    ['settings', 'settings.xml'],
    ...headers.map((_, index) => ['header', `header${index + 1}.xml`]),
    ...(part === undefined ? [] : [['customXml', '../customXml/item1.xml']]),
  ];
  const overrides = [
    ['document', 'document.main'],
    ['styles', 'styles'],
    ['numbering', 'numbering'],
    ['settings', 'settings'],
    ...headers.map((_, index) => [`header${index + 1}`, 'header']),
  ];
  const references = headers.map(
    ({ type }, index) => `<w:headerReference w:type="${type}" r:id="rId${index + 4}"/>`,
  );
  const section = `<w:sectPr>${references.join('')}${first === undefined ? '' : '<w:titlePg/>'}</w:sectPr>`;
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>${overrides.map(([name, type]) => `<Override PartName="/word/${name}.xml" ContentType="${WORD}.${type}+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${R}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<w:document xmlns:w="${W}" xmlns:r="${OFFICE}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"><w:body>${body}${section}</w:body></w:document>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="${R}">${relations.map(([kind, target], index) => `<Relationship Id="rId${String(index + 1)}" Type="${OFFICE}/${kind}" Target="${target}"/>`).join('')}</Relationships>`,
    'word/styles.xml': `<w:styles xmlns:w="${W}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`,
    'word/numbering.xml': `<w:numbering xmlns:w="${W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
    'word/settings.xml': `<w:settings xmlns:w="${W}"><w:defaultTabStop w:val="${padding ? '709' : '720'}"/></w:settings>`,
    ...Object.fromEntries(
      headers.map(({ text }, index) => [
        `word/header${index + 1}.xml`,
        `<w:hdr xmlns:w="${W}">${paragraph(text)}</w:hdr>`,
      ]),
    ),
    ...(part === undefined ? {} : { 'customXml/item1.xml': part }),
  };
  const zipped: Zippable = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, strToU8(text)]),
  );
  if (padding) zipped['word/media/noise.png'] = [noise(padding), { level: 0 }];
  return zipSync(zipped, { mtime: new Date('2000-01-01') });
}

function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 1;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    bytes[at] = state >> 16;
  }
  return bytes;
}

/** A part of a .docx as text. */
export const partOf = (bytes: Uint8Array, name: string): string => {
  const part = unzipSync(bytes)[name];
  return part ? new TextDecoder().decode(part) : '';
};
