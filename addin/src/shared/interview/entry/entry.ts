import type { Language } from '../../i18n/message';

/** How an answer is written by a person and kept by the server. */
export interface Entry<T> {
  /** The answer in what was typed; `undefined` when it cannot be read. White space around is fine. */
  parse: (text: string, language: Language) => T | undefined;
  /** The answer as a person would write it. */
  format: (answer: T, language: Language) => string;
}
