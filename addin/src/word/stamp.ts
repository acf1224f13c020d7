/**
 * What a document made by Akte carries, to be known again when it is opened. The server puts it there, where the template has
 * `anchors`. Nothing of it says what the document is about.
 */
export interface Stamp {
  /** The firm that made it, by its id. */
  tenant: string;
  /** The document's id. */
  document: string;
  /** Origin of the server, where the firm wants it there. */
  server?: string;
}

/** The namespace of the custom XML part that holds it, as JSON. */
export const STAMP = 'urn:akte:document:1';

/** The stamp in the text of a part; `undefined` when it is none. */
export function readStamp(text: string | undefined): Stamp | undefined {
  let stamp: unknown;
  try {
    stamp = JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
  if (typeof stamp !== 'object' || stamp === null) return undefined;
  const { tenant, document, server } = stamp as Record<string, unknown>;
  if (typeof tenant !== 'string' || typeof document !== 'string') return undefined;
  return { tenant, document, ...(typeof server === 'string' ? { server } : {}) };
}
