import { handOver } from '../taskpane/handOver';

/**
 * The window in which the pane signs people in: leads to the sign-in, comes back here signed in, and hands the
 * pane a token that only the pane can use. It asks first; what it shows of its own comes meanwhile.
 */
const outcome = handOver(new URLSearchParams(location.search).get('client') ?? '');
const { showSignIn } = await import('../taskpane/SignInWindow');
showSignIn(outcome);
