import { crc32, deflateSync } from 'node:zlib';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { letter } from './docx.ts';

/** A blue PNG of that size, at 96 points in an inch. */
export function png(width: number, height: number): Buffer {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([31, 96, 118]))]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const checked = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(checked));
  return Buffer.concat([length, checked, check]);
}

/** A template that asks for a logo, and may have a letter attached. */
export function letterhead(title: string): Buffer {
  const definition = {
    schema: 1,
    title,
    language: 'en',
    pages: [
      {
        id: 'look',
        title: { en: 'Look', nl: 'Uiterlijk' },
        questions: [
          { name: 'logo', type: 'image', label: { en: 'Logo', nl: 'Logo' } },
          { name: 'annex', type: 'file', label: { en: 'Annex', nl: 'Bijlage' }, required: false },
        ],
      },
    ],
  };
  const parts = unzipSync(letter());
  const text = (name: string) => new TextDecoder().decode(parts[name]);
  const put = (name: string, xml: string) => {
    parts[name] = strToU8(xml);
  };
  put(
    'word/document.xml',
    text('word/document.xml').replace(
      'Dear reader,',
      '{{ logo }} Dear reader,{% if annex %} see the annex{% endif %}',
    ),
  );
  put(
    'word/_rels/document.xml.rels',
    text('word/_rels/document.xml.rels').replace(
      '</Relationships>',
      '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml" Target="../customXml/item1.xml"/></Relationships>',
    ),
  );
  put(
    '[Content_Types].xml',
    text('[Content_Types].xml').replace(
      '<Override',
      '<Default Extension="xml" ContentType="application/xml"/><Override',
    ),
  );
  const escaped = JSON.stringify(definition).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  put('customXml/item1.xml', `<definition xmlns="urn:akte:template:1">${escaped}</definition>`);
  return Buffer.from(zipSync(parts));
}
