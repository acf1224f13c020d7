import createClient from 'openapi-fetch';
import { ApiError, toApiError } from './error';
import type { paths } from './schema';
import type { AnswerFile, AnswerSet, Change, FileKind, NewAnswerSet, NewMatter } from './types';

/** Languages in which the server gives labels of questions. */
export type LabelLanguage = 'en' | 'nl';

/** One page of a list; `cursor` is absent on the last one. */
export interface Listing<T> {
  items: T[];
  cursor: string | undefined;
}

/** How many rows a list asks for at once. */
const PAGE = 30;

/** Where a bearer token comes from; nowhere when the session is a cookie. */
let bearer: () => Promise<string | undefined> = () => Promise.resolve(undefined);

/** From now on every request carries the token that `source` gives, when it gives one. */
export function sendBearer(source: typeof bearer): void {
  bearer = source;
}

const http = createClient<paths>({
  baseUrl: globalThis.location.origin,
  credentials: 'same-origin',
  fetch: async (request) => {
    // A renewal carries the token that it renews.
    const token = request.headers.has('Authorization') ? undefined : await bearer();
    if (token) request.headers.set('Authorization', `Bearer ${token}`);
    // Looked up per call, so that a test can stand in for the network.
    return globalThis.fetch(request);
  },
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a good response; an {@link ApiError} for everything else, the network included. */
async function read<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (cause) {
    throw new ApiError(0, undefined, { cause });
  }
  if (answer.data === undefined || !answer.response.ok)
    throw toApiError(answer.response.status, answer.error);
  return answer.data;
}

async function list<T>(
  call: Promise<Answer<{ items: T[]; next_cursor?: string | null }>>,
): Promise<Listing<T>> {
  const { items, next_cursor } = await read(call);
  return { items, cursor: next_cursor ?? undefined };
}

/** Nothing, after a good response without a body. */
async function done(call: Promise<{ error?: unknown; response: Response }>): Promise<void> {
  const { error, response } = await call.catch((cause: unknown) => {
    throw new ApiError(0, undefined, { cause });
  });
  if (!response.ok) throw toApiError(response.status, error);
}

/** All of a list that is not long, whatever the pages it comes in. */
async function all<T>(next: (cursor: string | undefined) => Promise<Listing<T>>): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | undefined;
  do {
    const part = await next(cursor);
    found.push(...part.items);
    cursor = part.cursor;
  } while (cursor !== undefined);
  return found;
}

function page(cursor: string | undefined) {
  return { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
}

/** Who is signed in; 401 when nobody is. */
export const readMe = (signal: AbortSignal) => read(http.GET('/api/v1/me', { signal }));

/** A token for this session that only the client with that hash can use. */
export const createToken = (client: string, signal: AbortSignal) =>
  read(http.POST('/api/v1/tokens', { body: { client }, signal }));

/** The token after `current`, which is given whole. */
export const renewToken = (current: string) =>
  read(http.POST('/api/v1/tokens/renew', { headers: { Authorization: `Bearer ${current}` } }));

/** Ends the session that this page has, with the tokens that came of it. */
export async function endSession(): Promise<void> {
  const { items } = await read(http.GET('/api/v1/sessions'));
  const id = items.find(({ is_current }) => is_current)?.id;
  if (!id) return;
  const { response } = await http.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } });
  if (!response.ok) throw new ApiError(response.status);
}

/** Which templates: with these words, under this category, favourites only. */
export interface Wanted {
  query?: string;
  category?: string;
  favourites?: boolean;
}

export const listTemplates = (wanted: Wanted, cursor: string | undefined, signal: AbortSignal) =>
  list(http.GET('/api/v1/templates', { params: { query: { ...page(cursor), ...wanted } }, signal }));

export const listCategories = (signal: AbortSignal) =>
  list(http.GET('/api/v1/categories', { params: { query: { limit: 100 } }, signal }));

/** Has a template at hand, or no longer. */
export function keepAtHand(id: string, isFavourite: boolean): Promise<void> {
  const path = '/api/v1/templates/{id}/favourite';
  const init = { params: { path: { id } } };
  return done(isFavourite ? http.PUT(path, init) : http.DELETE(path, init));
}

/** Everyone in the firm who has signed in. */
export const listAllPeople = (signal: AbortSignal) =>
  all((cursor) =>
    list(http.GET('/api/v1/people', { params: { query: { ...page(cursor), limit: 100 } }, signal })),
  );

