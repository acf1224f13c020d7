import { renewToken } from '../api/client';
import type { components } from '../api/schema';
import type { Renew, Token } from '../shared/session/token';
import type { WordHost } from '../word/word';

type Half = components['schemas']['Token'];

/**
 * Signs in in a dialog, for which Office opens a window of its own with cookies of its own. The token that comes
 * back is half of one: the other half never leaves this page, so that what passes between the windows is worth
 * nothing to anybody else.
 */
export async function inDialog(word: WordHost): Promise<{ first: Token; renew: Renew }> {
  const secret = hex(crypto.getRandomValues(new Uint8Array(32)));
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret));
  const whole = ({ token, ends }: Half): Token => ({ value: `${token}.${secret}`, ends: Date.parse(ends) });
  const message = await word.dialog(`/dialog?client=${hex(new Uint8Array(hash))}`);
  const renew: Renew = async (current) => whole(await renewToken(current.value));
  return { first: whole(JSON.parse(message) as Half), renew };
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
