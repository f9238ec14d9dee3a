// A user signs in and answers the consent page. Gives the address at the callback.
import { Browser } from './browser.js';
import { settings } from '../parent.js';

export async function signIn(url, answer = 'allow', browser = new Browser()) {
  const { redirectUri, email, password } = settings;
  let page = await browser.open(url, redirectUri);
  const shown = [];
  while (!page.arrived) {
    shown.push(new URL(page.url).pathname);
    page = page.html.includes('type="password"')
      ? await browser.submit(page, redirectUri, { email, password })
      : await browser.submit(page, redirectUri, {}, answer);
    if (shown.length > 3) throw new Error(`Sign-in does not end: ${shown}\n${page.html}`);
  }
  return { callback: new URL(page.url), shown };
}
