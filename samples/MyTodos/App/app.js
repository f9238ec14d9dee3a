import { Organizer } from './organizer.js';
import { begin, finish } from './sign-in.js';
import * as view from './view.js';

// Says only that this tab was signed in, and how. Tokens do not survive a reload; the issuer's own session does, and gives new ones.
const storage = 'mytodos.was-signed-in';

const settings = await (await fetch('/settings.json')).json();
let session = null;
let organizer = null;

view.on('sign-in', 'click', () => signIn(view.wantsImplicit() ? 'implicit' : 'code'));
view.on('sign-out', 'click', signOut);
view.on('add', 'submit', event => {
  event.preventDefault();
  add(view.takeTitle());
});
view.on('calendar', 'click', showCalendar);
await start();

async function start() {
  const before = sessionStorage.getItem(storage);
  sessionStorage.removeItem(storage);
  const answer = await finish(settings);
  if (answer?.session)
    return enter(answer.session);
  if (!answer && before)
    return signIn(before);

  view.showWelcome();
  if (answer)
    explainFailure(answer.failure);
}

function signIn(grant) {
  view.sayNothing();
  return begin(settings, grant);
}

async function enter(opened) {
  session = opened;
  organizer = new Organizer(settings, session);
  sessionStorage.setItem(storage, session.grant);
  view.showSignedIn(session.grant);
  await showTasks();
}

async function signOut() {
  sessionStorage.removeItem(storage);
  await session.end();
  const logout = new URL('v2/logout', settings.issuer);
  logout.search = new URLSearchParams({ client_id: settings.clientId, returnTo: `${location.origin}/` });
  location.assign(logout);
}

async function showTasks() {
  const { value, ...refusal } = await organizer.tasks();
  if (value)
    view.showTasks(value, mark);
  else
    explain(refusal);
}

function add(title) {
  return title && change(() => organizer.add(title));
}

function mark(task, done) {
  return change(() => organizer.mark(task, done));
}

async function change(send) {
  view.sayNothing();
  const { value, ...refusal } = await send();
  await showTasks();
  if (!value)
    explain(refusal);
}

async function showCalendar() {
  view.sayNothing();
  const { value, ...refusal } = await organizer.appointments();
  if (value)
    view.say('Organizer let us', 'Somebody gave MyTodos more than it needs.');
  else
    explain(refusal);
}

function explain({ status, scope }) {
  if (status === 401)
    return signIn(session.grant); // the session is over; the issuer may still know the user, and then nobody notices
  if (status === 403)
    return view.say('None of MyTodos\u2019 business', `You let MyTodos see your tasks at Organizer, and nothing else.${scope ? ` This needs \u201c${scope}\u201d.` : ''} `
      + 'Organizer\u2019s answer was 403 Forbidden, and asking again would not change it.');
  if (status === 400 || status === 409)
    return view.say('Organizer did not take it', status === 409 ? 'Your list is full.' : 'A task needs a title of at most 200 characters.');
  view.say('Organizer does not answer', 'Nothing is lost. Please try again in a moment.');
}

function explainFailure(failure) {
  if (failure === 'access_denied')
    view.say('You did not allow it, and that is fine', 'MyTodos got nothing from Organizer. You can allow it whenever you like.');
  else
    view.say('Signing in did not work', 'It took too long, it was begun in another tab, or Organizer did not accept it. Please try again.');
}
