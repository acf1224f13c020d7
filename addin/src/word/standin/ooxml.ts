/** Names of ECMA-376, and the few things one does with them. */
export const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
export const W14 = 'http://schemas.microsoft.com/office/word/2010/wordml';
export const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const XML = 'http://www.w3.org/XML/1998/namespace';

export const parse = (xml: string): Document => new DOMParser().parseFromString(xml, 'application/xml');

export const serialize = (part: Document): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${new XMLSerializer().serializeToString(part.documentElement)}`;

export const is = (node: Node | null | undefined, name: string): boolean =>
  node?.nodeType === 1 && (node as Element).localName === name && (node as Element).namespaceURI === W;

export const all = (within: Element | Document, name: string): Element[] => [
  ...within.getElementsByTagNameNS(W, name),
];

export const child = (element: Element, name: string): Element | undefined =>
  [...element.children].find((each) => is(each, name));

export const val = (element: Element | undefined): string => element?.getAttributeNS(W, 'val') ?? '';

/** A new element of WordprocessingML. */
export function make(beside: Node, name: string, attributes: Record<string, string> = {}): Element {
  const element = (beside.ownerDocument ?? (beside as Document)).createElementNS(W, `w:${name}`);
  for (const [key, value] of Object.entries(attributes)) element.setAttributeNS(W, `w:${key}`, value);
  return element;
}

export const ancestor = (node: Node, name: string): Element | undefined => {
  for (let at = node.parentNode; at; at = at.parentNode) if (is(at, name)) return at as Element;
  return undefined;
};

/** The runs of a paragraph that carry its text; deleted text is none. */
export const runs = (paragraph: Element): Element[] =>
  all(paragraph, 'r').filter((run) => ancestor(run, 'p') === paragraph && !ancestor(run, 'del'));

export function textOfRun(run: Element): string {
  return [...run.children]
    .map((each) => (is(each, 't') ? each.textContent : is(each, 'tab') || is(each, 'br') ? '\t' : ''))
    .join('');
}

export const textOfParagraph = (paragraph: Element): string => runs(paragraph).map(textOfRun).join('');

/** Splits the run that covers `offset`, so that a run starts there; gives that run, if any. */
export function splitAt(paragraph: Element, offset: number): Element | undefined {
  let at = 0;
  for (const run of runs(paragraph)) {
    const text = textOfRun(run);
    if (offset === at) return run;
    if (offset < at + text.length) return splitRun(run, offset - at);
    at += text.length;
  }
  return undefined;
}

function splitRun(run: Element, offset: number): Element {
  const rest = run.cloneNode(false) as Element;
  const properties = child(run, 'rPr');
  if (properties) rest.append(properties.cloneNode(true));
  let at = 0;
  for (const piece of [...run.children]) {
    if (is(piece, 'rPr')) continue;
    const text = is(piece, 't') ? piece.textContent : is(piece, 'tab') || is(piece, 'br') ? '\t' : '';
    if (at >= offset) rest.append(piece);
    else if (at + text.length > offset) {
      const tail = piece.cloneNode(false) as Element;
      piece.textContent = text.slice(0, offset - at);
      tail.textContent = text.slice(offset - at);
      for (const half of [piece, tail]) half.setAttributeNS(XML, 'xml:space', 'preserve');
      rest.append(tail);
    }
    at += text.length;
  }
  run.after(rest);
  return rest;
}
