/** Addresses of the screens. */
export const paths = {
  library: '/',
  work: '/documents',
  document: <Id extends string>(id: Id) => `/documents/${id}` as const,
  answers: <Id extends string, Page extends string>(id: Id, page: Page) => `/answers/${id}/${page}` as const,
  /** A question by its name, on whichever page it is asked. */
  question: <Id extends string, Name extends string>(id: Id, name: Name) =>
    `/answers/${id}/question/${name}` as const,
};

/** The answer set whose questionnaire is at an address. */
export const answersIn = (path: string): string | undefined => /^\/answers\/([^/]+)/.exec(path)?.[1];

/** A name as it can stand in an address. */
export const toAddress = (name: string): string => encodeURIComponent(name);

/** The name that stands in an address; browsers and routers decode some of it on the way. */
export function fromAddress(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
