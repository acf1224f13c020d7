import { LONGEST_TAG, type Mark, type PlacedMark, WordError } from '../word';
import { has } from './capabilities';
import { run } from './run';

/** WordApi 1.1. */
export async function tagSelection({ tag, title }: Mark): Promise<void> {
  if (tag.length > LONGEST_TAG || title.length > LONGEST_TAG) throw new WordError('tag-too-long');
  await run(async (context) => {
    const control = context.document.getSelection().insertContentControl('RichText');
    control.tag = tag;
    control.title = title;
    control.appearance = 'BoundingBox';
    await context.sync();
  }, 'cannot-tag');
}

/** WordApi 1.3. */
export async function removeTag(): Promise<void> {
  await run(async (context) => {
    const control = context.document.getSelection().parentContentControlOrNullObject;
    control.load('tag');
    await context.sync();
    if (control.isNullObject) throw new WordError('no-tag');
    control.delete(true);
    await context.sync();
  });
}

/** Of every kind that this Word can give; of rich text only before WordApi 1.5. */
export async function marks(): Promise<PlacedMark[]> {
  return run(async (context) => {
    const found = has('1.5')
      ? context.document.getContentControls({ types: kinds() })
      : context.document.contentControls;
    found.load('items/tag,items/title,items/text');
    await context.sync();
    return found.items.map(({ tag, title, text }) => ({ tag, title, text }));
  });
}

function kinds(): Word.ContentControlType[] {
  const { richText, plainText, checkBox, dropDownList, comboBox } = Word.ContentControlType;
  return [
    richText,
    plainText,
    ...(has('1.7') ? [checkBox] : []),
    ...(has('1.9') ? [dropDownList, comboBox] : []),
  ];
}
