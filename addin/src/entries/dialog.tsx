import { readMe } from '../api/client';
import { signInAddress } from '../shared/session/signIn';
import { tellPane } from '../word/connect';

/**
 * The window in which the pane signs people in: leads to the sign-in, comes back here signed in, and tells the
 * pane. It shows nothing of its own.
 */
const isSignedIn = await readMe(AbortSignal.timeout(30_000)).then(
  () => true,
  () => false,
);
if (isSignedIn) await tellPane('signed-in');
else location.replace(signInAddress());