/** Everyone who may work on behalf of a person. */
export const listAllDelegates = (id: string, signal: AbortSignal) =>
  all((cursor) =>
    list(
      http.GET('/api/v1/people/{id}/delegates', { params: { path: { id }, query: page(cursor) }, signal }),
    ),
  );

/** Lets `delegate` work on behalf of a person, or no longer. */
export function letAct(id: string, delegate: string, may: boolean): Promise<void> {
  const path = '/api/v1/people/{id}/delegates/{delegate}';
  const init = { params: { path: { id, delegate } } };
  return done(may ? http.PUT(path, init) : http.DELETE(path, init));
}

/** Matters that a word or a number finds. */
export const listMatters = (query: string, signal: AbortSignal) =>
  list(
    http.GET('/api/v1/matters', {
      params: { query: { ...page(undefined), ...(query === '' ? {} : { query }) } },
      signal,
    }),
  );

/** Begins a matter. The same `key` again gives the same one. */
export const createMatter = (matter: NewMatter, key: string) =>
  read(http.POST('/api/v1/matters', { params: { header: { 'Idempotency-Key': key } }, body: matter }));

/** One's own, or those of a matter. */
const of = (matter: string | undefined, cursor: string | undefined) => ({
  ...page(cursor),
  ...(matter === undefined ? {} : { matter }),
});

export const listAnswerSets = (matter: string | undefined, cursor: string | undefined, signal: AbortSignal) =>
  list(http.GET('/api/v1/answer-sets', { params: { query: of(matter, cursor) }, signal }));

export const listDocuments = (matter: string | undefined, cursor: string | undefined, signal: AbortSignal) =>
  list(http.GET('/api/v1/documents', { params: { query: of(matter, cursor) }, signal }));

/** What a questionnaire begins with: a name, whose it is, a matter, and the answers of another one or those of a file. */
export type Beginning = Pick<NewAnswerSet, 'name' | 'on_behalf_of' | 'from' | 'matter'> & {
  answers?: Record<string, unknown>;
};

/** Starts a questionnaire. The same `key` again gives the same answer set, so a retry makes no second one. */
export const createAnswerSet = (
  template: string,
  key: string,
  language: LabelLanguage,
  beginning: Beginning = {},
) =>
  read(
    http.POST('/api/v1/answer-sets', {
      params: { header: { 'Idempotency-Key': key }, query: { language } },
      // The generated type says that an object has no properties that it does not name.
      body: { template, ...beginning } as NewAnswerSet,
    }),
  );

export const readAnswerSet = (
  id: string,
  language: LabelLanguage,
  signal?: AbortSignal,
): Promise<AnswerSet> =>
  read(
    http.GET('/api/v1/answer-sets/{id}', {
      params: { path: { id }, query: { language } },
      ...(signal ? { signal } : {}),
    }),
  );

/** Sends changes made on revision `rev`; 412 when another change came first. */
export const changeAnswers = (
  id: string,
  rev: number,
  changes: Change[],
  language: LabelLanguage,
): Promise<AnswerSet> =>
  read(
    http.PATCH('/api/v1/answer-sets/{id}', {
      params: { path: { id }, query: { language }, header: { 'If-Match': `"${String(rev)}"` } },
      body: { changes },
    }),
  );

/** What moving the answer set to the newer version of its template would keep, leave and add. */
export const previewMove = (id: string, language: LabelLanguage, signal: AbortSignal) =>
  read(
    http.GET('/api/v1/answer-sets/{id}/move', {
      params: { path: { id }, query: { language } },
      signal,
    }),
  );

/** Moves the answer set that is at revision `rev`; 412 when it was changed since. */
export const moveAnswers = (id: string, rev: number, language: LabelLanguage) =>
  read(
    http.POST('/api/v1/answer-sets/{id}/move', {
      params: { path: { id }, query: { language }, header: { 'If-Match': `"${String(rev)}"` } },
    }),
  );

/** Gives the answer set another name or matter, whatever else was changed meanwhile. */
export const describeAnswerSet = async (
  id: string,
  description: { name: string } | { matter: string | null },
  language: LabelLanguage,
): Promise<AnswerSet> => {
  const { rev } = await readAnswerSet(id, language);
  return read(
    http.PATCH('/api/v1/answer-sets/{id}', {
      params: { path: { id }, query: { language }, header: { 'If-Match': `"${String(rev)}"` } },
      body: { ...description, changes: [] },
    }),
  );
};

