// The user says no; the client hears it from the callback.
import { authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, randomPKCECodeVerifier, randomState } from 'openid-client';
import { report, settings } from '../parent.js';
import { signIn } from './sign-in.js';
import { discover } from './tenant.js';

const { audience, scope, redirectUri } = settings;
const tenant = await discover();
const pkceCodeVerifier = randomPKCECodeVerifier();
const expectedState = randomState();
const url = buildAuthorizationUrl(tenant, {
  audience,
  scope,
  redirect_uri: redirectUri,
  code_challenge: await calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: 'S256',
  state: expectedState,
});

const { callback, shown } = await signIn(url.href, 'deny');
const answer = await authorizationCodeGrant(tenant, callback, { pkceCodeVerifier, expectedState }).catch(({ error, error_description }) => ({ error, error_description }));
report({ shown, answer });
