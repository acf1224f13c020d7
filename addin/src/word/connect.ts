import { OfficeWord } from './office/OfficeWord';
import { type WordHost, WordError } from './word';

/**
 * Word, when this page is open in it; `undefined` in any other browser.
 *
 * @throws WordError `no-office` when Office.js did not load.
 */
export async function connect(): Promise<WordHost | undefined> {
  if (!('Office' in globalThis)) throw new WordError('no-office');
  // Outside Office, onReady answers with a host of null.
  // https://learn.microsoft.com/en-us/office/dev/add-ins/develop/initialize-add-in
  const { host } = await Office.onReady();
  return host === Office.HostType.Word ? new OfficeWord() : undefined;
}

/** From a page in a dialog: tells the pane that opened it, and nobody else. */
export async function tellPane(message: string): Promise<void> {
  if (!('Office' in globalThis)) throw new WordError('no-office');
  await Office.onReady();
  Office.context.ui.messageParent(message, { targetOrigin: location.origin });
}
