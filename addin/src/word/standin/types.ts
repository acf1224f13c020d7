/**
 * The members `K` of one of Office's classes, by their real names and parameters; what they give back is the
 * stand-in's own. A class that `implements` this stops compiling when Office names or calls them otherwise.
 */
export type Like<T, K extends keyof T> = {
  [P in K]: T[P] extends (...args: infer A) => unknown ? (...args: A) => unknown : unknown;
};

/** Which Word is played, and which of its faults. */
export interface Play {
  /** The highest version of WordApi. */
  version: string;
  platform: 'PC' | 'Mac' | 'OfficeOnline';
  /** How long one sync takes, in milliseconds. */
  latency: number;
  /** A custom XML part of an inserted document does not arrive (word on the web does this at times). */
  losesCustomXml: boolean;
  /** The document may not be changed. */
  isProtected: boolean;
  theme: { bodyBackgroundColor: string; bodyForegroundColor: string };
}

/** Word for Windows of today, with nothing in the way. */
export const TODAY: Play = {
  version: '1.9',
  platform: 'PC',
  latency: 0,
  losesCustomXml: false,
  isProtected: false,
  theme: { bodyBackgroundColor: '#ffffff', bodyForegroundColor: '#000000' },
};
