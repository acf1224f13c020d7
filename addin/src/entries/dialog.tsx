import { createToken } from '../api/client';
import { ApiError } from '../api/error';
import { signInAddress } from '../shared/session/signIn';
import { tellPane } from '../word/connect';

/**
 * The window in which the pane signs people in: leads to the sign-in, comes back here signed in, and hands the
 * pane a token that only the pane can use. It shows nothing of its own.
 */
const client = new URLSearchParams(location.search).get('client') ?? '';
const token = await createToken(client, AbortSignal.timeout(30_000)).catch((error: unknown) => {
  if (error instanceof ApiError && error.trouble === 'signed-out') return undefined;
  throw error;
});
if (token) await tellPane(JSON.stringify(token));
else location.replace(signInAddress());
