// Unguessable texts, and the PKCE challenge of one (RFC 7636 section 4.2).

export const randomText = () => base64Url(crypto.getRandomValues(new Uint8Array(32)));

export async function challengeOf(verifier) {
  return base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

const base64Url = bytes => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
