import { atOnce } from '../shared/components/later';
import type { Renew, Token } from '../shared/session/token';
import { WordError } from '../word/word';

/** MSAL's codes for a person who closes its window, by itself and through Office. */
const GIVEN_UP = ['user_cancelled', 'user_canceled'];

/**
 * Nested app authentication: Office, not this page, talks to Entra ID. MSAL is loaded only here.
 * https://learn.microsoft.com/en-us/office/dev/add-ins/develop/enable-nested-app-authentication-in-your-add-in
 */
export async function nested(clientId: string): Promise<{ ask: () => Promise<Token>; renew: Renew }> {
  const { AuthError, createNestablePublicClientApplication, InteractionRequiredAuthError } = await atOnce(
    () => import('@azure/msal-browser'),
  );
  const app = await createNestablePublicClientApplication({
    auth: { clientId, authority: 'https://login.microsoftonline.com/organizations' },
    // In memory: storage may be kept apart or refused in Word on the web.
    cache: { cacheLocation: 'memoryStorage' },
  });
  const request = { scopes: [`api://${location.host}/${clientId}/access`] };
  const token = ({ accessToken, expiresOn }: { accessToken: string; expiresOn: Date | null }): Token => ({
    value: accessToken,
    ends: expiresOn?.getTime() ?? 0,
  });
  const silently = async () => {
    try {
      return token(await app.acquireTokenSilent(request));
    } catch (error) {
      if (error instanceof InteractionRequiredAuthError) return undefined;
      throw error;
    }
  };
  const ask = async () => {
    try {
      return (await silently()) ?? token(await app.acquireTokenPopup(request));
    } catch (cause) {
      if (cause instanceof AuthError && GIVEN_UP.includes(cause.errorCode))
        throw new WordError('dialog-closed', { cause });
      throw cause;
    }
  };
  return { ask, renew: silently };
}
