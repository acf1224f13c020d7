import { keepToken } from '../shared/session/token';
import type { WordHost } from '../word/word';
import { inDialog } from './dialog';
import { nested } from './nested';

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
  const { first, renew } = await inDialog(word);
  keepToken(first, renew);
}
