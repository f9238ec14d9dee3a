// Both discovery documents, and what the client makes of them.
import { report } from '../parent.js';
import { discover } from './tenant.js';

report({ oidc: (await discover('oidc')).serverMetadata(), oauth2: (await discover('oauth2')).serverMetadata() });
