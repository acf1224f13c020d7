import type { Page } from '@playwright/test';
import { type Hand, mouse } from './hand.ts';
import { inWord } from './word.ts';

type How = Parameters<typeof inWord>[2];

/** Of an Office that says nothing of its colours: then the pane takes what the reader prefers. */
export const READERS_THEME = { bodyBackgroundColor: '', bodyForegroundColor: '' };

/** Opens the pane in a Word that has a document open, as narrow as Word makes it. */
export async function openPane(
  page: Page,
  docx: Uint8Array,
  how: How = {},
  view = 'generate',
): Promise<void> {
  await inWord(page, docx, how);
  await page.setViewportSize({ width: 320, height: 900 });
  await page.goto(`/taskpane?view=${view}`);
}

/** The ways into Word, as the pane names them. */
export const WAYS = {
  new: /^(As a new document|Als nieuw document)$/,
  document: /^(In place of this document|In plaats van dit document)$/,
  cursor: /^(At the cursor|Bij de cursor)$/,
};

/** Signs in through the dialog, as Lotte de Vries. */
export async function signInByDialog(
  page: Page,
  handOf: (page: Page) => Pick<Hand, 'press'> = mouse,
): Promise<void> {
  const opens = page.context().waitForEvent('page');
  await handOf(page).press(page.getByRole('button', { name: /^(Sign in|Aanmelden)$/ }));
  const dialog = await opens;
  await handOf(dialog).press(dialog.getByRole('button', { name: 'Lotte de Vries' }));
  await page.getByRole('contentinfo').waitFor();
}
