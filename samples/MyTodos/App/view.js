// The page. Text is always text: nothing here makes HTML out of what a person or a server wrote.

const element = id => document.getElementById(id);

export const on = (id, event, handle) => element(id).addEventListener(event, handle);
export const wantsImplicit = () => element('implicit').checked;

export function showWelcome() {
  element('welcome').hidden = false;
  element('signed-in').hidden = true;
  element('sign-out').hidden = true;
  element('how').hidden = true;
}

export function showSignedIn(grant) {
  element('welcome').hidden = true;
  element('signed-in').hidden = false;
  element('sign-out').hidden = false;
  element('how').hidden = false;
  element('how').textContent = grant === 'implicit' ? 'implicit grant (legacy)' : 'authorization code + PKCE';
}

/** The box that has the keyboard keeps it, though the list is made anew. */
export function showTasks(tasks, mark) {
  const focused = document.activeElement.dataset.task;
  element('tasks').replaceChildren(...tasks.map(task => row(task, mark)));
  element('tasks').querySelector(`[data-task="${focused}"]`)?.focus();
}

export function takeTitle() {
  const title = element('title').value.trim();
  element('title').value = '';
  return title;
}

export function say(heading, text) {
  element('notice').hidden = false;
  element('notice').querySelector('h2').textContent = heading;
  element('notice').querySelector('p').textContent = text;
}

export const sayNothing = () => element('notice').hidden = true;

function row(task, mark) {
  const item = element('task').content.cloneNode(true);
  const box = item.querySelector('input');
  box.dataset.task = task.id;
  box.checked = task.done;
  box.addEventListener('change', () => mark(task, box.checked));
  item.querySelector('label').classList.toggle('done', task.done);
  item.querySelector('span').textContent = task.title;
  item.querySelector('time').textContent = task.due ? `due ${task.due}` : '';
  item.querySelector('time').dateTime = task.due ?? '';
  return item;
}
