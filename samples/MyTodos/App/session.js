// The tokens, in the memory of this page and nowhere else: no storage and no cookie for a stranger's script to read later.

export class Session {
  #settings;
  #accessToken;
  #refreshToken;
  #renewing = null;
  #begun = performance.now();

  constructor(settings, grant, tokens) {
    this.#settings = settings;
    this.grant = grant;
    this.#keep(tokens);
  }

  get accessToken() {
    return this.#accessToken;
  }

  /** Whether somebody signed in less than a minute ago. */
  get isNew() {
    return performance.now() - this.#begun < 60_000;
  }

  /**
   * Replaces a token that the API refused: 'done', 'over' when only a new sign-in helps, or 'unavailable' when the issuer does not answer. A refresh token
   * counts once (rotation), so calls that are refused together share one renewal: a second use of the same one looks like theft to the issuer, and ends the
   * session.
   */
  renew(refused) {
    if (refused !== this.#accessToken)
      return Promise.resolve('done');
    this.#renewing ??= this.#renew().finally(() => this.#renewing = null);
    return this.#renewing;
  }

  async end() {
    const revoked = this.#refreshToken && await post(this.#settings, 'oauth/revoke', { token: this.#refreshToken });
    await revoked?.text?.(); // to its end: the page is about to go
    this.#keep({});
  }

  async #renew() {
    if (!this.#refreshToken)
      return 'over';
    const { tokens, refused } = await requestTokens(this.#settings, { grant_type: 'refresh_token', refresh_token: this.#refreshToken });
    if (!tokens)
      return refused ? 'over' : 'unavailable';
    this.#keep({ refresh_token: this.#refreshToken, ...tokens });
    return 'done';
  }

  #keep(tokens) {
    this.#accessToken = tokens.access_token;
    this.#refreshToken = tokens.refresh_token;
  }
}

/** The tokens that the token endpoint gives, or whether it refused them; neither where it does not answer, or not now. */
export async function requestTokens(settings, form) {
  const response = await post(settings, 'oauth/token', form);
  if (response?.ok)
    return { tokens: await response.json() };
  return { refused: response?.status >= 400 && response.status < 500 && response.status !== 429 };
}

// Without cookies: the code or the refresh token says who asks. Null where nobody answers.
function post(settings, path, form) {
  const body = new URLSearchParams({ client_id: settings.clientId, ...form });
  return fetch(new URL(path, settings.issuer), { method: 'POST', body, credentials: 'omit' }).catch(() => null);
}
