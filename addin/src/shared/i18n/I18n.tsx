import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { en } from './en';
import { type Language, LANGUAGES, type Places, write } from './message';
import { nl } from './nl';

type Messages = typeof en;
export type Key = keyof Messages;

/** The parameters of a message are checked against the places in its English text. */
type Arguments<K extends Key> = [Places<Messages[K]>] extends [never]
  ? []
  : [Readonly<Record<Places<Messages[K]>, string | number>>];

export interface I18n {
  language: Language;
  setLanguage: (language: Language) => void;
  /** The message in the language of the page. */
  t: <K extends Key>(key: K, ...parameters: Arguments<K>) => string;
  /** Day and time of an RFC 3339 instant, in the reader's time zone. */
  moment: (instant: string) => string;
}

const MESSAGES = { en, nl };
const STORED = 'akte.language';

function isLanguage(value: string | undefined | null): value is Language {
  return (LANGUAGES as readonly (string | undefined | null)[]).includes(value);
}

/** The language chosen before, else the first one of the browser that we speak, else English. */
function initialLanguage(): Language {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(STORED);
  } catch {
    // Storage may be blocked; the choice is then simply not remembered.
  }
  if (isLanguage(stored)) return stored;
  return navigator.languages.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en';
}

const Context = createContext<I18n | undefined>(undefined);

/** Gives the language of the page to everything below, and to `<html lang>`. */
export function I18nProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(initialLanguage);

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const i18n = useMemo<I18n>(() => {
    // Made when a date is written first: the browser reads up on the language then, which takes it tens of milliseconds.
    let dates: Intl.DateTimeFormat | undefined;
    const format = () =>
      (dates ??= new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
        dateStyle: 'long',
        timeStyle: 'short',
      }));
    return {
      language,
      setLanguage: (next) => {
        setLanguage(next);
        try {
          localStorage.setItem(STORED, next);
        } catch {
          // As above.
        }
      },
      t: (key, ...parameters) => write(MESSAGES[language][key], language, parameters[0]),
      moment: (instant) => format().format(new Date(instant)),
    };
  }, [language]);

  return <Context value={i18n}>{children}</Context>;
}

export function useI18n(): I18n {
  const i18n = useContext(Context);
  if (!i18n) throw new Error('useI18n needs an I18nProvider above it');
  return i18n;
}
