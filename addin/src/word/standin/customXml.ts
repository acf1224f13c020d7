import { strFromU8, strToU8 } from 'fflate';
import { parse, serialize } from './ooxml';
import { type Package, relationshipsOf, resolve } from './package';

/** One custom XML part of the document that is open; Word gives it an id that lives as long as the window. */
export interface CustomXml {
  id: string;
  namespace: string;
  xml: string;
}

const KIND = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml';
let made = 0;

export function customXml(xml: string): CustomXml {
  const root = parse(xml).documentElement;
  return { id: `{part-${++made}}`, namespace: root.namespaceURI ?? '', xml };
}

/** Takes the custom XML parts out of a package: the window holds them from now on. */
export function takeOut(from: Package): CustomXml[] {
  const taken: CustomXml[] = [];
  for (const relationship of [...from.relationships().documentElement.children]) {
    if (relationship.getAttribute('Type') !== KIND) continue;
    const name = resolve(relationship.getAttribute('Target') ?? '');
    const part = from.get(name);
    if (part) taken.push(customXml(ArrayBuffer.isView(part) ? strFromU8(part) : serialize(part)));
    const properties = from.xml(relationshipsOf(name))?.documentElement.firstElementChild;
    const target = properties?.getAttribute('Target');
    if (target) {
      const properties = `customXml/${target.split('/').pop() ?? ''}`;
      from.delete(properties);
      from.untyped(properties);
    }
    from.delete(name);
    from.untyped(name);
    relationship.remove();
  }
  return taken;
}

/** Puts them back, as Word does when it saves. */
export function putBack(parts: CustomXml[], into: Package): void {
  parts.forEach(({ xml }, index) => {
    const name = `customXml/item${index + 1}.xml`;
    into.set(name, strToU8(xml));
    into.typed(name, 'application/xml');
    into.relate(KIND, `../${name}`);
  });
}
