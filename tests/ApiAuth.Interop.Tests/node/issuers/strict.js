// oidc-provider: tokens as RFC 9068 describes them. Each of its clients is named after what is special about its tokens.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';
import { announce, settings } from '../parent.js';

const algorithms = ['RS256', 'PS256', 'ES256', 'Ed25519'];
const scopes = ['appointments', 'contacts', 'tasks'];

// New keys at every start: a restart on the same port is an issuer that changed its keys.
async function newKey(alg) {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), alg, use: 'sig' };
}

const client = (client_id, more) => ({
  client_id,
  client_secret: settings.secret,
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
  scope: scopes.join(' '),
  ...more,
});

const resourceServer = (ctx, resource, { clientId }) => ({
  audience: resource,
  scope: scopes.join(' '),
  accessTokenFormat: clientId === 'opaque' ? 'opaque' : 'jwt',
  jwt: { sign: { alg: algorithms.includes(clientId) ? clientId : 'RS256' } },
});

const configuration = {
  jwks: { keys: await Promise.all(algorithms.map(newKey)) },
  scopes,
  ttl: { ClientCredentials: 60 * 60 },
  clients: [...algorithms.map((alg) => client(alg)), client('opaque'), client('dpop', { dpop_bound_access_tokens: true })],
  enabledJWA: { dPoPSigningAlgValues: ['ES256'] },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    dPoP: { enabled: true },
    resourceIndicators: { enabled: true, getResourceServerInfo: resourceServer },
  },
};

const server = createServer();
server.listen(settings.port ?? 0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  server.on('request', new Provider(issuer, configuration).callback());
  announce(issuer);
});
