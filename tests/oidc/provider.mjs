// Several directories at one OpenID provider on loopback, as Entra ID has them: an issuer `/{tid}/v2.0` for each, and
// `/organizations`, which leads everybody to the directory of their account. The provider itself is `oidc-provider`.
//
// Usage: node provider.mjs CERTIFICATE KEY. Says `{"port":N}`, then takes one command a line and answers each with `{}`.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';

// Standard output is for answers alone.
console.info = console.error;

const DIRECTORIES = ['11111111-1111-4111-8111-111111111111', '33333333-3333-4333-8333-333333333333'];
const [, , certificate, key] = process.argv;
const providers = new Map();
let keys = new Map();
let client;
let account = DIRECTORIES[0];
let isDown = false;

const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
  if (isDown) return request.destroy();
  const [, first, ...rest] = request.url.split('/');
  const path = rest.join('/');
  if (first === 'organizations') return organizations(path, request, response);
  if (!providers.has(first)) return response.writeHead(404).end();
  if (path.startsWith('interaction/')) return signIn(first, request, response);
  return provide(first, request, response);
});
const base = () => `https://localhost:${server.address().port}`;

/** Hands a request to the provider of a directory, which lies below `/{tid}/v2.0`. */
function provide(tid, request, response) {
  request.originalUrl = request.url;
  request.url = request.url.slice(`/${tid}/v2.0`.length);
  return providers.get(tid).callback()(request, response);
}

/** The person signs in without being asked anything. */
async function signIn(tid, request, response) {
  await providers.get(tid).interactionDetails(request, response);
  await providers.get(tid).interactionFinished(request, response, { login: { accountId: `lotte-${tid[0]}` } });
}

/** What serves every directory: its names have `{tenantid}` where each has its own. */
function organizations(path, request, response) {
  const [name, query = ''] = path.split('?');
  const json = (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  switch (name) {
    case 'v2.0/.well-known/openid-configuration':
      return json({
        issuer: `${base()}/{tenantid}/v2.0`,
        authorization_endpoint: `${base()}/organizations/authorize`,
        token_endpoint: `${base()}/organizations/token`,
        end_session_endpoint: `${base()}/organizations/logout`,
        jwks_uri: `${base()}/organizations/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    case 'keys':
      return json({ keys: DIRECTORIES.map((tid) => ({ ...publicPart(keys.get(tid)), issuer: issuer(tid) })) });
    case 'authorize':
      return response.writeHead(302, { location: `${issuer(account)}/auth?${query}` }).end();
    case 'logout':
      return response.writeHead(302, { location: `${issuer(account)}/session/end?${query}` }).end();
    case 'token':
      request.url = `/${account}/v2.0/token`;
      return provide(account, request, response);
    default:
      return response.writeHead(404).end();
  }
}

const issuer = (tid) => `${base()}/${tid}/v2.0`;
const publicPart = ({ kty, n, e, kid, use, alg }) => ({ kty, n, e, kid, use, alg });

function newKeys() {
  keys = new Map(
    DIRECTORIES.map((tid) => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      return [tid, { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' }];
    }),
  );
}

/** Makes the provider of a directory anew, with the key that it has now. */
function make(tid) {
  const provider = new Provider(issuer(tid), {
    clients: [client],
    jwks: { keys: [keys.get(tid)] },
    cookies: { keys: ['for tests'] },
    claims: { openid: ['sub', 'tid', 'oid', 'roles'], profile: ['name'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/${tid}/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, oid: id, tid, name: 'Lotte de Vries', roles: ['lawyer'] }),
    }),
    // Everything that the one client asks for is agreed to.
    loadExistingGrant: async (context) => {
      const { client: asking, session } = context.oidc;
      const grant = new context.oidc.provider.Grant({ clientId: asking.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  providers.set(tid, provider);
}

const commands = {
  /** Begins, for the client that comes back to these addresses. */
  begin: ({ redirect, signedOut }) => {
    client = {
      client_id: 'akte',
      client_secret: 'a secret of thirty-two characters',
      redirect_uris: [redirect],
      post_logout_redirect_uris: [signedOut],
    };
    newKeys();
    DIRECTORIES.forEach(make);
  },
  /** New keys in place of the old ones. */
  roll: () => {
    newKeys();
    DIRECTORIES.forEach(make);
  },
  /** Whoever signs in from now on has their account in this directory. */
  account: ({ tid }) => (account = tid),
  /** Answers nobody, or goes on. */
  down: ({ down }) => (isDown = down),
};

server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ port: server.address().port }));
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      const { command, ...of } = JSON.parse(line);
      commands[command](of);
      console.log('{}');
    })
    .on('close', () => process.exit());
});
