// A browser as far as sign-in needs one: cookies, redirects, and the forms of server-rendered pages.

export class Browser {
  #cookies = new Map();

  /** Follows redirects until there is a page, or until they lead to the callback, which nobody serves. */
  async open(url, callback, request = {}) {
    const { origin } = new URL(url);
    const response = await fetch(url, { ...request, redirect: 'manual', headers: { ...request.headers, cookie: this.#cookieHeader() } });
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    if (!response.headers.has('location')) return { url, status: response.status, html: await response.text() };
    const next = new URL(response.headers.get('location'), url);
    if (next.href.startsWith(callback)) return { url: next.href, arrived: true };
    if (next.origin !== origin) throw new Error(`The tenant sends the user to ${next.href}`);
    return this.open(next.href, callback);
  }

  /** Fills the page's form in and presses its button: the one of that value, or the only one. */
  submit(page, callback, values, button) {
    const [, attributes, content] = /<form([^>]*)>(.*?)<\/form>/s.exec(page.html) ?? fail(page);
    const fields = new URLSearchParams(values);
    for (const [tag] of content.matchAll(/<(?:input|button)[^>]*>/g)) {
      const { name, type, value } = attributesOf(tag);
      if (name && (type === 'hidden' || (button && value === button))) fields.set(name, value);
    }
    const action = new URL(attributesOf(attributes).action || page.url, page.url);
    return this.open(action.href, callback, { method: 'POST', body: fields });
  }

  #keep(cookie) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
    if (/max-age=0|expires=thu, 01 jan 1970/i.test(cookie)) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }

  #cookieHeader() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

function attributesOf(tag) {
  return Object.fromEntries([...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, unescape(value)]));
}

function unescape(text) {
  return text.replace(/&#x([0-9a-f]+);|&amp;|&quot;/gi, (entity, code) => (code ? String.fromCodePoint(parseInt(code, 16)) : { '&amp;': '&', '&quot;': '"' }[entity]));
}

function fail({ url, status, html }) {
  throw new Error(`${url} answers ${status} without a form:\n${html}`);
}
