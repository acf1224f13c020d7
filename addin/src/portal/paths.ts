/** Addresses of the screens. */
export const paths = {
  library: '/',
  work: '/documents',
  document: <Id extends string>(id: Id) => `/documents/${id}` as const,
  answers: <Id extends string, Page extends string>(id: Id, page: Page) => `/answers/${id}/${page}` as const,
};
