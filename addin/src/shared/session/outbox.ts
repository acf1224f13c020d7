import type { Change } from '../../api/types';

/** A change that the server has not acknowledged yet, with the answer that it was made over. */
export interface Unsent extends Change {
  before: unknown;
}

/** Where the changes to one answer set wait on this device until the server has them. */
export interface Outbox {
  /** What a page that is gone left here; from now on it is this one's to keep. */
  take: () => Promise<Unsent[]>;
  /** Keeps these in place of what was kept, nothing when all were acknowledged. False when nothing can be kept here. */
  keep: (changes: Unsent[]) => Promise<boolean>;
}

const DATABASE = 'akte';
const KEYS = 'keys';
const CHANGES = 'changes';
/** The one key of this browser. It cannot be taken out of it: what it sealed is worth nothing anywhere else. */
const KEY = 'outbox';

interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

function asPromise<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('the browser keeps nothing'));
    };
  });
}

let opened: Promise<IDBDatabase> | undefined;

async function database(): Promise<IDBDatabase> {
  opened ??= (async () => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(KEYS);
      request.result.createObjectStore(CHANGES);
    };
    return asPromise(request);
  })();
  try {
    return await opened;
  } catch (error) {
    opened = undefined;
    throw error;
  }
}

/** Does one thing with a store, and resolves when it is on the disk. */
async function withStore<T>(
  name: string,
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => Promise<T>,
): Promise<T> {
  const transaction = (await database()).transaction(name, mode);
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(transaction.error ?? new Error('the browser keeps nothing'));
    };
  });
  const [result] = await Promise.all([act(transaction.objectStore(name)), done]);
  return result;
}

/** The key, made when there is none; of two pages that make one at once, the first counts. */
async function key(): Promise<CryptoKey> {
  const find = (store: IDBObjectStore) =>
    asPromise<CryptoKey | undefined>(store.get(KEY) as IDBRequest<CryptoKey | undefined>);
  const known = await withStore(KEYS, 'readonly', find);
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  return withStore(KEYS, 'readwrite', async (store) => {
    const first = await find(store);
    if (!first) await asPromise(store.put(made, KEY));
    return first ?? made;
  });
}

/** A sealed entry belongs to its name: it cannot be put under another. */
const parameters = (name: string, iv: Uint8Array<ArrayBuffer>) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(name),
});

async function seal(name: string, changes: Unsent[]): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(changes));
  return { iv, bytes: await crypto.subtle.encrypt(parameters(name, iv), await key(), text) };
}

async function open(name: string, { iv, bytes }: Sealed): Promise<Unsent[]> {
  const text = await crypto.subtle.decrypt(parameters(name, iv), await key(), bytes);
  return JSON.parse(new TextDecoder().decode(text)) as Unsent[];
}

const within = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

/** The outbox of a person for an answer set. Every page has an entry of its own: two never undo each other's. */
export function outbox(person: string, set: string): Outbox {
  const prefix = `${person}/${set}/`;
  const own = prefix + crypto.randomUUID();
  let taken: string[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let isEmpty = true;

  const write = async (changes: Unsent[]): Promise<boolean> => {
    if (changes.length === 0 && isEmpty && taken.length === 0) return true;
    try {
      const sealed = changes.length > 0 ? await seal(own, changes) : undefined;
      await withStore(CHANGES, 'readwrite', async (store) => {
        if (sealed) await asPromise(store.put(sealed, own));
        else await asPromise(store.delete(own));
        for (const name of taken) await asPromise(store.delete(name));
      });
      taken = [];
      isEmpty = changes.length === 0;
      return true;
    } catch {
      return false;
    }
  };

  return {
    take: async () => {
      try {
        const names = await withStore(CHANGES, 'readonly', (store) =>
          asPromise(store.getAllKeys(within(prefix))),
        );
        const kept: Unsent[] = [];
        for (const name of names.filter((each): each is string => typeof each === 'string')) {
          const sealed = await withStore(CHANGES, 'readonly', (store) =>
            asPromise<Sealed | undefined>(store.get(name) as IDBRequest<Sealed | undefined>),
          );
          // What another key sealed cannot be read any more, and goes.
          if (sealed) kept.push(...(await open(name, sealed).catch(() => [])));
          taken.push(name);
        }
        return kept;
      } catch {
        return [];
      }
    },
    // In the order in which it was asked: the last word is what stays.
    keep: (changes) => {
      const next = last.then(() => write(changes));
      last = next;
      return next;
    },
  };
}

/** Leaves what belongs to this person only. */
export const keepOnly = async (person: string): Promise<void> => {
  await withStore(CHANGES, 'readwrite', async (store) => {
    for (const name of await asPromise(store.getAllKeys()))
      if (typeof name !== 'string' || !name.startsWith(`${person}/`)) await asPromise(store.delete(name));
  }).catch(() => undefined);
};

/** Forgets everything, the key first. Where nothing can be kept there is nothing to forget. */
export async function forget(): Promise<void> {
  for (const name of [KEYS, CHANGES])
    await withStore(name, 'readwrite', (store) => asPromise(store.clear())).catch(() => undefined);
}
