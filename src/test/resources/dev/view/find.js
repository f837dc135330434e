// Public rooms, found while their names are typed.

import { $, h, arrange, avatar, on, setText } from '../dom.js';
import { sentence } from '../format.js';

/** Milliseconds without another key after which it is searched. */
const PAUSE = 150;

export function findView(chat, { chosen }) {
  const field = $('find-room');
  const list = $('found-rooms');
  const note = $('found-note');
  const more = $('found-more');
  let timer = 0;
  let asked = 0;
  let found = [];
  let after;

  on($('find-form'), 'submit', (event) => event.preventDefault());
  on(field, 'input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => search(), PAUSE);
  });
  on(field, 'keydown', (event) => {
    if (event.key !== 'ArrowDown' || !buttons().length) return;
    event.preventDefault();
    buttons()[0].focus();
  });
  on(list, 'keydown', walk);
  on(more, 'click', () => search(after));

  const buttons = () => [...list.querySelectorAll('button')];

  function walk(event) {
    const all = buttons();
    const here = all.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (here < 0 || !step) return;
    event.preventDefault();
    (here + step < 0 ? field : all[here + step])?.focus();
  }

  function start() {
    field.value = '';
    arrange(list, []);
    found = [];
    search();
    field.focus();
  }

  /** The answer to the latest search wins, whatever arrives first. */
  async function search(from) {
    const mine = ++asked;
    const prefix = field.value.trim();
    try {
      const page = await chat.chatter.joinable({ prefix: prefix || undefined, after: from, limit: 20 });
      if (mine !== asked) return;
      found = from ? [...found, ...page.items] : page.items;
      after = page.after;
      arrange(list, found.map((room) => ({ key: `${room.room} ${room.joined}`, make: () => row(room) })));
      more.hidden = !after;
      setText(note, found.length ? '' : prefix ? `No public room begins with “${prefix}”` : 'There is no public room yet');
    } catch (problem) {
      if (mine === asked) setText(note, sentence(problem.message));
    }
  }

  function row({ room, name, members, joined }) {
    const size = `${members} ${members === 1 ? 'member' : 'members'}`;
    return h('li', {},
      avatar(name, null, true),
      h('span', { class: 'lines' }, h('span', { class: 'name', dir: 'auto' }, name), h('span', { class: 'sub' }, size)),
      h('button', { type: 'button', class: 'quiet', 'aria-label': `${joined ? 'Open' : 'Join'} ${name}, ${size}`, onclick: () => take(room, joined) },
        joined ? 'Open' : 'Join'));
  }

  async function take(room, joined) {
    try {
      if (!joined) await chat.chatter.request('join', { room });
      chosen(room);
    } catch (problem) {
      setText(note, sentence(problem.message));
    }
  }

  return { start };
}
