import { type RefObject, useEffect } from 'react';

/** Moves the focus to the heading of a page when it opens, unless it is to go elsewhere. */
export function useOpened(heading: RefObject<HTMLHeadingElement | null>, wanted: boolean): void {
  useEffect(() => {
    if (wanted) heading.current?.focus();
    // Only when the page opens: later the focus belongs to the person.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
}
