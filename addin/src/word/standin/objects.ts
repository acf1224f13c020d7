import { kindOf, setProperty, tagOf, textOfControl, titleOf, unwrap, wrap } from './control';
import { customXml, type CustomXml } from './customXml';
import { StandInError } from './error';
import { all, ancestor, parse, R } from './ooxml';
import { resolve } from './package';
import { type Batch, List, Proxy, Result } from './proxy';
import type { Like } from './types';
import type { Span } from './Window';

/** Word refuses larger files: https://learn.microsoft.com/en-us/javascript/api/word/word.document */
const LARGEST = 4 * 1024 * 1024;
/** Longest text to search for. */
const LONGEST_SEARCH = 255;

function decode(batch: Batch, base64: string): Uint8Array {
  const text = atob(base64);
  if (text.length > LARGEST)
    throw new StandInError('RequestPayloadSizeLimitExceeded', 'The file is larger than 4 MB.');
  batch.window.mayChange();
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

type RangeKeys =
  'insertFileFromBase64' | 'insertContentControl' | 'select' | 'parentContentControlOrNullObject' | 'text';

export class StandInRange extends Proxy implements Like<Word.Range, RangeKeys> {
  constructor(
    batch: Batch,
    private readonly span: () => Span,
  ) {
    super(batch);
  }

  get text(): string {
    return this.read('text');
  }

  fetch(names: string[]): void {
    const { from, start, end } = this.span();
    if (names.includes('text')) this.keep('text', from.textContent.slice(start, end));
  }

  insertFileFromBase64(base64: string, where: string): this {
    this.batch.queue('1.1', () => {
      if (where !== 'Replace') throw new StandInError('InvalidArgument', `Not played: ${where}.`);
      this.batch.window.insert(this.span(), decode(this.batch, base64));
    });
    return this;
  }

  insertContentControl(kind = 'RichText'): StandInControl {
    let control: Element | undefined;
    // Plain text needs 1.5, and so on: `@types/office-js`, Word.Range.insertContentControl.
    this.batch.queue(kind === 'RichText' ? '1.1' : '1.5', () => {
      this.batch.window.mayChange();
      control = wrap(this.span(), Math.floor(this.batch.window.random() * 0x7fffffff));
      this.batch.window.changed();
    });
    return new StandInControl(this.batch, () => control);
  }

  get parentContentControlOrNullObject(): StandInControl {
    return new StandInControl(this.batch, () => inside(this.span()));
  }

  select(): void {
    this.batch.queue('1.1', () => {
      this.batch.window.select(this.span());
    });
  }
}

/** The control inside the paragraph that the span lies in, or the one around the paragraph. */
function inside({ from, start, end }: Span): Element | undefined {
  let at = 0;
  for (const run of all(from, 'r')) {
    const length = all(run, 't').reduce((sum, text) => sum + text.textContent.length, 0);
    if (start >= at && end <= at + length) {
      const control = ancestor(run, 'sdt');
      if (control) return control;
    }
    at += length;
  }
  return ancestor(from, 'sdt');
}

type ControlKeys = 'tag' | 'title' | 'text' | 'type' | 'appearance' | 'delete' | 'isNullObject';

export class StandInControl extends Proxy implements Like<Word.ContentControl, ControlKeys> {
  constructor(
    batch: Batch,
    private readonly element: () => Element | undefined,
  ) {
    super(batch);
  }

  get isNullObject(): boolean {
    return this.read('isNullObject');
  }

  get tag(): string {
    return this.read('tag');
  }

  set tag(value: string) {
    this.change((control) => {
      setProperty(control, 'tag', value);
    });
  }

  get title(): string {
    return this.read('title');
  }

  set title(value: string) {
    this.change((control) => {
      setProperty(control, 'alias', value);
    });
  }

  get text(): string {
    return this.read('text');
  }

  get type(): string {
    return this.read('type');
  }

  get appearance(): string {
    return this.read('appearance');
  }

  set appearance(value: string) {
    this.change(() => {
      if (!['BoundingBox', 'Tags', 'Hidden'].includes(value))
        throw new StandInError('InvalidArgument', `Unknown appearance: ${value}.`);
    });
  }

  delete(keepContent: boolean): void {
    this.change((control) => {
      unwrap(control, keepContent);
      this.batch.window.changed();
    });
  }

  fetch(names: string[]): void {
    const control = this.element();
    this.keep('isNullObject', control === undefined);
    if (!control) return;
    const values: Record<string, unknown> = {
      tag: tagOf(control),
      title: titleOf(control),
      text: textOfControl(control),
      type: kindOf(control),
    };
    for (const name of names) this.keep(name, values[name]);
  }

  private change(how: (control: Element) => void): void {
    this.batch.queue('1.1', () => {
      const control = this.element();
      if (!control) throw new StandInError('ItemNotFound', 'The control is not there.');
      this.batch.window.mayChange();
      how(control);
    });
  }
}

export class StandInBody implements Like<Word.Body, 'search'> {
  constructor(
    private readonly batch: Batch,
    private readonly root: () => Element | undefined,
  ) {}

  search(text: string, options: { matchCase?: boolean } = {}): List<StandInRange> {
    const find = (): StandInRange[] => {
      if (text === '' || text.length > LONGEST_SEARCH)
        throw new StandInError(
          'SearchStringInvalidOrTooLong',
          'The text to search for is empty or too long.',
        );
      // https://learn.microsoft.com/en-us/office/dev/add-ins/word/search-option-guidance
      if (/\^(?!\^)/.test(text.replaceAll('^^', '')))
        throw new StandInError('SearchStringInvalidOrTooLong', 'Not played: special characters.');
      const root = this.root();
      const spans = root
        ? this.batch.window.find(root, text.replaceAll('^^', '^'), options.matchCase ?? false)
        : [];
      return spans.map((span) => new StandInRange(this.batch, () => span));
    };
    return new List(this.batch, find);
  }
}

class StandInSection extends Proxy implements Like<Word.Section, 'getHeader' | 'getFooter'> {
  constructor(
    batch: Batch,
    private readonly properties: Element,
  ) {
    super(batch);
  }

  getHeader(kind: string): StandInBody {
    return this.part('headerReference', kind);
  }

  getFooter(kind: string): StandInBody {
    return this.part('footerReference', kind);
  }

  fetch(): void {
    // Nothing of a section is read.
  }

  private part(reference: string, kind: string): StandInBody {
    const type = kind === 'Primary' ? 'default' : kind === 'FirstPage' ? 'first' : 'even';
    const { docx } = this.batch.window;
    return new StandInBody(this.batch, () => {
      const found = all(this.properties, reference).find((each) => each.getAttribute('w:type') === type);
      const target = docx.relationship(found?.getAttributeNS(R, 'id') ?? '')?.getAttribute('Target');
      return target ? docx.xml(resolve(target))?.documentElement : undefined;
    });
  }
}

export class StandInPart
  extends Proxy
  implements Like<Word.CustomXmlPart, 'id' | 'getXml' | 'setXml' | 'delete'>
{
  constructor(
    batch: Batch,
    private readonly part: () => CustomXml,
  ) {
    super(batch);
  }

  get id(): string {
    return this.read('id');
  }

  getXml(): Result<string> {
    const result = new Result<string>();
    this.batch.queue('1.4', () => {
      result.set(this.part().xml);
    });
    return result;
  }

  setXml(xml: string): void {
    this.batch.queue('1.4', () => {
      this.batch.window.mayChange();
      const part = this.part();
      const made = wellFormed(xml);
      part.xml = made.xml;
      part.namespace = made.namespace;
    });
  }

  delete(): void {
    this.batch.queue('1.4', () => {
      this.batch.window.mayChange();
      const { customXml } = this.batch.window;
      customXml.splice(customXml.indexOf(this.part()), 1);
    });
  }

  fetch(): void {
    this.keep('id', this.part().id);
  }
}

/** XML without a declaration: with one Word refuses it. */
export function wellFormed(xml: string): CustomXml {
  if (xml.startsWith('<?xml') || parse(xml).querySelector('parsererror'))
    throw new StandInError('InvalidArgument', 'This is not XML that Word takes.');
  return customXml(xml);
}

class StandInParts implements Like<Word.CustomXmlPartCollection, 'getByNamespace' | 'add'> {
  constructor(private readonly batch: Batch) {}

  getByNamespace(namespace: string): List<StandInPart> {
    const list = new List(this.batch, () =>
      this.batch.window.customXml
        .filter((part) => part.namespace === namespace)
        .map((part) => new StandInPart(this.batch, () => part)),
    );
    this.batch.queue('1.4', () => undefined);
    return list;
  }

  add(xml: string): StandInPart {
    let part: CustomXml | undefined;
    this.batch.queue('1.4', () => {
      this.batch.window.mayChange();
      part = wellFormed(xml);
      this.batch.window.customXml.push(part);
    });
    return new StandInPart(this.batch, () => {
      if (!part) throw new StandInError('ItemNotFound', 'The part is not there yet.');
      return part;
    });
  }
}

type DocumentKeys =
  | 'body'
  | 'sections'
  | 'contentControls'
  | 'getContentControls'
  | 'customXmlParts'
  | 'getSelection'
  | 'insertFileFromBase64';

export class StandInDocument implements Like<Word.Document, DocumentKeys> {
  readonly customXmlParts: StandInParts;

  constructor(private readonly batch: Batch) {
    this.customXmlParts = new StandInParts(batch);
  }

  get body(): StandInBody {
    return new StandInBody(this.batch, () => this.batch.window.docx.body);
  }

  get sections(): List<StandInSection> {
    return new List(this.batch, () =>
      all(this.batch.window.docx.body, 'sectPr').map(
        (properties) => new StandInSection(this.batch, properties),
      ),
    );
  }

  /** Rich text only: https://learn.microsoft.com/en-us/javascript/api/word/word.contentcontrolcollection */
  get contentControls(): List<StandInControl> {
    return this.controls(['RichText']);
  }

  /** Other kinds only when they are named, each from its version on: `Word.ContentControlOptions`. */
  getContentControls(options: { types: string[] } = { types: ['RichText'] }): List<StandInControl> {
    const { types } = options;
    const needed = types.some((type) => ['DropDownList', 'ComboBox'].includes(type))
      ? '1.9'
      : types.includes('CheckBox')
        ? '1.7'
        : '1.5';
    this.batch.queue(needed, () => undefined);
    return this.controls(types);
  }

  getSelection(): StandInRange {
    return new StandInRange(this.batch, () => {
      const { selection } = this.batch.window;
      if (!selection) throw new StandInError('GeneralException', 'Nothing is selected.');
      return selection;
    });
  }

  insertFileFromBase64(base64: string, where: string, options: Word.InsertFileOptions = {}): void {
    const { importCustomProperties, importCustomXmlParts, importDifferentOddEvenPages } = options;
    const needed = importDifferentOddEvenPages
      ? '1.7'
      : importCustomProperties || importCustomXmlParts
        ? '1.6'
        : '1.5';
    this.batch.queue(needed, () => {
      if (where !== 'Replace') throw new StandInError('InvalidArgument', `Not played: ${where}.`);
      this.batch.window.replace(decode(this.batch, base64), options);
    });
  }

  private controls(types: string[]): List<StandInControl> {
    return new List(this.batch, () =>
      this.batch.window
        .stories()
        .flatMap((story) => all(story, 'sdt'))
        .filter((control) => types.includes(kindOf(control)))
        .map((control) => new StandInControl(this.batch, () => control)),
    );
  }
}

export class StandInApplication implements Like<Word.Application, 'createDocument'> {
  constructor(private readonly batch: Batch) {}

  createDocument(base64 = ''): Like<Word.DocumentCreated, 'open'> {
    let bytes: Uint8Array | undefined;
    this.batch.queue('1.3', () => {
      bytes = decode(this.batch, base64);
    });
    return {
      open: () => {
        this.batch.queue('1.3', () => {
          // Most of it is for the desktop alone (OfficeDev/office-js 5169): on the web the stand-in refuses.
          if (this.batch.play.platform === 'OfficeOnline')
            throw new StandInError('GeneralException', 'The window could not be opened.');
          if (bytes) this.batch.open(bytes);
        });
      },
    };
  }
}
