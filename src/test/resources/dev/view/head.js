// Above the conversation: with whom it is, or which room, and who of them is here; and who is writing.

import { $, avatar, setText } from '../dom.js';

export function headView(chat) {
  let shown = null;

  function render() {
    const talk = chat.selected;
    $('welcome').hidden = Boolean(talk);
    $('talk-bar').classList.toggle('empty', !talk);
    $('members-toggle').hidden = !talk?.id;
    const title = talk?.title ?? '';
    if (talk && (shown !== talk || $('peer-name').textContent !== title)) {
      $('peer-avatar').replaceChildren(avatar(title, talk.username ? false : null, talk.id));
    }
    shown = talk;
    if (talk?.username) $('peer-avatar').firstChild.dataset.active = chat.people.isActive(talk.username);
    setText($('peer-name'), title);
    setText($('peer-state'), talk ? state(talk) : '');
    setText($('typing'), talk ? writing(talk.typing) : '');
    $('typing').hidden = !talk;
    document.title = `${chat.unreadInAll ? `(${chat.unreadInAll}) ` : ''}${chat.me} · chatter`;
  }

  function state(talk) {
    if (talk.isSelf) return 'this is you';
    if (talk.username) return chat.people.isActive(talk.username) ? 'online' : 'offline';
    const members = chat.members.of(talk.id);
    if (!members) return 'room';
    const online = members.filter(({ username }) => chat.people.isActive(username)).length;
    return `${members.length} ${members.length === 1 ? 'member' : 'members'}, ${online} online`;
  }

  function writing(names) {
    if (!names.length) return '';
    if (names.length > 2) return 'Several people are writing…';
    return `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} writing…`;
  }

  return { render };
}
