import { all, child, is, make, R, val, W, W14 } from './ooxml';
import { type Package, resolve } from './package';

/** Word gives every paragraph a new id when it takes a file in, so nobody may rely on them. */
export function renewIds(within: Element, random: () => number): void {
  for (const each of [...all(within, 'p'), ...all(within, 'tr')]) {
    if (each.hasAttributeNS(W14, 'paraId')) each.setAttributeNS(W14, 'w14:paraId', hex(random));
  }
  // So does every control: key on tags. https://github.com/OfficeDev/office-js/issues/2759
  for (const properties of all(within, 'sdtPr')) {
    const id = child(properties, 'id');
    if (id) id.setAttributeNS(W, 'w:val', String(Number.parseInt(hex(random), 16)));
  }
}

const hex = (random: () => number) =>
  Math.floor(1 + random() * 0x7ffffffe)
    .toString(16)
    .toUpperCase()
    .padStart(8, '0');

/**
 * What a body insert brings: the blocks without the last section's properties, with the styles that are missing,
 * numbering, links and pictures. Headers and footers stay behind (OfficeDev/office-js 3357); notes are not played.
 * https://learn.microsoft.com/en-us/javascript/api/word/word.body#word-word-body-insertfilefrombase64-member(1)
 */
export function blocks(from: Package, into: Package): Element[] {
  const renewed = numbering(from, into);
  styles(from, into, renewed);
  const found = [...from.body.children].filter((block) => !is(block, 'sectPr'));
  return found.map((block) => {
    const copy = into.main.importNode(block, true);
    for (const inner of all(copy, 'sectPr')) inner.remove();
    for (const note of ['footnoteReference', 'endnoteReference', 'commentReference'])
      for (const reference of all(copy, note)) reference.remove();
    renumber(copy, renewed);
    relations(copy, from, into);
    return copy;
  });
}

/** Lets paragraphs and styles point to the numbering that came along, by its new number. */
function renumber(within: Element, renewed: Map<string, string>): void {
  for (const id of all(within, 'numId')) {
    const number = renewed.get(val(id));
    if (number) id.setAttributeNS(W, 'w:val', number);
  }
}

function relations(copy: Element, from: Package, into: Package): void {
  for (const element of [copy, ...copy.getElementsByTagName('*')]) {
    for (const attribute of [...element.attributes]) {
      if (attribute.namespaceURI !== R) continue;
      const relationship = from.relationship(attribute.value);
      if (relationship) attribute.value = carry(relationship, from, into);
    }
  }
}

function carry(relationship: Element, from: Package, into: Package): string {
  const kind = relationship.getAttribute('Type') ?? '';
  const target = relationship.getAttribute('Target') ?? '';
  if (relationship.getAttribute('TargetMode') === 'External') return into.relate(kind, target, true);
  const name = resolve(target);
  let free = name;
  for (let number = 1; into.get(free); number++) free = name.replace(/(\.\w+)$/, `-${number}$1`);
  const part = from.get(name);
  if (part) into.set(free, part);
  into.typed(free, from.typeOf(name) ?? 'application/octet-stream');
  return into.relate(kind, `/${free}`);
}

function styles(from: Package, into: Package, renewed: Map<string, string>): void {
  const ours = stylesOf(into);
  if (!ours) return;
  const known = new Set(all(ours, 'style').map((style) => style.getAttributeNS(W, 'styleId')));
  for (const style of all(stylesOf(from) ?? ours, 'style')) {
    if (known.has(style.getAttributeNS(W, 'styleId'))) continue;
    const copy = ours.ownerDocument.importNode(style, true);
    copy.removeAttributeNS(W, 'default');
    renumber(copy, renewed);
    ours.append(copy);
  }
}

const stylesOf = (of: Package) => of.xml(of.related('styles') ?? '')?.documentElement;

/** Copies definitions and instances of numbering under new numbers; gives old number → new number. */
function numbering(from: Package, into: Package): Map<string, string> {
  const renewed = new Map<string, string>();
  const theirs = from.xml(from.related('numbering') ?? '')?.documentElement;
  const name = into.related('numbering');
  if (!theirs) return renewed;
  if (!name) {
    const part = from.related('numbering') ?? '';
    into.set('word/numbering.xml', theirs.ownerDocument.cloneNode(true) as Document);
    into.typed('word/numbering.xml', from.typeOf(part) ?? '');
    into.relate('numbering', 'numbering.xml');
    return renewed;
  }
  const ours = into.xml(name)?.documentElement;
  if (!ours) return renewed;
  const highest = (element: string, id: string) =>
    Math.max(0, ...all(ours, element).map((each) => Number(each.getAttributeNS(W, id))));
  let definition = highest('abstractNum', 'abstractNumId');
  let instance = highest('num', 'numId');
  const definitions = new Map<string, string>();
  const firstInstance = () => child(ours, 'num') ?? null;
  for (const each of all(theirs, 'abstractNum')) {
    const copy = ours.ownerDocument.importNode(each, true);
    const id = String(++definition);
    definitions.set(each.getAttributeNS(W, 'abstractNumId') ?? '', id);
    copy.setAttributeNS(W, 'w:abstractNumId', id);
    child(copy, 'nsid')?.remove();
    ours.insertBefore(copy, firstInstance());
  }
  for (const each of all(theirs, 'num')) {
    const copy = ours.ownerDocument.importNode(each, true);
    const id = String(++instance);
    renewed.set(each.getAttributeNS(W, 'numId') ?? '', id);
    copy.setAttributeNS(W, 'w:numId', id);
    const abstract = child(copy, 'abstractNumId');
    abstract?.setAttributeNS(W, 'w:val', definitions.get(val(abstract)) ?? '');
    const last = all(ours, 'num').at(-1);
    if (last) last.after(copy);
    else ours.append(copy);
  }
  return renewed;
}

/** A body must end with the properties of its last section, and a cell with a paragraph. */
export function emptyParagraph(beside: Node): Element {
  return make(beside, 'p');
}
