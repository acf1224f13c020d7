import { type Place, WordError } from '../word';
import { run } from './run';

/** Word refuses to search for more. */
const LONGEST_SEARCH = 255;

/** WordApi 1.1. By searching the exact text: paragraphs' ids do not survive Word. */
export async function select({ story, text, occurrence }: Place): Promise<void> {
  await run(async (context) => {
    for (const bodies of await stories(context, story)) {
      const found = bodies.map((body) => body.search(pattern(text), { matchCase: true }));
      for (const hits of found) hits.load('items');
      await context.sync();
      const hit = found.map((hits) => hits.items[occurrence - 1]).find((each) => each !== undefined);
      if (!hit) continue;
      hit.select();
      await context.sync();
      return;
    }
    throw new WordError('place-not-found');
  }, 'place-not-found');
}

/** In the order of how often they are used: a rarer one is asked for only when the text is not in the others. */
const KINDS = ['Primary', 'FirstPage', 'EvenPages'] as const;

/** Where a story may be, as groups to be searched at once. Word has headers by section and kind, not by number. */
async function stories(context: Word.RequestContext, story: string): Promise<Iterable<Word.Body[]>> {
  const part = story.split(' ')[0];
  if (part !== 'header' && part !== 'footer') return [[context.document.body]];
  const { sections } = context.document;
  sections.load('items');
  await context.sync();
  const of = (kind: (typeof KINDS)[number]) =>
    sections.items.map((section) => (part === 'header' ? section.getHeader(kind) : section.getFooter(kind)));
  return lazily(KINDS, of);
}

/** Word may make a header that it is asked for (docs/word-compatibility.md): none is asked for in advance. */
function* lazily<T, U>(items: readonly T[], of: (item: T) => U): Iterable<U> {
  for (const item of items) yield of(item);
}

/** In a search `^` starts a special character; `^^` is the character itself. */
function pattern(text: string): string {
  const whole = text.replaceAll('^', '^^');
  if (whole.length <= LONGEST_SEARCH) return whole;
  return whole.slice(0, LONGEST_SEARCH).replace(/(?<!\^)(?:\^\^)*\^$/, (end) => end.slice(0, -1));
}
