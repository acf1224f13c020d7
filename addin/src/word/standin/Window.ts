import { blocks, emptyParagraph, renewIds } from './merge';
import { type CustomXml, putBack, takeOut } from './customXml';
import { StandInError } from './error';
import { all, ancestor, child, is, splitAt, textOfParagraph } from './ooxml';
import { Package } from './package';
import type { Play } from './types';

/** From a place in a paragraph to another, both in characters of its text. */
export interface Span {
  from: Element;
  start: number;
  to: Element;
  end: number;
}

/** An open document, and what is selected in it. */
export class DocumentWindow {
  docx: Package;
  customXml: CustomXml[];
  selection: Span | undefined;
  /** Called after every change, with the selection or without. */
  changed: () => void = () => undefined;
  private seed = 1;

  constructor(
    bytes: Uint8Array,
    readonly play: Play,
  ) {
    this.docx = new Package(bytes);
    this.customXml = takeOut(this.docx);
    this.selection = this.at(this.paragraphs()[0]);
  }

  /** The document as Word would save it. */
  export(): Uint8Array {
    const saved = new Package(this.docx.bytes());
    putBack(this.customXml, saved);
    return saved.bytes();
  }

  /** Ids as Word gives them: unlike those before, but the same in every test run. */
  random = (): number => {
    this.seed = (this.seed * 48271) % 0x7fffffff;
    return this.seed / 0x7fffffff;
  };

  paragraphs(): Element[] {
    return all(this.docx.body, 'p');
  }

  /** The stories: the body, then every header and footer. */
  stories(): Element[] {
    const parts = this.docx.names.filter((name) => /^word\/(header|footer)\d*\.xml$/.test(name)).sort();
    return [this.docx.body, ...parts.flatMap((name) => this.docx.xml(name)?.documentElement ?? [])];
  }

  select(span: Span | undefined): void {
    this.selection = span;
    this.changed();
  }

  /** Every occurrence of a text within one paragraph, in order. */
  find(within: Element, text: string, matchCase: boolean): Span[] {
    const fold = (part: string) => (matchCase ? part : part.toLowerCase());
    const spans: Span[] = [];
    for (const paragraph of all(within, 'p')) {
      const whole = fold(textOfParagraph(paragraph));
      for (let at = whole.indexOf(fold(text)); at >= 0; at = whole.indexOf(fold(text), at + text.length))
        spans.push({ from: paragraph, start: at, to: paragraph, end: at + text.length });
    }
    return spans;
  }

  /**
   * The whole document: content, headers, footers, notes come along. The settings of the open document stay; its
   * theme and styles stay unless they are asked for; its custom XML parts stay in any case.
   * https://learn.microsoft.com/en-us/javascript/api/word/word.document#word-word-document-insertfilefrombase64-member(1)
   */
  replace(bytes: Uint8Array, options: Word.InsertFileOptions): void {
    this.mayChange();
    const inserted = open(bytes);
    const custom = takeOut(inserted);
    const keep = (kind: string) => {
      const ours = this.docx.related(kind);
      const theirs = inserted.related(kind);
      const part = ours === undefined ? undefined : this.docx.get(ours);
      if (part && theirs) inserted.set(theirs, part);
    };
    keep('settings');
    if (!options.importTheme) keep('theme');
    if (!options.importStyles) keep('styles');
    this.docx = inserted;
    renewIds(inserted.body, this.random);
    // On the web a custom XML part of the inserted document may be missing (OfficeDev/office-js 4682).
    if (options.importCustomXmlParts && !this.play.losesCustomXml) this.customXml.push(...custom);
    this.select(this.at(this.paragraphs()[0]));
  }

  /** A body insert at a span: see {@link blocks}; the last paragraph takes the formatting of where it lands. */
  insert(span: Span, bytes: Uint8Array): void {
    this.mayChange();
    const added = blocks(open(bytes), this.docx);
    const last = added.at(-1);
    const host = child(span.from, 'pPr');
    if (last && is(last, 'p')) {
      child(last, 'pPr')?.remove();
      if (host) last.prepend(host.cloneNode(true));
    }
    this.delete(span);
    const rest = splitAt(span.from, span.start);
    const tail = rest && split(span.from, rest);
    const isEmpty = textOfParagraph(span.from) === '' && !all(span.from, 'sectPr').length;
    span.from.after(...added, ...(tail ? [tail] : []));
    for (const block of added) renewIds(block, this.random);
    const end = added.at(-1);
    if (isEmpty && is(end, 'p')) span.from.remove();
    else if (!tail && !is(end, 'p')) end?.after(emptyParagraph(span.from));
    this.select(this.at(end && is(end, 'p') ? end : this.paragraphs()[0]));
  }

  /** Nothing may be changed in a protected document. */
  mayChange(): void {
    if (this.play.isProtected) throw new StandInError('AccessDenied', 'The document is protected.');
  }

  private delete(span: Span): void {
    if (span.from !== span.to) throw new StandInError('GeneralException', 'Not played: over paragraphs.');
    if (span.start === span.end) return;
    const first = splitAt(span.from, span.start);
    const after = splitAt(span.from, span.end);
    for (let run = first; run && run !== after;) {
      const next = run.nextElementSibling ?? undefined;
      run.remove();
      run = next;
    }
  }

  private at(paragraph: Element | undefined): Span | undefined {
    return paragraph && { from: paragraph, start: 0, to: paragraph, end: 0 };
  }
}

/** The second half of a paragraph, from `run` on, as a paragraph of its own. */
function split(paragraph: Element, run: Element): Element {
  const tail = paragraph.cloneNode(false) as Element;
  const properties = child(paragraph, 'pPr');
  if (properties) tail.append(properties.cloneNode(true));
  for (let at: Element | null = run; at && ancestor(at, 'p') === paragraph;) {
    const next: Element | null = at.nextElementSibling;
    tail.append(at);
    at = next;
  }
  return tail;
}

function open(bytes: Uint8Array): Package {
  try {
    return new Package(bytes);
  } catch {
    throw new StandInError('InvalidArgument', 'The file is not a Word document.');
  }
}
