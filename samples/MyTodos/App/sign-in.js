// The way to the issuer and back: authorization code with PKCE, or, where asked for, the implicit grant.

import { challengeOf, randomText } from './random.js';
import { requestTokens, Session } from './session.js';

const redirectUri = `${location.origin}/`;

// What has to survive the way there and back, in this tab; never a token.
const storage = 'mytodos.sign-in';

/** Leaves the page. */
export async function begin(settings, grant) {
  const transaction = { grant, state: randomText(), verifier: randomText() };
  sessionStorage.setItem(storage, JSON.stringify(transaction));

  const question = grant === 'implicit'
    ? { response_type: 'token', scope: 'tasks' }
    : { response_type: 'code', scope: 'tasks offline_access', code_challenge: await challengeOf(transaction.verifier), code_challenge_method: 'S256' };
  const authorize = new URL('authorize', settings.issuer);
  authorize.search = new URLSearchParams({
    ...question, client_id: settings.clientId, redirect_uri: redirectUri, audience: settings.audience, state: transaction.state,
  });
  location.assign(authorize);
}

/** A session, or the reason why there is none, or null where this is no way back. */
export async function finish(settings) {
  const answers = { code: new URLSearchParams(location.search), implicit: new URLSearchParams(location.hash.slice(1)) };
  if (!Object.values(answers).some(answer => answer.has('state')))
    return null;
  history.replaceState(null, '', redirectUri); // before anything else: neither code nor token stays in the address bar, or in the history

  const transaction = JSON.parse(sessionStorage.getItem(storage));
  sessionStorage.removeItem(storage);
  const answer = answers[transaction?.grant];
  if (!answer || answer.get('state') !== transaction.state)
    return { failure: 'state' };
  if (answer.has('error'))
    return { failure: answer.get('error') };

  const { tokens } = transaction.grant === 'implicit'
    ? { tokens: { access_token: answer.get('access_token') } }
    : await requestTokens(settings, {
      grant_type: 'authorization_code', code: answer.get('code'), code_verifier: transaction.verifier, redirect_uri: redirectUri,
    });
  return tokens?.access_token ? { session: new Session(settings, transaction.grant, tokens) } : { failure: 'token' };
}
