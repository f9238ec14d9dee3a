// The tenant as openid-client knows it, from its discovery document alone.
import { allowInsecureRequests, discovery, enableNonRepudiationChecks, None } from 'openid-client';
import { settings } from '../parent.js';

/** Loopback is http; that is the one thing the client must be told. ID tokens are checked with the tenant's keys. */
export const discover = (algorithm = 'oidc') =>
  discovery(new URL(settings.issuer), settings.clientId, settings.clientSecret, settings.clientSecret ? undefined : None(), {
    algorithm,
    execute: [allowInsecureRequests, enableNonRepudiationChecks],
  });
