/** Where signing in starts; it ends at the page that is open now. */
export const signInAddress = (): string =>
  `/auth/sign-in?return=${encodeURIComponent(location.pathname + location.search)}`;

const KEPT = 'akte.place';

/** Signing in forgets what follows the `#`: keep it until {@link restorePlace}. */
export function keepPlace(): void {
  try {
    sessionStorage.setItem(KEPT, location.hash);
  } catch {
    // Without storage one starts at the first screen.
  }
}

/** Goes back to the screen from which signing in started. */
export function restorePlace(): void {
  try {
    const place = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    if (place && location.hash === '') history.replaceState(null, '', place);
  } catch {
    // As above.
  }
}
