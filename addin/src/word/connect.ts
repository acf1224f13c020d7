import { OfficeWord } from './office/OfficeWord';
import { GIVEN_UP, type WordHost, WordError } from './word';

/** So long may Office.js take, once it is there, to say where it runs; in milliseconds. */
const LONGEST_MS = 20_000;

/** What Office.js says of where it runs: it loads scripts of its own for that, which may not come. */
async function ready() {
  if (!('Office' in globalThis)) throw new WordError('no-office');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silent = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new WordError('no-office'));
    }, LONGEST_MS);
  });
  return Promise.race([Office.onReady(), silent]).finally(() => {
    clearTimeout(timer);
  });
}

/**
 * Word, when this page is open in it; `undefined` in any other browser.
 *
 * @throws WordError `no-office` when Office.js did not load, or says nothing.
 */
export async function connect(): Promise<WordHost | undefined> {
  // Outside Office, onReady answers with a host of null.
  // https://learn.microsoft.com/en-us/office/dev/add-ins/develop/initialize-add-in
  const { host } = await ready();
  return host === Office.HostType.Word ? new OfficeWord() : undefined;
}

/** From a page in a dialog: tells the pane that opened it, and nobody else. */
export async function tellPane(message: string): Promise<void> {
  await ready();
  Office.context.ui.messageParent(message, { targetOrigin: location.origin });
}

/** From a page in a dialog: has the pane close it, or does that itself where Office does not answer. */
export const leaveDialog = (): Promise<void> =>
  tellPane(GIVEN_UP).catch(() => {
    window.close();
  });
