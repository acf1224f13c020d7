import { type Place, WordError } from '../word';
import { run } from './run';

/** Word refuses to search for more. */
const LONGEST_SEARCH = 255;

/** WordApi 1.1. By searching the exact text: paragraphs' ids do not survive Word. */
export async function select({ story, text, occurrence }: Place): Promise<void> {
  await run(async (context) => {
    for (const body of await bodies(context, story)) {
      const hits = body.search(pattern(text), { matchCase: true });
      hits.load('items');
      await context.sync();
      const hit = hits.items[occurrence - 1];
      if (!hit) continue;
      hit.select();
      await context.sync();
      return;
    }
    throw new WordError('place-not-found');
  }, 'place-not-found');
}

/** Where a story may be. Word numbers headers by section; only those that are there already are looked at. */
async function bodies(context: Word.RequestContext, story: string): Promise<Word.Body[]> {
  const kind = story.split(' ')[0];
  if (kind !== 'header' && kind !== 'footer') return [context.document.body];
  const { sections } = context.document;
  sections.load('items');
  await context.sync();
  return sections.items.map((section) =>
    kind === 'header' ? section.getHeader('Primary') : section.getFooter('Primary'),
  );
}

/** In a search `^` starts a special character; `^^` is the character itself. */
function pattern(text: string): string {
  const whole = text.replaceAll('^', '^^');
  if (whole.length <= LONGEST_SEARCH) return whole;
  return whole.slice(0, LONGEST_SEARCH).replace(/(?<!\^)(?:\^\^)*\^$/, (end) => end.slice(0, -1));
}
