import { strFromU8, unzipSync } from 'fflate';
import { STAMP } from '../stamp';

/** One of our own custom XML parts: its text is what counts. */
export interface Part {
  namespace: string;
  text: string;
}

/** The namespaces of our parts: what a document is known by, and the definition of a template. */
export const OURS: readonly string[] = [STAMP, 'urn:akte:template:1'];

/** Our own custom XML parts in a document. */
export function stamps(docx: Uint8Array): Part[] {
  const parts = unzipSync(docx, { filter: ({ name }) => /^customXml\/item\d+\.xml$/.test(name) });
  return Object.values(parts)
    .map((bytes) => root(strFromU8(bytes)))
    .filter((element) => OURS.includes(element?.namespaceURI ?? ''))
    .map((element) => ({ namespace: element?.namespaceURI ?? '', text: element?.textContent ?? '' }));
}

/** The text of a part of ours. */
export const textOf = (xml: string): string | undefined => root(xml)?.textContent ?? undefined;

/** A part of ours. Without a declaration: Word takes none. */
export function write({ namespace, text }: Part): string {
  const name = namespace.split(':')[2] ?? 'part';
  const part = document.implementation.createDocument(namespace, name);
  part.documentElement.textContent = text;
  return new XMLSerializer().serializeToString(part.documentElement);
}

function root(xml: string): Element | null {
  const parsed = new DOMParser().parseFromString(xml, 'application/xml');
  return parsed.querySelector('parsererror') ? null : parsed.documentElement;
}
