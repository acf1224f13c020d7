import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { stamps, write } from './office/customXml';

/**
 * What a document made by Akte carries, to be known again when it is opened: where it was made, and its id there.
 * Nothing of it says what the document is about.
 */
export interface Stamp {
  /** Origin of the server. */
  server: string;
  /** The document's id. */
  document: string;
}

/** The namespace of the custom XML part that holds it, as JSON. */
export const STAMP = 'urn:akte:document:1';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';

/** The stamp in the text of a part; `undefined` when it is none. */
export function readStamp(text: string | undefined): Stamp | undefined {
  let stamp: unknown;
  try {
    stamp = JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
  if (typeof stamp !== 'object' || stamp === null) return undefined;
  const { server, document } = stamp as Record<string, unknown>;
  return typeof server === 'string' && typeof document === 'string' ? { server, document } : undefined;
}

/** The same .docx with a stamp, unless it has one already. */
export function stamped(docx: Uint8Array, stamp: Stamp): Uint8Array {
  if (stamps(docx).some(({ namespace }) => namespace === STAMP)) return docx;
  const files = unzipSync(docx);
  const edit = (name: string, root: [namespace: string, name: string], add: (root: Element) => void) => {
    const part = files[name]
      ? new DOMParser().parseFromString(strFromU8(files[name]), 'application/xml')
      : document.implementation.createDocument(...root);
    add(part.documentElement);
    files[name] = strToU8(
      `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(part.documentElement)}`,
    );
  };
  const name = freeName(files);
  files[name] = strToU8(write({ namespace: STAMP, text: JSON.stringify(stamp) }));
  edit('[Content_Types].xml', [TYPES, 'Types'], (types) => {
    append(types, 'Override', { PartName: `/${name}`, ContentType: 'application/xml' });
  });
  const main = mainPart(files);
  edit(main.replace(/([^/]+)$/, '_rels/$1.rels'), [RELATIONSHIPS, 'Relationships'], (relations) => {
    append(relations, 'Relationship', {
      Id: freeId(relations),
      Type: `${OFFICE}/customXml`,
      Target: `/${name}`,
    });
  });
  return zipSync(files);
}

type Files = Record<string, Uint8Array>;

function append(to: Element, name: string, attributes: Record<string, string>): void {
  const made = to.ownerDocument.createElementNS(to.namespaceURI, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  to.append(made);
}

function freeName(files: Files): string {
  let number = 1;
  while (files[`customXml/item${number}.xml`]) number++;
  return `customXml/item${number}.xml`;
}

function freeId(relations: Element): string {
  const taken = new Set([...relations.children].map((each) => each.getAttribute('Id')));
  let number = 1;
  while (taken.has(`akte${number}`)) number++;
  return `akte${number}`;
}

/** The part that the package says is the document (OPC, ECMA-376 Part 2, and Part 1, 11.3.10). */
function mainPart(files: Files): string {
  const relations = new DOMParser().parseFromString(
    strFromU8(files['_rels/.rels'] ?? strToU8('<a/>')),
    'application/xml',
  );
  const main = [...relations.documentElement.children].find(
    (each) => each.getAttribute('Type') === `${OFFICE}/officeDocument`,
  );
  return (main?.getAttribute('Target') ?? 'word/document.xml').replace(/^\//, '');
}
