/** This browser's own storage: what waits here is sealed, by a key that cannot be taken out of it. */

const DATABASE = 'akte';
export const KEYS = 'keys';
export const CHANGES = 'changes';
/** The one key of this browser. It cannot be taken out of it: what it sealed is worth nothing anywhere else. */
const KEY = 'outbox';

/** Something that waits, unreadable. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

/** What a request of IndexedDB gives. */
export function asPromise<T>(request: IDBRequest<T>): Promise<T> {
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

/** Does one thing with a store, and resolves when it is on the disk. Rejects where nothing can be kept. */
export async function withStore<T>(
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

export async function seal(name: string, content: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(content));
  return { iv, bytes: await crypto.subtle.encrypt(parameters(name, iv), await key(), text) };
}

/** What was sealed under this name; rejects when another key did. */
export async function open(name: string, { iv, bytes }: Sealed): Promise<unknown> {
  const text = await crypto.subtle.decrypt(parameters(name, iv), await key(), bytes);
  return JSON.parse(new TextDecoder().decode(text));
}

/** Of this name. */
export const read = (store: IDBObjectStore, name: string): Promise<Sealed | undefined> =>
  asPromise(store.get(name) as IDBRequest<Sealed | undefined>);

/** The names that begin like this. */
export const namesWithin = async (prefix: string): Promise<string[]> => {
  const keys = await withStore(CHANGES, 'readonly', (store) =>
    asPromise(store.getAllKeys(IDBKeyRange.bound(prefix, `${prefix}\uffff`))),
  );
  return keys.filter((key) => typeof key === 'string');
};
