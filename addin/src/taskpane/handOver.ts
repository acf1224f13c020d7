import { createToken } from '../api/client';
import { ApiError } from '../api/error';
import { signInAddress } from '../shared/session/signIn';
import { tellPane } from '../word/connect';

/** So long may the server take, in milliseconds. */
const LONGEST_MS = 30_000;

/**
 * In the dialog: hands the pane a token that only the client with that hash can use, or leads to the sign-in first.
 * Gives what went wrong, if anything did; otherwise this window goes.
 */
export async function handOver(client: string): Promise<unknown> {
  try {
    await tellPane(JSON.stringify(await createToken(client, AbortSignal.timeout(LONGEST_MS))));
  } catch (error) {
    if (!(error instanceof ApiError) || error.trouble !== 'signed-out') return error;
    location.replace(signInAddress());
  }
  return undefined;
}
