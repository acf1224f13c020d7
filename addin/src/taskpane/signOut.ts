import { endSession } from '../api/client';
import { ApiError } from '../api/error';
import { forget } from '../shared/session/outbox';
import { keepToken } from '../shared/session/token';

/**
 * Ends the session and begins the pane again, so that nothing that was read stays in memory. Where the session is
 * a cookie as well, that goes, too; the page that this leads to is the portal's, and not followed.
 */
export async function signOut(): Promise<void> {
  try {
    await endSession();
    await fetch('/auth/sign-out', { method: 'POST', redirect: 'manual' });
  } catch (cause) {
    if (cause instanceof ApiError && cause.trouble !== 'signed-out') throw cause;
    if (!(cause instanceof ApiError)) throw new ApiError(0, undefined, { cause });
  }
  keepToken(undefined);
  await forget();
  location.reload();
}
