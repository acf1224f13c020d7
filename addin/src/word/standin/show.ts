import { parseAsync, renderDocument } from 'docx-preview';

/**
 * Shows a document, for a person to look at; about as Word lays it out. In a tree of its own with constructed
 * style sheets: the pages' content security policy allows no style elements without its nonce.
 */
async function render(docx: Uint8Array, into: ShadowRoot): Promise<void> {
  const nodes = await renderDocument(await parseAsync(docx));
  const isStyle = (node: Node): boolean => node.nodeName === 'STYLE';
  into.adoptedStyleSheets = nodes.filter(isStyle).map((node) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(node.textContent ?? '');
    return sheet;
  });
  into.replaceChildren(...nodes.filter((node) => !isStyle(node)));
}

/** Width of the pane beside the document, in CSS pixels: the narrowest that Word makes it. */
const PANE = 320;

/** Puts the document to the left of the page, where Word has it; gives what shows it as it is now. */
export function showBeside(read: () => Uint8Array): () => Promise<void> {
  const place = document.createElement('div');
  place.setAttribute('role', 'document');
  Object.assign(place.style, { position: 'fixed', inset: `0 ${PANE}px 0 0`, overflow: 'auto', zIndex: 1 });
  const root = place.attachShadow({ mode: 'open' });
  document.body.prepend(place);
  document.body.style.marginInlineStart = `calc(100vw - ${PANE}px)`;
  return () => render(read(), root);
}
