/**
 * The bearer token of the task pane. It lives in the memory of the page only: Word on the web runs the pane in a
 * frame of another site, where cookies and storage are kept apart or not at all.
 */
export interface Token {
  value: string;
  /** When it ends, in milliseconds since 1970. */
  ends: number;
}

/** Gets the token after `current` without asking anybody; `undefined` when a person has to sign in first. */
export type Renew = (current: Token) => Promise<Token | undefined>;

/** How long before its end a token is renewed, in milliseconds. */
const EARLY = 60_000;

let token: Token | undefined;
let renew: Renew | undefined;
let renewing: Promise<Token | undefined> | undefined;

/** Keeps a token, and how the next one is got. */
export function keepToken(first: Token | undefined, next?: Renew): void {
  token = first;
  renew = next;
}

/** The token to send now, renewed in time; one renewal for however many requests. */
export async function bearer(now = Date.now()): Promise<string | undefined> {
  if (token && renew && token.ends - EARLY <= now) {
    renewing ??= renew(token).finally(() => (renewing = undefined));
    // A renewal that fails is tried again with the next request; until its end the token still works.
    token = (await renewing.catch(() => undefined)) ?? token;
  }
  return token && token.ends > now ? token.value : undefined;
}
