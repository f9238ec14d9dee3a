// A machine gets a token of its own; jose checks it with the tenant's published keys.
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { clientCredentialsGrant } from 'openid-client';
import { report, settings } from '../parent.js';
import { discover } from './tenant.js';

const tenant = await discover();
const { audience, scope } = settings;
const answer = await clientCredentialsGrant(tenant, { audience, scope });

const { issuer, jwks_uri } = tenant.serverMetadata();
const { payload, protectedHeader } = await jwtVerify(answer.access_token, createRemoteJWKSet(new URL(jwks_uri)), { issuer, audience });
report({ answer, payload, protectedHeader });
