/** What the buttons on the ribbon ask for, in `?view=` (see `manifest/`). */
export type View = 'generate' | 'author';

/** The view that the address asks for; anything else is for making documents. */
export const viewOf = (search: string): View =>
  new URLSearchParams(search).get('view') === 'author' ? 'author' : 'generate';
