import { keepToken } from '../shared/session/token';
import { type WordHost, WordError } from '../word/word';
import { inDialog } from './dialog';
import { nested } from './nested';

/**
 * Signs in: through Office itself where that works and this server takes part in it, otherwise in a dialog. Who closes
 * Office's own window is not shown another.
 */
export async function signIn(word: WordHost): Promise<void> {
  const client = document.querySelector<HTMLMetaElement>('meta[name="akte-entra-client"]')?.content;
  if (client && word.capabilities().nestedSignIn) {
    try {
      const { ask, renew } = await nested(client);
      keepToken(await ask(), renew);
      return;
    } catch (error) {
      if (error instanceof WordError) throw error;
    }
  }
  const { first, renew } = await inDialog(word);
  keepToken(first, renew);
}
