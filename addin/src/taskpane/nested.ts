import { atOnce } from '../shared/components/later';
import type { Renew, Token } from '../shared/session/token';

/**
 * Nested app authentication: Office, not this page, talks to Entra ID. MSAL is loaded only here.
 * https://learn.microsoft.com/en-us/office/dev/add-ins/develop/enable-nested-app-authentication-in-your-add-in
 */
export async function nested(clientId: string): Promise<{ ask: () => Promise<Token>; renew: Renew }> {
  const { createNestablePublicClientApplication, InteractionRequiredAuthError } = await atOnce(
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
  const ask = async () => (await silently()) ?? token(await app.acquireTokenPopup(request));
  return { ask, renew: silently };
}
