import type { Language } from './message';

const names = new Map<Language, Intl.DisplayNames>();

/** What the language with a BCP 47 tag is called in the language of the page; the tag itself where nobody knows. */
export function languageName(tag: string, language: Language): string {
  let known = names.get(language);
  if (!known) names.set(language, (known = new Intl.DisplayNames(language, { type: 'language' })));
  return known.of(tag) ?? tag;
}
