import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { parse, serialize } from './ooxml';

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const BASE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const MAIN = 'word/document.xml';

/** A .docx in memory: parts as bytes, or as XML once somebody looked (OPC, ECMA-376 Part 2). */
export class Package {
  private readonly parts: Map<string, Uint8Array | Document>;

  constructor(bytes: Uint8Array) {
    this.parts = new Map(Object.entries(unzipSync(bytes)).filter(([name]) => !name.endsWith('/')));
    if (!this.parts.has(MAIN)) throw new Error('not a .docx');
  }

  get names(): string[] {
    return [...this.parts.keys()];
  }

  /** A part as XML, the same object each time; `undefined` when it is not there. */
  xml(name: string): Document | undefined {
    const part = this.parts.get(name);
    if (!ArrayBuffer.isView(part)) return part;
    const parsed = parse(strFromU8(part));
    this.parts.set(name, parsed);
    return parsed;
  }

  get main(): Document {
    const main = this.xml(MAIN);
    if (!main) throw new Error('no main part');
    return main;
  }

  get body(): Element {
    const body = this.main.documentElement.firstElementChild;
    if (!body) throw new Error('no body');
    return body;
  }

  set(name: string, part: Uint8Array | Document): void {
    this.parts.set(name, part);
  }

  get(name: string): Uint8Array | Document | undefined {
    return this.parts.get(name);
  }

  delete(name: string): void {
    this.parts.delete(name);
    this.parts.delete(relationshipsOf(name));
  }

  /** The relationships of a part; made when it has none. */
  relationships(of = MAIN): Document {
    const name = relationshipsOf(of);
    const found = this.xml(name);
    if (found) return found;
    const made = parse(`<Relationships xmlns="${RELATIONSHIPS}"/>`);
    this.set(name, made);
    return made;
  }

  /** Relates the main part to something; gives the new id. */
  relate(kind: string, target: string, external = false): string {
    const { documentElement } = this.relationships();
    const taken = new Set([...documentElement.children].map((each) => each.getAttribute('Id')));
    let number = 1;
    while (taken.has(`rId${number}`)) number++;
    const made = documentElement.ownerDocument.createElementNS(RELATIONSHIPS, 'Relationship');
    made.setAttribute('Id', `rId${number}`);
    made.setAttribute('Type', kind.includes(':') ? kind : `${BASE}/${kind}`);
    made.setAttribute('Target', target);
    if (external) made.setAttribute('TargetMode', 'External');
    documentElement.append(made);
    return `rId${number}`;
  }

  /** The relationship of the main part with that id. */
  relationship(id: string): Element | undefined {
    return [...this.relationships().documentElement.children].find((each) => each.getAttribute('Id') === id);
  }

  /** The part that the main part relates to in that way. */
  related(kind: string): string | undefined {
    const found = [...this.relationships().documentElement.children].find(
      (each) => each.getAttribute('Type') === `${BASE}/${kind}`,
    );
    return found ? resolve(found.getAttribute('Target') ?? '') : undefined;
  }

  /** Says of what kind a part is, unless its extension says so already. */
  typed(name: string, type: string): void {
    const types = this.xml('[Content_Types].xml')?.documentElement;
    if (!types) throw new Error('no content types');
    const isThere = [...types.children].some((each) => each.getAttribute('PartName') === `/${name}`);
    if (isThere) return;
    const made = types.ownerDocument.createElementNS(TYPES, 'Override');
    made.setAttribute('PartName', `/${name}`);
    made.setAttribute('ContentType', type);
    types.append(made);
  }

  /** The kind of a part. */
  typeOf(name: string): string | undefined {
    const types = [...(this.xml('[Content_Types].xml')?.documentElement.children ?? [])];
    const own = types.find((each) => each.getAttribute('PartName') === `/${name}`);
    const extension = name.split('.').pop()?.toLowerCase();
    const general = types.find((each) => each.getAttribute('Extension')?.toLowerCase() === extension);
    return (own ?? general)?.getAttribute('ContentType') ?? undefined;
  }

  untyped(name: string): void {
    const types = this.xml('[Content_Types].xml')?.documentElement.children ?? [];
    for (const each of [...types]) if (each.getAttribute('PartName') === `/${name}`) each.remove();
  }

  bytes(): Uint8Array {
    const files = [...this.parts].map(
      ([name, part]) => [name, ArrayBuffer.isView(part) ? part : strToU8(serialize(part))] as const,
    );
    return zipSync(Object.fromEntries(files));
  }
}

export const relationshipsOf = (name: string): string => name.replace(/([^/]+)$/, '_rels/$1.rels');

/** A target of the main part's relationships as a part's name. */
export function resolve(target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const path = ['word'];
  for (const step of target.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.') path.push(step);
  }
  return path.join('/');
}
