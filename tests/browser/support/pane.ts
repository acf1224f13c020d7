import type { Page } from '@playwright/test';
import { inWord } from './word.ts';

type How = Parameters<typeof inWord>[2];

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
