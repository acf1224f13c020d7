import { type Inserted, LARGEST_INSERT, type Where } from '../word';
import { capabilities, has } from './capabilities';
import { OURS, type Part, stamps } from './customXml';
import { base64 } from './file';
import { readPart, writePart } from './parts';
import { run } from './run';

/**
 * Above 4 MB: a download. In place of the document: WordApi 1.5, before that in a window of its own. At the
 * cursor: every Word; headers, footers and the formatting of the last paragraph stay behind there.
 */
export async function insert(docx: Uint8Array, where: Where): Promise<Inserted> {
  if (docx.length > LARGEST_INSERT) return { how: 'download', because: 'too-large' };
  if (where === 'cursor') {
    await run(async (context) => {
      context.document.getSelection().insertFileFromBase64(base64(docx), 'Replace');
      await context.sync();
    });
    return { how: 'inserted' };
  }
  if (!capabilities().replace) {
    const opened = await openNew(docx);
    return opened.how === 'opened' ? { ...opened, because: 'old-word' } : opened;
  }
  const own = stamps(docx);
  await run(async (context) => {
    context.document.insertFileFromBase64(base64(docx), 'Replace', options());
    await takeAway(
      OURS.filter((namespace) => !own.some((part) => part.namespace === namespace)),
      context,
    );
  });
  // It is in the document, whatever becomes of what says where it came from.
  const isKnown = await keep(own).then(
    () => true,
    () => false,
  );
  return { how: 'inserted', ...(isKnown ? {} : { because: 'not-stamped' }) };
}

/** In a window of its own: WordApi 1.3 outside the web; otherwise a download. */
export async function openNew(docx: Uint8Array): Promise<Inserted> {
  if (docx.length > LARGEST_INSERT) return { how: 'download', because: 'too-large' };
  if (!capabilities().openNew) return { how: 'download', because: 'web' };
  await run(async (context) => {
    context.application.createDocument(base64(docx)).open();
    await context.sync();
  });
  return { how: 'opened' };
}

/** Everything that this Word can bring along. */
function options(): Word.InsertFileOptions {
  return {
    importTheme: true,
    importStyles: true,
    importParagraphSpacing: true,
    importPageColor: true,
    importChangeTrackingMode: true,
    ...(has('1.6') ? { importCustomProperties: true, importCustomXmlParts: true } : {}),
    ...(has('1.7') ? { importDifferentOddEvenPages: true } : {}),
  };
}

/** Takes away what an earlier document left behind of ours. Nothing more is asked of Word where there is nothing. */
async function takeAway(namespaces: string[], context: Word.RequestContext): Promise<void> {
  const found = namespaces.map((namespace) => context.document.customXmlParts.getByNamespace(namespace));
  for (const parts of found) parts.load('items/id');
  await context.sync();
  const left = found.flatMap(({ items }) => items);
  for (const part of left) part.delete();
  if (left.length > 0) await context.sync();
}

/** Our own custom XML parts may get lost on insertion: each is read back and, where it is not there, written again. */
async function keep(own: Part[]): Promise<void> {
  for (const { namespace, text } of own) {
    if ((await readPart(namespace)) !== text) await writePart(namespace, text);
  }
}
