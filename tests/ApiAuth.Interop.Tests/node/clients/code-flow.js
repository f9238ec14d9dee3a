// A user signs in at a client with the authorization code flow and PKCE; the client learns who it is, renews its tokens and throws them away.
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { report, settings } from '../parent.js';
import { signIn } from './sign-in.js';
import { discover } from './tenant.js';

const { audience, scope, redirectUri, clientId } = settings;
const tenant = await discover();
const { issuer, jwks_uri } = tenant.serverMetadata();
const checks = {
  pkceCodeVerifier: client.randomPKCECodeVerifier(),
  expectedState: client.randomState(),
  expectedNonce: scope.includes('openid') ? client.randomNonce() : undefined,
};
const request = {
  audience,
  scope,
  redirect_uri: redirectUri,
  code_challenge: await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
  code_challenge_method: 'S256',
  state: checks.expectedState,
  ...(checks.expectedNonce && { nonce: checks.expectedNonce }),
};

const { callback, shown } = await signIn(client.buildAuthorizationUrl(tenant, request).href);
const tokens = await client.authorizationCodeGrant(tenant, callback, checks);
const jwks = createRemoteJWKSet(new URL(jwks_uri));
const { payload } = await jwtVerify(tokens.access_token, jwks, { issuer, audience });
const idToken = tokens.id_token && (await jwtVerify(tokens.id_token, jwks, { issuer, audience: clientId })).payload;
const user = tokens.id_token && (await client.fetchUserInfo(tenant, tokens.access_token, tokens.claims().sub));

const renewal = tokens.refresh_token && (await renew(tokens.refresh_token));
const replay = await client.authorizationCodeGrant(tenant, callback, checks).catch(refused);
report({ shown, tokens, payload, idToken, user, renewal, replay });

async function renew(token) {
  const renewed = await client.refreshTokenGrant(tenant, token);
  const newest = renewed.refresh_token ?? token;
  await client.tokenRevocation(tenant, newest);
  return { renewed, afterRevocation: await client.refreshTokenGrant(tenant, newest).catch(refused) };
}

function refused({ error, status }) {
  return { error, status };
}
