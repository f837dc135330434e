// Who belongs to the open room, and what may be done about it: take somebody in, send somebody away, leave.

import { $, h, arrange, avatar, on, setText } from '../dom.js';
import { confirmed } from './confirm.js';
import { side } from './side.js';

export function membersView(chat, { pane }) {
  const panel = side('members', { toggle: $('members-toggle'), pane, shown: render });
  const invited = $('invited');
  arrange($('members-list'), []);

  on($('invite'), 'submit', async (event) => {
    event.preventDefault();
    const username = invited.value.trim();
    const { id } = chat.selected;
    if (username && (await chat.attempt((chatter) => chatter.request('invite', { room: id, username })))) invited.value = '';
    invited.focus();
  });
  on($('leave-room'), 'click', async () => {
    const { id, title, room } = chat.selected;
    const back = room.visibility === 'public' ? '' : ' Only a member can bring you back.';
    if (!(await confirmed(`Leave ${title}?${back}`, 'Leave'))) return;
    await chat.attempt((chatter) => chatter.request('leave', { room: id }));
  });

  function render() {
    if (!panel.isOpen) return;
    const talk = chat.selected;
    if (!talk?.id || !talk.room) {
      panel.close();
      pane.back('talk');
      return;
    }
    const members = chat.members.of(talk.id) ?? [];
    setText($('members-room'), `${talk.title} · ${talk.room.visibility}`);
    arrange($('members-list'), members.map((member) => ({
      key: member.username,
      make: () => row(member),
      update: (item) => fill(item, member, talk),
    })));
    const others = chat.people.names.filter((name) => !members.some(({ username }) => username === name));
    arrange($('invitable'), others.map((name) => ({ key: name, make: () => h('option', { value: name }) })));
  }

  function row({ username }) {
    const remove = async () => {
      const { id, title } = chat.selected;
      if (!(await confirmed(`Remove ${username} from ${title}?`, 'Remove'))) return;
      await chat.attempt((chatter) => chatter.request('remove', { room: id, username }));
      if (!panel.isOpen) return;
      invited.focus();
    };
    return h('li', {},
      avatar(username, false),
      h('span', { class: 'name', dir: 'auto' }, username === chat.me ? `${username} (you)` : username),
      h('span', { class: 'role' }),
      h('button', { type: 'button', class: 'quiet', 'aria-label': `Remove ${username}`, onclick: remove }, 'Remove'));
  }

  function fill(item, { username, role }, talk) {
    item.querySelector('.avatar').dataset.active = chat.people.isActive(username);
    setText(item.querySelector('.role'), role === 'owner' ? 'owner' : '');
    item.querySelector('button').hidden = username === chat.me || !chat.members.isOwner(talk.id, chat.me);
  }

  return { render, close: panel.close };
}
