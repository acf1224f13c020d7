import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';

/** What a person sees of a document besides its looks. */
export interface Anatomy {
  /** The text of each paragraph of the body that has any. */
  paragraphs: string[];
  /** Per section, its headers and footers by kind, as in `header first: Confidential`. */
  margins: string[][];
  /** The numbered paragraphs: format and text of the number's level, then how it counts here. */
  numbers: string[];
}

/** Takes a .docx apart. Read by the browser's own parser of XML, in any page. */
export async function anatomy(page: Page, docx: Uint8Array): Promise<Anatomy> {
  const parts = Object.entries(unzipSync(docx, { filter: ({ name }) => /^word\/.*(xml|rels)$/.test(name) }));
  const texts = Object.fromEntries(parts.map(([name, bytes]) => [name, strFromU8(bytes)]));
  return page.evaluate((texts) => {
    const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
    const parse = (name: string) =>
      new DOMParser().parseFromString(texts[name] ?? '<none/>', 'application/xml').documentElement;
    const all = (within: Element, name: string) => [...within.getElementsByTagNameNS(W, name)];
    const attribute = (element: Element | undefined, name: string) => element?.getAttributeNS(W, name) ?? '';
    const val = (within: Element | undefined, name: string) =>
      attribute(within && all(within, name)[0], 'val');
    const text = (within: Element) =>
      all(within, 't')
        .map((each) => each.textContent)
        .join('');

    const main = parse('word/document.xml');
    const relations = [...parse('word/_rels/document.xml.rels').children];
    const margins = all(main, 'sectPr').map((section) =>
      ['header', 'footer'].flatMap((kind) =>
        all(section, `${kind}Reference`).map((reference) => {
          const id = [...reference.attributes].find(({ localName }) => localName === 'id')?.value;
          const target = relations.find((each) => each.getAttribute('Id') === id)?.getAttribute('Target');
          return `${kind} ${attribute(reference, 'type')}: ${text(parse(`word/${target?.replace(/^\/word\//, '')}`))}`;
        }),
      ),
    );

    const styles = new Map(all(parse('word/styles.xml'), 'style').map((s) => [attribute(s, 'styleId'), s]));
    const numbering = parse('word/numbering.xml');
    const abstract = new Map(
      all(numbering, 'abstractNum').map((each) => [attribute(each, 'abstractNumId'), each]),
    );
    const lists = new Map(
      all(numbering, 'num').map((each) => [
        attribute(each, 'numId'),
        abstract.get(val(each, 'abstractNumId')),
      ]),
    );
    // A paragraph's own numbering, or that of its style, or of what the style is based on.
    const numbered = (of: Element | undefined, depth = 0): { id: string; level: string } | undefined => {
      const own = of && all(of, 'numPr')[0];
      const based =
        of && depth < 9
          ? numbered(styles.get(val(of, 'pStyle') || val(of, 'basedOn')), depth + 1)
          : undefined;
      if (!own) return based;
      return { id: val(own, 'numId') || (based?.id ?? ''), level: val(own, 'ilvl') || (based?.level ?? '0') };
    };
    const counted = new Map<string, number>();
    const numbers = all(main, 'p').flatMap((paragraph) => {
      const found = numbered(all(paragraph, 'pPr')[0]);
      const list = found && lists.get(found.id);
      if (!found || !list) return [];
      const level = all(list, 'lvl').find((each) => attribute(each, 'ilvl') === found.level);
      const key = `${found.id} ${found.level}`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
      for (let deeper = Number(found.level) + 1; deeper < 9; deeper++)
        counted.delete(`${found.id} ${deeper}`);
      return [
        `${val(level, 'numFmt')} ${val(level, 'lvlText')} (${counted.get(key)}) ${text(paragraph).slice(0, 40)}`,
      ];
    });
    const paragraphs = all(main, 'p').map(text).filter(Boolean);
    return { paragraphs, margins, numbers };
  }, texts);
}
