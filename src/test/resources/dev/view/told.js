// What notif was told about the person and about the one he talks to; for looking at, in the try-out.

import { $, h, arrange, setText } from '../dom.js';
import { brief, exact, sentence } from '../format.js';
import { request } from '../http.js';
import { side } from './side.js';

export function toldView(chat, notif, { every, open, pane }) {
  let whose = chat.me;
  let timer = 0;
  let asked = '';
  for (const id of ['told-list', 'told-choice']) arrange($(id), []);
  const panel = side('told', {
    toggle: $('bell'),
    pane,
    shown: () => {
      timer = setInterval(() => !document.hidden && refresh(), every);
      choices();
      refresh();
    },
    closed: () => clearInterval(timer),
  });

  async function refresh() {
    if (!notif) {
      setText($('told-note'), 'This chatter tells a real notif, which has a page of its own.');
      return;
    }
    const who = (asked = whose);
    try {
      const { result } = await request(`${notif}/notifications?${new URLSearchParams({ username: who })}`);
      if (who !== asked) return;
      list(result);
      setText($('told-note'), result.length ? '' : `notif was told nothing for ${who} yet`);
    } catch (problem) {
      setText($('told-note'), `${sentence(problem.message)} Trying again`);
    }
  }

  function list(rows) {
    arrange($('told-list'), rows.map((row) => ({ key: `${row.username_to} ${row.id}`, make: () => entry(row) })));
  }

  function entry(row) {
    const when = new Date(row.received_at);
    const from = new URL(row.link, location.origin).searchParams.get('talking-to');
    const mayOpen = row.username_to === chat.me && from;
    return h('li', {},
      h('div', { class: 'line' }, h('strong', {}, row.title), h('time', { title: exact(when) }, brief(when))),
      h('p', { class: 'text' }, row.message),
      h('p', { class: 'link' }, row.link),
      mayOpen ? h('button', { type: 'button', class: 'quiet', onclick: () => open(from) }, `Answer ${from}`) : null);
  }

  function choices() {
    const names = [...new Set([chat.me, chat.selected?.username].filter(Boolean))];
    if (!names.includes(whose)) choose(chat.me);
    arrange($('told-choice'), names.map((name) => ({
      key: name,
      make: () => h('button', { type: 'button', onclick: () => choose(name) }, name === chat.me ? 'For you' : `For ${name}`),
      update: (button) => button.setAttribute('aria-pressed', String(name === whose)),
    })));
  }

  function choose(name) {
    whose = name;
    choices();
    refresh();
  }

  return {
    render: () => panel.isOpen && choices(),
    refresh: () => panel.isOpen && refresh(),
    close: panel.close,
  };
}
