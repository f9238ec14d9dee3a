// The user is known and has consented: a second request, which may show no page, brings a code. Before the first, it brings an error.
import * as client from 'openid-client';
import { report, settings } from '../parent.js';
import { Browser } from './browser.js';
import { signIn } from './sign-in.js';
import { discover } from './tenant.js';

const { audience, scope, redirectUri } = settings;
const tenant = await discover();
const browser = new Browser();

const stranger = await ask({ prompt: 'none' });
const user = await ask({});
const again = await ask({ prompt: 'none' });
report({ stranger, user, again });

async function ask(more) {
  const checks = { pkceCodeVerifier: client.randomPKCECodeVerifier(), expectedState: client.randomState() };
  const code_challenge = await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier);
  const request = { audience, scope, redirect_uri: redirectUri, code_challenge, code_challenge_method: 'S256', state: checks.expectedState, ...more };
  const { callback, shown } = await signIn(client.buildAuthorizationUrl(tenant, request).href, 'allow', browser);
  const answer = await client.authorizationCodeGrant(tenant, callback, checks).catch(({ error }) => ({ error }));
  return { shown, error: answer.error, scope: answer.scope };
}
