// Puts the page together: who is in, the transport, what is known, and the views that show it.

import { $, avatar, setText } from './dom.js';
import { request } from './http.js';
import { Session } from './session.js';
import { ChatClient } from './client.js';
import { Chat } from './chat.js';
import { loginView, nextName } from './view/login.js';
import { peopleView } from './view/people.js';
import { messagesView } from './view/messages.js';
import { composerView } from './view/composer.js';
import { bannerView } from './view/banner.js';
import { toldView } from './view/told.js';
import { panes } from './view/panes.js';

const config = await fetch('/dev/config.json').then((response) => response.json());
const session = new Session(config.uacl);
let reason = '';
while (true) {
  if (!session.exists) await loginView(session, reason);
  reason = await talk();
  session.end();
}

/** Runs until the person leaves or is refused; answers why. */
function talk() {
  return new Promise((done) => {
    const client = new ChatClient(session);
    const chat = new Chat(client, session);
    const pane = panes();
    const open = (peer) => {
      chat.select(peer);
      pane.show('talk');
      render();
      views.messages.toEnd();
      views.composer.focus();
    };
    const views = {
      people: peopleView(chat, { open, secondWindow }),
      messages: messagesView(chat, { edit: (draft) => views.composer.edit(draft) }),
      composer: composerView(chat),
      banner: bannerView(chat),
      told: toldView(chat, config.notif, { open, pane }),
    };
    const render = () => {
      head(chat);
      for (const view of Object.values(views)) view.render();
    };
    const end = (why) => {
      views.told.close();
      views.banner.close();
      chat.close();
      $('app').hidden = true;
      done(why);
    };

    $('app').hidden = false;
    $('me-avatar').replaceChildren(avatar(session.name));
    setText($('me-name'), session.name);
    $('leave').onclick = () => end('');
    $('second-window').onclick = $('second-window-too').onclick = secondWindow;
    $('back').onclick = () => pane.back('people');
    pane.onchange = (now) => {
      if (now === 'people') views.people.focus();
      else if (now === 'talk') views.told.close();
    };
    document.onvisibilitychange = () => views.messages.look();
    chat.addEventListener('change', render);
    chat.addEventListener('incoming', ({ detail }) => {
      const said = detail.text || 'sent an image';
      setText($('announcer'), `${detail.from}: ${said}`);
      views.told.refresh();
    });
    chat.addEventListener('alert', ({ detail }) => views.banner.alert(detail));
    client.addEventListener('refused', ({ detail }) => end(detail.message));

    const asked = new URLSearchParams(location.search).get('talking-to');
    if (asked) open(asked);
    else views.people.focus();
    client.start();
    render();
  });
}

function head(chat) {
  const peer = chat.selected;
  const person = chat.people.get(peer);
  $('welcome').hidden = Boolean(peer);
  $('talk-bar').classList.toggle('empty', !peer);
  if (peer) {
    if ($('peer-name').textContent !== peer) $('peer-avatar').replaceChildren(avatar(peer, false));
    $('peer-avatar').firstChild.dataset.active = Boolean(person?.active);
    setText($('peer-state'), peer === chat.me ? 'this is you' : person?.active ? 'online' : 'offline');
  }
  setText($('peer-name'), peer ?? '');
  const unread = chat.unreadInAll;
  document.title = `${unread ? `(${unread}) ` : ''}${chat.me} · chatter`;
}

/** Without an opener the new window starts with an empty session, and so as somebody else. */
function secondWindow() {
  const query = new URLSearchParams({ as: nextName(session.name), group: session.group ?? '' });
  open(`/?${query}`, '_blank', 'noopener,popup,width=960,height=720');
}
