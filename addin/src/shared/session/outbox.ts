import type { Change } from '../../api/types';
import { heldUnder, heldWithin, hold } from './held';
import { asPromise, CHANGES, KEYS, namesWithin, open, read, type Sealed, seal, withStore } from './vault';

/** A change that the server has not acknowledged yet. */
export interface Unsent extends Change {
  /** The answer that it was made over. */
  before: unknown;
  /** Within a list: the item as it was, which is known by its place only. */
  item?: unknown;
  /** What the questionnaire is called, for when the server does not say it any more. */
  title?: string;
  /** What the question is called there. */
  label?: string;
}

/** Where the changes to one answer set wait on this device until the server has them. */
export interface Outbox {
  /** What a page that is gone left here; from now on it is this one's to keep. */
  take: () => Promise<Unsent[]>;
  /**
   * Keeps these in place of what was kept, nothing when all were acknowledged. False when nothing can be kept on this
   * device: then they are held for as long as the page is there.
   */
  keep: (changes: Unsent[]) => Promise<boolean>;
}

/** What an outbox read: where it stood, and the bytes that stood there then. */
type Taken = Map<string, Sealed>;

/** Deletes what was taken, unless the page that wrote it is there still and has written again. */
async function drop(store: IDBObjectStore, taken: Taken): Promise<void> {
  for (const [name, { iv }] of taken) {
    const now = await read(store, name);
    if (now && String(now.iv) === String(iv)) await asPromise(store.delete(name));
  }
}

/** The outbox of a person for an answer set. Every page has an entry of its own: two never undo each other's. */
export function outbox(person: string, set: string): Outbox {
  const prefix = `${person}/${set}/`;
  const own = prefix + crypto.randomUUID();
  const taken: Taken = new Map();
  let takenHere: string[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let isEmpty = true;

  const store = async (changes: Unsent[]): Promise<boolean> => {
    try {
      const sealed = changes.length > 0 ? await seal(own, changes) : undefined;
      await withStore(CHANGES, 'readwrite', async (store) => {
        if (sealed) await asPromise(store.put(sealed, own));
        else await asPromise(store.delete(own));
        await drop(store, taken);
      });
      taken.clear();
      return true;
    } catch {
      return false;
    }
  };

  const write = async (changes: Unsent[]): Promise<boolean> => {
    if (changes.length === 0 && isEmpty && taken.size === 0 && takenHere.length === 0) return true;
    const isKept = await store(changes);
    hold(own, isKept ? [] : changes);
    for (const name of takenHere) hold(name, []);
    takenHere = [];
    isEmpty = changes.length === 0;
    return isKept;
  };

  const takeKept = async (): Promise<Unsent[]> => {
    const kept: Unsent[] = [];
    for (const name of await namesWithin(prefix)) {
      const sealed = await withStore(CHANGES, 'readonly', (store) => read(store, name));
      if (!sealed) continue;
      // What another key sealed cannot be read any more, and goes.
      kept.push(...((await open(name, sealed).catch(() => [])) as Unsent[]));
      taken.set(name, sealed);
    }
    return kept;
  };

  return {
    take: async () => {
      takenHere = heldWithin(prefix);
      const here = takenHere.flatMap(heldUnder);
      return [...(await takeKept().catch(() => [])), ...here];
    },
    // In the order in which it was asked: the last word is what stays.
    keep: (changes) => {
      const next = last.then(() => write(changes));
      last = next;
      return next;
    },
  };
}

/** The answer sets for which something of this person waits. */
export async function setsThatWait(person: string): Promise<string[]> {
  const prefix = `${person}/`;
  const names = [...(await namesWithin(prefix).catch(() => [])), ...heldWithin(prefix)];
  return [...new Set(names.map((name) => name.split('/')[1] ?? ''))];
}

/** Leaves what belongs to this person only. */
export const keepOnly = async (person: string): Promise<void> => {
  const isOthers = (name: string) => !name.startsWith(`${person}/`);
  for (const name of heldWithin('').filter(isOthers)) hold(name, []);
  const names = await namesWithin('').catch(() => []);
  await withStore(CHANGES, 'readwrite', async (store) => {
    for (const name of names.filter(isOthers)) await asPromise(store.delete(name));
  }).catch(() => undefined);
};

/** Forgets everything, the key first. Where nothing can be kept there is nothing to forget. */
export async function forget(): Promise<void> {
  for (const name of heldWithin('')) hold(name, []);
  for (const name of [KEYS, CHANGES])
    await withStore(name, 'readwrite', (store) => asPromise(store.clear())).catch(() => undefined);
}