/** Makes the document; as a draft with blanks for what is missing. The same `key` again gives the same document. */
export const createDocument = (
  answerSet: string,
  title: string,
  draft: boolean,
  language: LabelLanguage,
  key: string,
) =>
  read(
    http.POST('/api/v1/documents', {
      params: { header: { 'Idempotency-Key': key }, query: { language } },
      body: { answer_set: answerSet, title, draft },
    }),
  );

/** A document with its blanks, by their labels in `language`. */
export const readDocument = (id: string, language: LabelLanguage, signal: AbortSignal) =>
  read(http.GET('/api/v1/documents/{id}', { params: { path: { id }, query: { language } }, signal }));

/** The finished .docx itself; `received` hears how many bytes of it are there, as they come. */
export const readDocumentFile = async (
  id: string,
  received: (bytes: number) => void,
): Promise<Uint8Array> => {
  const stream = await read<unknown>(
    http.GET('/api/v1/documents/{id}/file', { params: { path: { id } }, parseAs: 'stream' }),
  );
  return collect(stream as ReadableStream<Uint8Array<ArrayBuffer>>, received);
};

async function collect(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  received: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const reader = stream.getReader();
  try {
    for (let length = 0, next = await reader.read(); !next.done; next = await reader.read()) {
      pieces.push(next.value);
      length += next.value.length;
      received(length);
    }
  } catch (cause) {
    throw new ApiError(0, undefined, { cause });
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** The document as it would be now, with blanks; it is not kept. */
export const readPreview = async (id: string, signal: AbortSignal): Promise<Uint8Array> => {
  const file = await read<unknown>(
    http.GET('/api/v1/answer-sets/{id}/preview', {
      params: { path: { id } },
      parseAs: 'arrayBuffer',
      signal,
    }),
  );
  return new Uint8Array(file as ArrayBuffer);
};

/** A file of the server, by its address, with the name that the server gives it. `share` hears how much of it is there. */
export async function readFile(
  address: string,
  share?: (received: number) => void,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; name: string }> {
  const token = await bearer();
  const headers: HeadersInit = token ? { Authorization: `Bearer ${token}` } : {};
  let response: Response;
  try {
    response = await fetch(address, { headers });
  } catch (cause) {
    throw new ApiError(0, undefined, { cause });
  }
  if (!response.ok || !response.body) throw toApiError(response.status, parsed(await response.text()));
  const named = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('Content-Disposition') ?? '')?.[1];
  const size = Number(response.headers.get('Content-Length'));
  const bytes = await collect(response.body, (received) => {
    if (size > 0) share?.(received / size);
  });
  return { bytes, name: decodeURIComponent(named ?? '') };
}

/**
 * Sends a picture or another file for an answer; `onSent` hears which part of it is on its way. Not with fetch, which
 * tells nothing while it sends.
 */
export async function uploadAnswerFile(
  set: string,
  file: File,
  kind: FileKind,
  onSent: (part: number) => void,
  signal: AbortSignal,
): Promise<AnswerFile> {
  const token = await bearer();
  const name = file.name.trim().slice(-200);
  const query = new URLSearchParams({ kind, ...(name === '' ? {} : { name }) });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/answer-sets/${encodeURIComponent(set)}/files?${query.toString()}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('Idempotency-Key', crypto.randomUUID());
    if (token) request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.upload.onprogress = ({ loaded, total }) => {
      onSent(total > 0 ? loaded / total : 0);
    };
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status === 201) resolve(body as AnswerFile);
      else reject(toApiError(request.status, body));
    };
    request.onerror = request.onabort = () => {
      reject(new ApiError(0));
    };
    signal.addEventListener('abort', () => {
      request.abort();
    });
    request.send(file);
  });
}

/** JSON, or nothing where a proxy answered with something else. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Address of a file of an answer set. */
export const answerFile = (set: string, id: string) =>
  `/api/v1/answer-sets/${encodeURIComponent(set)}/files/${encodeURIComponent(id)}`;

/** Address of the finished .docx, for a download link. */
export const documentFile = (id: string) => `/api/v1/documents/${encodeURIComponent(id)}/file`;

/** Address of the answer sheet, for a download link. */
export const answerSheet = (id: string, language: LabelLanguage) =>
  `/api/v1/answer-sets/${encodeURIComponent(id)}/sheet?language=${language}`;

/** Address of the answers as they were given, for a download link. */
export const exportedAnswers = (id: string) => `/api/v1/answer-sets/${encodeURIComponent(id)}/answers`;
