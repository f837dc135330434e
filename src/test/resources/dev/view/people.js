// The list of people: who is here first, then who talked last; arrow keys walk through it.

import { $, h, arrange, avatar, setText } from '../dom.js';
import { brief } from '../format.js';

export function peopleView(chat, { open, secondWindow }) {
  const list = $('people');
  const filter = $('filter');
  filter.value = '';
  filter.oninput = () => render();
  filter.onkeydown = (event) => {
    if (event.key === 'ArrowDown') buttons()[0]?.focus();
    else if (event.key === 'Enter') buttons()[0]?.click();
    else return;
    event.preventDefault();
  };
  list.onkeydown = walk;

  function buttons() {
    return [...list.querySelectorAll('button')];
  }

  function walk(event) {
    const all = buttons();
    const here = all.indexOf(document.activeElement);
    const steps = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 };
    if (here < 0 || !(event.key in steps)) return;
    event.preventDefault();
    if (steps[event.key] < 0) filter.focus();
    else all[Math.min(steps[event.key], all.length - 1)].focus();
  }

  function sections() {
    const wanted = filter.value.trim().toLowerCase();
    const people = [...chat.people.values()]
      .filter((person) => person.username.toLowerCase().includes(wanted))
      .sort(byLastTalk);
    const others = people.filter((person) => person.username !== chat.me);
    return [
      ['Online', others.filter((person) => person.active)],
      ['Offline', others.filter((person) => !person.active)],
      ['Yourself', people.filter((person) => person.username === chat.me)],
    ].filter(([, members]) => members.length);
  }

  function byLastTalk(one, other) {
    const last = (person) => chat.conversations.get(person.username)?.last?.id ?? 0;
    return last(other) - last(one) || one.username.localeCompare(other.username);
  }

  function render() {
    const entries = sections().flatMap(([title, members]) => [
      { key: `section ${title}`, make: () => h('h2'), update: (heading) => heads(heading, title, members) },
      ...members.map((person) => ({
        key: `person ${person.username}`,
        make: () => row(person.username),
        update: (button) => fill(button, person),
      })),
    ]);
    const others = entries.filter(({ key }) => key.startsWith('person ') && key !== `person ${chat.me}`);
    if (chat.people.size && !others.length) entries.unshift({ key: 'nobody', make: nobody, update: tellNobody });
    arrange(list, entries);
    const all = buttons();
    // One stop for the tabulator: where the person is, else the open conversation, else the first.
    const stop =
      all.find((button) => button === document.activeElement) ??
      all.find((button) => button.getAttribute('aria-current')) ??
      all[0];
    for (const button of all) button.tabIndex = button === stop ? 0 : -1;
  }

  function heads(heading, title, members) {
    setText(heading, title === 'Yourself' ? title : `${title} · ${members.length}`);
  }

  function nobody() {
    return h('div', { class: 'nobody' },
      h('p', {}),
      h('button', { type: 'button', class: 'quiet', onclick: secondWindow }, 'Open a second window'));
  }

  function tellNobody(note) {
    setText(note.firstChild, filter.value ? 'Nobody by that name' : 'Nobody else of your group was ever here');
  }

  function row(username) {
    return h(
      'button',
      { type: 'button', class: 'person', onclick: () => open(username), onfocus: () => render() },
      avatar(username, false),
      h('span', { class: 'lines' },
        h('span', { class: 'line' }, h('span', { class: 'name' }, username), h('time', { class: 'when' })),
        h('span', { class: 'line' }, h('span', { class: 'preview' }), h('span', { class: 'badge', hidden: true }))),
    );
  }

  function fill(button, { username, active }) {
    const last = chat.conversations.get(username)?.last;
    const unread = chat.unread(username);
    const isMe = username === chat.me;
    button.firstChild.dataset.active = active;
    if (chat.selected === username) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
    setText(button.querySelector('.when'), last ? brief(last.created) : '');
    setText(button.querySelector('.preview'), last ? preview(last) : isMe ? 'Notes to yourself' : 'Nothing said yet');
    const badge = button.querySelector('.badge');
    badge.hidden = unread === 0 || isMe;
    setText(badge, unread > 99 ? '99+' : String(unread));
    const parts = [username, active ? 'online' : 'offline', unread && !isMe ? `${unread} unread` : ''];
    button.setAttribute('aria-label', parts.filter(Boolean).join(', '));
    button.classList.toggle('fresh', unread > 0 && !isMe);
  }

  function preview(message) {
    const said = message.text.replace(/\s+/g, ' ') || 'An image';
    return message.from === chat.me && message.to !== chat.me ? `You: ${said}` : said;
  }

  return { render, focus: () => (list.querySelector('[tabindex="0"]') ?? filter).focus() };
}
