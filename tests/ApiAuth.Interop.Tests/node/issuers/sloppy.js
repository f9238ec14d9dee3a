// oauth2-mock-server: tokens without sub, keys without use, any client and any audience.
import { OAuth2Server } from 'oauth2-mock-server';
import { announce, settings } from '../parent.js';

const server = new OAuth2Server();
const { keys } = server.issuer;
await keys.generate('RS256');

// A request may say what else its token contains.
server.service.on('beforeTokenSigning', ({ header, payload }, { body }) => {
  Object.assign(header, JSON.parse(body.header ?? '{}'));
  Object.assign(payload, JSON.parse(body.claims ?? '{}'));
});

// Elements of the set that no library could use; the good key stands between them.
const published = keys.toJSON.bind(keys);
keys.toJSON = () => [...(settings.keysBefore ?? []), ...published(), ...(settings.keysAfter ?? [])];

await server.start(settings.port ?? 0, '127.0.0.1');
announce(server.issuer.url);
