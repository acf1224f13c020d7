import { queryOptions } from '@tanstack/react-query';
import { readMe } from '../../api/client';

/** Key under which the signed-in person is kept; invalidate it when a request says 401. */
export const ME = ['me'] as const;

/** Who is signed in; a page asks before it draws anything. */
export const whoIs = queryOptions({
  queryKey: ME,
  queryFn: ({ signal }) => readMe(signal),
  staleTime: 60_000,
  // Coming back to the page takes nothing away that was typed: what needs the session says when it has ended.
  refetchOnWindowFocus: false,
  // What was asked before the page was drawn is not asked again by drawing it.
  retryOnMount: false,
});
