import type { CustomXml } from './customXml';
import { StandInError } from './error';
import { StandInApplication, StandInDocument, wellFormed } from './objects';
import { Batch } from './proxy';
import type { Play } from './types';
import { DocumentWindow, type Span } from './Window';

/** Word as a test sees it: what is open, what was opened, and what a person would do. */
export class StandIn {
  readonly window: DocumentWindow;
  /** Documents that were opened in a window of their own. */
  readonly opened: DocumentWindow[] = [];
  /** How often Word was asked, over all batches. */
  syncs = 0;
  /** How many files of `getFileAsync` are open; Word allows two. */
  private files = 0;
  private readonly handlers = new Set<() => void>();

  constructor(
    bytes: Uint8Array,
    readonly play: Play,
  ) {
    this.window = new DocumentWindow(bytes, play);
  }

  /** The document as Word would save it. */
  export(): Uint8Array {
    return this.window.export();
  }

  /** A person selects the nth occurrence of a text. */
  selectText(text: string, occurrence = 1): void {
    const span = this.window.find(this.window.docx.body, text, true)[occurrence - 1];
    if (!span) throw new Error(`The document does not say ${text} ${occurrence} times.`);
    this.choose(span);
  }

  /** A person selects from the start of one paragraph to the end of another. */
  selectParagraphs(first: number, last: number): void {
    const [from, to] = [this.window.paragraphs()[first], this.window.paragraphs()[last]];
    if (!from || !to) throw new Error('There are not that many paragraphs.');
    this.choose({ from, start: 0, to, end: to.textContent.length });
  }

  /** What is selected. */
  get selectedText(): string {
    const span = this.window.selection;
    return span ? span.from.textContent.slice(span.start, span.end) : '';
  }

  private choose(span: Span): void {
    this.window.select(span);
    for (const moved of this.handlers) moved();
  }

  /** The globals that Office.js makes. */
  globals() {
    return { Office: this.office(), Word: this.word(), OfficeExtension: { Error: StandInError } };
  }

  private word() {
    const run = async <T>(batch: (context: unknown) => Promise<T>): Promise<T> => {
      const calls = new Batch(this.window, (bytes) => this.opened.push(new DocumentWindow(bytes, this.play)));
      const document = new StandInDocument(calls);
      const application = new StandInApplication(calls);
      const sync = async () => {
        this.syncs++;
        await calls.sync();
      };
      const result = await batch({ document, application, sync });
      // Word.run runs what is left over when its function has ended.
      await calls.sync();
      return result;
    };
    const ContentControlType = {
      richText: 'RichText',
      plainText: 'PlainText',
      checkBox: 'CheckBox',
      dropDownList: 'DropDownList',
      comboBox: 'ComboBox',
    };
    return { run, ContentControlType };
  }

  private office() {
    const { play } = this;
    return {
      HostType: { Word: 'Word' },
      PlatformType: { PC: 'PC', OfficeOnline: 'OfficeOnline', Mac: 'Mac' },
      FileType: { Compressed: 'compressed' },
      AsyncResultStatus: { Succeeded: 'succeeded', Failed: 'failed' },
      EventType: {
        DocumentSelectionChanged: 'documentSelectionChanged',
        DialogMessageReceived: 'dialogMessageReceived',
        DialogEventReceived: 'dialogEventReceived',
      },
      onReady: () => Promise.resolve({ host: 'Word', platform: play.platform }),
      context: {
        platform: play.platform,
        officeTheme: play.theme,
        requirements: {
          isSetSupported: (set: string, version = '1.1') =>
            set === 'WordApi'
              ? play.version.localeCompare(version, 'en', { numeric: true }) >= 0
              : ['CustomXmlParts', 'DialogApi', 'File'].includes(set),
        },
        document: {
          getFileAsync: this.getFileAsync,
          customXmlParts: this.commonCustomXml(),
          addHandlerAsync: (_kind: string, handler: () => void) => this.handlers.add(handler),
          removeHandlerAsync: (_kind: string, { handler }: { handler: () => void }) =>
            this.handlers.delete(handler),
        },
        ui: {},
      },
    };
  }

  /** Slices of at most 4 MB, two files at most: https://learn.microsoft.com/en-us/javascript/api/office/office.document */
  private readonly getFileAsync = (
    _type: string,
    { sliceSize = 4194304 }: { sliceSize?: number },
    done: Done<unknown>,
  ) => {
    if (this.files === 2 || sliceSize > 4194304) {
      fail(done, 5009, 'Too many files are open, or the slices are too large.');
      return;
    }
    this.files++;
    const bytes = this.export();
    succeed(done, {
      size: bytes.length,
      sliceCount: Math.ceil(bytes.length / sliceSize),
      getSliceAsync: (index: number, got: Done<unknown>) => {
        const data = [...bytes.subarray(index * sliceSize, (index + 1) * sliceSize)];
        succeed(got, { index, data, size: data.length });
      },
      closeAsync: (closed: Done<void>) => {
        this.files--;
        succeed(closed, undefined);
      },
    });
  };

  /** How many files were left open. */
  get filesLeftOpen(): number {
    return this.files;
  }

  /** The common API's custom XML parts: in every Word since 2013. */
  private commonCustomXml() {
    const { customXml } = this.window;
    const wrap = (part: CustomXml) => ({
      id: part.id,
      getXmlAsync: (done: Done<string>) => {
        succeed(done, part.xml);
      },
      deleteAsync: (done: Done<void>) => {
        customXml.splice(customXml.indexOf(part), 1);
        succeed(done, undefined);
      },
    });
    return {
      getByNamespaceAsync: (namespace: string, done: Done<unknown>) => {
        succeed(done, customXml.filter((part) => part.namespace === namespace).map(wrap));
      },
      addAsync: (xml: string, done: Done<unknown>) => {
        try {
          const part = wellFormed(xml);
          customXml.push(part);
          succeed(done, wrap(part));
        } catch {
          fail(done, 5003, 'This is not XML that Word takes.');
        }
      },
    };
  }
}

type Done<T> = (result: { status: string; value?: T; error?: { code: number; message: string } }) => void;

/** The common API answers later, never at once. */
const succeed = <T>(done: Done<T>, value: T) => {
  queueMicrotask(() => {
    done({ status: 'succeeded', value });
  });
};

const fail = (done: Done<never>, code: number, message: string) => {
  queueMicrotask(() => {
    done({ status: 'failed', error: { code, message } });
  });
};
