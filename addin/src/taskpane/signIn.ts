import { keepToken } from '../shared/session/token';
import type { WordHost } from '../word/word';
import { nested } from './nested';

/** Where the dialog starts; signing in ends at the same page, which then tells the pane. */
export const DIALOG = '/dialog';

/**
 * Signs in: through Office itself where that works and this server takes part in it, otherwise in a dialog.
 */
export async function signIn(word: WordHost): Promise<void> {
  const client = document.querySelector<HTMLMetaElement>('meta[name="akte-entra-client"]')?.content;
  if (client && word.capabilities().nestedSignIn) {
    const { ask, renew } = await nested(client);
    keepToken(await ask(), renew);
    return;
  }
  await word.dialog(DIALOG);
}
