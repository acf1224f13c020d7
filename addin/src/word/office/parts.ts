import { WordError } from '../word';
import { has } from './capabilities';
import { textOf, write } from './customXml';
import { call, run } from './run';

/** WordApi 1.4; before that the common API (set CustomXmlParts 1.1). */
export async function readPart(namespace: string): Promise<string | undefined> {
  const xml = has('1.4') ? await readNew(namespace) : await readOld(namespace);
  return xml === undefined ? undefined : textOf(xml);
}

/** As {@link readPart}. Read back, for Word may lose a part without saying so. */
export async function writePart(namespace: string, text: string): Promise<void> {
  const xml = write({ namespace, text });
  await (has('1.4') ? writeNew(namespace, xml) : writeOld(namespace, xml));
  if ((await readPart(namespace)) !== text) throw new WordError('part-not-kept');
}

async function readNew(namespace: string): Promise<string | undefined> {
  return run(async (context) => {
    const parts = context.document.customXmlParts.getByNamespace(namespace);
    parts.load('items/id');
    await context.sync();
    const xml = parts.items[0]?.getXml();
    if (!xml) return undefined;
    await context.sync();
    return xml.value;
  });
}

async function writeNew(namespace: string, xml: string): Promise<void> {
  await run(async (context) => {
    const { customXmlParts } = context.document;
    const parts = customXmlParts.getByNamespace(namespace);
    parts.load('items/id');
    await context.sync();
    const [first, ...others] = parts.items;
    if (first) first.setXml(xml);
    else customXmlParts.add(xml);
    for (const other of others) other.delete();
    await context.sync();
  });
}

function find(namespace: string): Promise<Office.CustomXmlPart[]> {
  return call((done) => {
    Office.context.document.customXmlParts.getByNamespaceAsync(namespace, done);
  });
}

async function readOld(namespace: string): Promise<string | undefined> {
  const [part] = await find(namespace);
  if (!part) return undefined;
  return call<string>((done) => {
    part.getXmlAsync(done);
  });
}

/** Adds before it deletes, so that a failure in between loses nothing. */
async function writeOld(namespace: string, xml: string): Promise<void> {
  const before = await find(namespace);
  await call((done) => {
    Office.context.document.customXmlParts.addAsync(xml, done);
  });
  for (const part of before) {
    await call((done) => {
      part.deleteAsync(done);
    });
  }
}
