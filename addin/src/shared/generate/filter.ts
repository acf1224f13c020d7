import type { Wanted } from '../../api/client';
import type { TemplateItem } from '../../api/types';

/** What the library shows: everything, one's favourites, what is not published yet; or a category by its id. */
export const ALL = '';
export const FAVOURITES = 'favourites';
export const DRAFTS = 'drafts';

/** How the library is narrowed. */
export interface Filter {
  /** Words of the title. */
  typed: string;
  /** {@link ALL}, {@link FAVOURITES}, {@link DRAFTS} or the id of a category. */
  shown: string;
  /** The code of a language; empty for every one. */
  spoken: string;
}

export const NO_FILTER: Filter = { typed: '', shown: ALL, spoken: '' };

/** What the server is asked for. */
export function wantedBy({ typed, shown, spoken }: Filter): Wanted {
  const query = [typed.trim(), spoken].filter(Boolean).join(' ');
  return {
    ...(query === '' ? {} : { query }),
    ...(shown === FAVOURITES ? { favourites: true } : {}),
    ...([ALL, FAVOURITES, DRAFTS].includes(shown) ? {} : { category: shown }),
  };
}

/** Whether a template that the server gave is one of them: it finds a language's code in titles, too, and tells no drafts apart. */
export const isWanted = ({ shown, spoken }: Filter, { language, status }: TemplateItem): boolean =>
  (spoken === '' || language === spoken) && (shown !== DRAFTS || status !== 'published');
