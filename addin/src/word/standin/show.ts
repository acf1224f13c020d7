import { lay } from '../../shared/preview/paper';

/** Width of the pane beside the document, in CSS pixels: the narrowest that Word makes it. */
const PANE = 320;

/**
 * A script of its own: what shows documents is large, and brings along what the browser itself does not have, which a page
 * that is measured must not meet.
 */
Object.assign(window, { showBeside });

/** Puts the document to the left of the page, where Word has it; gives what shows it as it is now. */
export function showBeside(read: () => Uint8Array): () => Promise<void> {
  const place = document.createElement('div');
  place.setAttribute('role', 'document');
  Object.assign(place.style, { position: 'fixed', inset: `0 ${PANE}px 0 0`, overflow: 'auto', zIndex: 1 });
  const root = place.attachShadow({ mode: 'open' });
  document.body.prepend(place);
  document.body.style.marginInlineStart = `calc(100vw - ${PANE}px)`;
  return () => lay(read(), root);
}
