// The tenant as openid-client knows it, from its discovery document alone.
import { importPKCS8 } from 'jose';
import { allowInsecureRequests, discovery, enableNonRepudiationChecks, None, PrivateKeyJwt } from 'openid-client';
import { settings } from '../parent.js';

/** Loopback is http; that is the one thing the client must be told. ID tokens are checked with the tenant's keys. */
export const discover = async (algorithm = 'oidc') =>
  discovery(new URL(settings.issuer), settings.clientId, settings.clientSecret, await authentication(), {
    algorithm,
    execute: [allowInsecureRequests, enableNonRepudiationChecks],
  });

async function authentication() {
  const { clientSecret, privateKey, assertionAlgorithm } = settings;
  if (privateKey) return PrivateKeyJwt(await importPKCS8(privateKey, assertionAlgorithm));
  return clientSecret ? undefined : None();
}
