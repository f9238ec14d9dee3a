// Calls the Organizer API. A token that is refused (401) is renewed once; a 403 is final.

export class Organizer {
  #api;
  #session;

  constructor(settings, session) {
    this.#api = settings.api;
    this.#session = session;
  }

  tasks = () => this.#call('GET', 'api/tasks');
  add = title => this.#call('POST', 'api/tasks', { title });
  mark = (task, done) => this.#call('PUT', `api/tasks/${task.id}`, { title: task.title, due: task.due, done });
  appointments = () => this.#call('GET', 'api/appointments');

  /** { value }, or { status, scope }: 401 means that the session is over, 0 that nobody answered. */
  async #call(method, path, body) {
    const used = this.#session.accessToken;
    let response = await this.#send(method, path, body);
    if (response?.status === 401) {
      const renewal = await this.#session.renew(used);
      if (renewal !== 'done')
        return { status: renewal === 'over' && !this.#session.isNew ? 401 : 0 }; // a new token that is refused: no sign-in helps
      response = await this.#send(method, path, body);
    }
    if (response?.ok)
      return { value: await response.json() };
    const status = response?.status ?? 0;
    return { status: status === 401 ? 0 : status, scope: missingScope(response) };
  }

  #send(method, path, body) {
    const headers = { Authorization: `Bearer ${this.#session.accessToken}`, ...(body && { 'Content-Type': 'application/json' }) };
    return fetch(new URL(path, this.#api), { method, headers, body: JSON.stringify(body), credentials: 'omit' }).catch(() => null);
  }
}

// RFC 6750 section 3; readable because the API exposes the header.
const missingScope = response => /(?:^|[ ,])scope="([^"]*)"/.exec(response?.headers.get('WWW-Authenticate') ?? '')?.[1];
