import { parseAsync, renderDocument } from 'docx-preview';

/** What the pictures of a document were kept under while it was shown. */
function forgetPictures(paper: ShadowRoot): void {
  for (const { src } of paper.querySelectorAll('img')) if (src.startsWith('blob:')) URL.revokeObjectURL(src);
}

/**
 * Shows a document on a paper of its own, about as Word lays it out. In a tree of its own with constructed style
 * sheets: the pages' content security policy allows no style elements without its nonce, and no fonts of others.
 */
export async function lay(docx: Uint8Array, paper: ShadowRoot, looks = ''): Promise<void> {
  const options = { ignoreFonts: true };
  const nodes = await renderDocument(await parseAsync(docx, options), options);
  const isStyle = (node: Node): boolean => node.nodeName === 'STYLE';
  const sheets = nodes.filter(isStyle).map(({ textContent }) => textContent ?? '');
  forgetPictures(paper);
  paper.adoptedStyleSheets = [...sheets, looks].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  paper.replaceChildren(...nodes.filter((node) => !isStyle(node)));
}
