/**
 * Word, in the product’s words. Screens know this file, `connect.ts` and `stamp.ts` only; nothing here names Office.
 *
 * Every failure is a {@link WordError}; what Word cannot do is not a failure where there is another way:
 * then the answer says which way was taken and why.
 */
export interface WordHost {
  /** What this Word can do. */
  capabilities(): Capabilities;
  /** The document that is open, as Word would save it. Slow, and may mark it as changed: on demand only. */
  currentFile(): Promise<Uint8Array>;
  /** Puts a document in place of the open one, or at the cursor. */
  insert(docx: Uint8Array, where: Where): Promise<Inserted>;
  /** Opens a document in a window of its own. */
  openNew(docx: Uint8Array): Promise<Inserted>;
  /** The text of the custom XML part in a namespace; `undefined` when the document has none. */
  readPart(namespace: string): Promise<string | undefined>;
  /** Makes that text the one custom XML part in the namespace. */
  writePart(namespace: string, text: string): Promise<void>;
  /** Puts a content control around what is selected. */
  tagSelection(mark: Mark): Promise<void>;
  /** Takes the content control around the cursor away; its text stays. */
  removeTag(): Promise<void>;
  /** Every content control of the document that Word gives, in its order. */
  marks(): Promise<PlacedMark[]>;
  /** Selects a place and shows it. */
  select(place: Place): Promise<void>;
  /** Calls when the selection has moved; gives what ends that. */
  onSelection(moved: () => void): () => void;
  /** The colours of Office; `undefined` when it does not say. */
  theme(): OfficeTheme | undefined;
  /** Opens a path of this server in a dialog and gives the message that the page there sends back. */
  dialog(path: string): Promise<string>;
}

export type Where = 'document' | 'cursor';

export interface Capabilities {
  /** The highest version of WordApi, as in `1.7`. */
  version: string;
  /** Word on the web, in a frame of another site. */
  web: boolean;
  /** A document can take the place of the open one with its headers, styles and numbering. */
  replace: boolean;
  /** A document can be opened in a window of its own. */
  openNew: boolean;
  /** Signing in through Office itself (nested app authentication). */
  nestedSignIn: boolean;
  /** Marks of every kind are found, not those with rich text only. */
  allMarks: boolean;
}

/** What became of a document that was handed to Word. */
export type Inserted =
  /** It is in the open document. */
  | { how: 'inserted'; because?: 'not-stamped' }
  /** It is open in a window of its own. */
  | { how: 'opened'; because?: 'old-word' }
  /** Nothing was done: it has to be downloaded. */
  | { how: 'download'; because: 'too-large' | 'old-word' | 'web' };

/** A content control that carries mark-up. */
export interface Mark {
  /** At most {@link LONGEST_TAG} characters. */
  tag: string;
  /** What Word shows on it; at most {@link LONGEST_TAG} characters. */
  title: string;
}

export interface PlacedMark extends Mark {
  /** The text in it. */
  text: string;
}

/** A place as checking gives it: the exact text, and which occurrence of it. */
export interface Place {
  /** `body`, `header 1`, `footer 2`, as diagnostics name it. */
  story: string;
  text: string;
  /** Counted from 1. */
  occurrence: number;
}

export interface OfficeTheme {
  dark: boolean;
}

/** Most characters of a tag or title (Word refuses more). */
export const LONGEST_TAG = 64;

/** Largest document that Word takes through its API, in bytes. */
export const LARGEST_INSERT = 4 * 1024 * 1024;

/** What a page in a dialog says when the person leaves it without an outcome. */
export const GIVEN_UP = '';

export type WordTrouble =
  | 'no-office'
  | 'protected'
  | 'cannot-tag'
  | 'tag-too-long'
  | 'no-tag'
  | 'place-not-found'
  | 'part-not-kept'
  | 'dialog-blocked'
  | 'dialog-closed'
  | 'dialog-open'
  | 'dialog-not-loaded'
  | 'failed';

/** What Word did not do; the pages have a sentence and a next step for each. */
export class WordError extends Error {
  constructor(
    readonly trouble: WordTrouble,
    options?: ErrorOptions,
  ) {
    super(trouble, options);
    this.name = 'WordError';
  }
}
