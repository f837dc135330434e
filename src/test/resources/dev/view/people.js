// The list of whom to talk to: rooms, who is here, who is not; in each who talked last comes first. Arrow keys walk through it.

import { $, h, arrange, avatar, on, setText } from '../dom.js';
import { brief } from '../format.js';

export function peopleView(chat, { open, secondWindow }) {
  const list = $('people');
  const filter = $('filter');
  filter.value = '';
  arrange(list, []);
  on(filter, 'input', () => render());
  on(filter, 'keydown', (event) => {
    if (event.key === 'ArrowDown') buttons()[0]?.focus();
    else if (event.key === 'Enter') buttons()[0]?.click();
    else return;
    event.preventDefault();
  });
  on(list, 'keydown', walk);

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
    const matching = (talks) => talks.filter(({ title }) => title.toLowerCase().includes(wanted)).sort(byLastTalk);
    const people = matching(chat.people.names.map((username) => chat.person(username)));
    const others = people.filter((talk) => !talk.isSelf);
    return [
      ['Rooms', matching(chat.rooms)],
      ['Online', others.filter(({ username }) => chat.people.isActive(username))],
      ['Offline', others.filter(({ username }) => !chat.people.isActive(username))],
      ['Yourself', people.filter((talk) => talk.isSelf)],
    ].filter(([, talks]) => talks.length);
  }

  function byLastTalk(one, other) {
    return (other.last?.id ?? 0) - (one.last?.id ?? 0) || one.title.localeCompare(other.title);
  }

  function render() {
    const entries = sections().flatMap(([title, talks]) => [
      { key: `section ${title}`, make: () => h('h2'), update: (heading) => heads(heading, title, talks) },
      ...talks.map((talk) => ({ key: talk.key, make: () => row(talk), update: (button) => fill(button, talk) })),
    ]);
    const others = entries.filter(({ key }) => /^(person|room) /.test(key) && key !== `person ${chat.me}`);
    if (!chat.people.isEmpty && !others.length) entries.unshift({ key: 'nobody', make: nobody, update: tellNobody });
    arrange(list, entries);
    const all = buttons();
    // One stop for the tabulator: where the person is, else the open conversation, else the first.
    const stop =
      all.find((button) => button === document.activeElement) ??
      all.find((button) => button.getAttribute('aria-current')) ??
      all[0];
    for (const button of all) button.tabIndex = button === stop ? 0 : -1;
  }

  function heads(heading, title, talks) {
    setText(heading, title === 'Yourself' ? title : `${title} · ${talks.length}`);
  }

  function nobody() {
    return h('div', { class: 'nobody' },
      h('p', {}),
      h('button', { type: 'button', class: 'quiet', onclick: secondWindow }, 'Open a second window'));
  }

  function tellNobody(note) {
    setText(note.firstChild, filter.value ? 'Nobody by that name' : 'Nobody else of your group was ever here');
  }

  function row(talk) {
    return h(
      'button',
      { type: 'button', class: 'person', onclick: () => open(talk), onfocus: () => render() },
      avatar(talk.title, talk.username ? false : null, talk.id),
      h('span', { class: 'lines' },
        h('span', { class: 'line' }, h('span', { class: 'name', dir: 'auto' }, talk.title), h('time', { class: 'when' })),
        h('span', { class: 'line' }, h('span', { class: 'preview', dir: 'auto' }), h('span', { class: 'badge', hidden: true }))),
    );
  }

  function fill(button, talk) {
    const { last, unread, username } = talk;
    const active = chat.people.isActive(username);
    if (username) button.firstChild.dataset.active = active;
    if (chat.selected === talk) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
    setText(button.querySelector('.when'), last ? brief(new Date(last.created)) : '');
    setText(button.querySelector('.preview'), preview(talk));
    const badge = button.querySelector('.badge');
    badge.hidden = unread === 0;
    setText(badge, unread > 99 ? '99+' : String(unread));
    const kind = username ? (active ? 'online' : 'offline') : 'room';
    button.setAttribute('aria-label', [talk.title, kind, unread && `${unread} unread`].filter(Boolean).join(', '));
    button.classList.toggle('fresh', unread > 0);
  }

  function preview(talk) {
    const draft = talk.pending.findLast(({ state }) => state !== 'sent');
    if (draft) return draft.state === 'failed' ? 'Not sent' : `Waiting: ${said(draft)}`;
    if (!talk.last) return talk.isSelf ? 'Notes to yourself' : 'Nothing said yet';
    if (talk.last.from === chat.me && !talk.isSelf) return `You: ${said(talk.last)}`;
    return talk.id ? `${talk.last.from}: ${said(talk.last)}` : said(talk.last);
  }

  function said({ text, deleted }) {
    return deleted ? 'Message deleted' : (text?.replace(/\s+/g, ' ') ?? 'An image');
  }

  return { render, focus: () => (list.querySelector('[tabindex="0"]') ?? filter).focus() };
}
