/** Languages the pages speak. */
export const LANGUAGES = ['en', 'nl'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text with `{name}` places; or one text per plural form, chosen by the parameter `count`. */
export type Message = string | { readonly one: string; readonly other: string };

/** The names between braces in a text, read by the compiler. */
export type Places<T extends Message> = T extends string
  ? T extends `${string}{${infer Name}}${infer Rest}`
    ? Name | Places<Rest>
    : never
  : | 'count'
    | (T extends { one: infer One extends string; other: infer Other extends string }
        ? Places<One> | Places<Other>
        : never);

export type Parameters = Readonly<Record<string, string | number>>;

const rules = new Map<Language, Intl.PluralRules>();

function pluralForm(language: Language, count: number): 'one' | 'other' {
  let rule = rules.get(language);
  if (!rule) rules.set(language, (rule = new Intl.PluralRules(language)));
  return rule.select(count) === 'one' ? 'one' : 'other';
}

/** Writes a message with its parameters filled in; counts are written as the language writes numbers. */
export function write(message: Message, language: Language, parameters: Parameters = {}): string {
  const text =
    typeof message === 'string' ? message : message[pluralForm(language, Number(parameters.count))];
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = parameters[name];
    if (value === undefined) return place;
    return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value;
  });
}
