// Puts the page together: who is in, the client of chatter, what is known, and the views that show it.

import { Chatter } from '/chatter.js';
import { $, avatar, on, setText } from './dom.js';
import { request } from './http.js';
import { Session } from './session.js';
import { Network } from './network.js';
import { Chat } from './chat.js';
import { kept } from './kept.js';
import { loginView, nextName } from './view/login.js';
import { peopleView } from './view/people.js';
import { headView } from './view/head.js';
import { messagesView } from './view/messages.js';
import { composerView } from './view/composer.js';
import { bannerView } from './view/banner.js';
import { roomsView } from './view/rooms.js';
import { membersView } from './view/members.js';
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
    const network = new Network();
    const chatter = new Chatter({
      url: '/ws',
      user: session.name,
      token: async () => network.pass() ?? session.token(),
      WebSocket: network.WebSocket,
    });
    const chat = new Chat(chatter, session, network, config.every);
    const pane = panes();
    const open = (talk) => {
      chat.select(talk);
      pane.show('talk');
      views.messages.open();
      render();
      views.composer.focus();
    };
    const views = {
      people: peopleView(chat, { open, secondWindow }),
      head: headView(chat),
      messages: messagesView(chat, { takeBack: (draft) => views.composer.takeBack(draft), edit: (message) => views.composer.edit(message), reply: (message) => views.composer.reply(message) }),
      composer: composerView(chat),
      banner: bannerView(chat),
      rooms: roomsView(chat, { open }),
      members: membersView(chat, { pane }),
      told: toldView(chat, config.notif, { every: config.every, open: (name) => open(chat.person(name)), pane }),
    };
    const render = () => {
      for (const view of Object.values(views)) view.render();
    };
    const end = (why) => {
      $('app').hidden = true;
      for (const view of Object.values(views)) view.close?.();
      chat.close();
      done(why);
    };

    $('app').hidden = false;
    $('me-avatar').replaceChildren(avatar(session.name));
    setText($('me-name'), session.name);
    on($('leave'), 'click', () => end(''));
    for (const id of ['second-window', 'second-window-too']) on($(id), 'click', secondWindow);
    on($('back'), 'click', () => pane.back('people'));
    pane.onchange = (now) => {
      if (now === 'people') views.people.focus();
      if (now !== 'told') views.told.close();
      if (now !== 'members') views.members.close();
    };
    on(document, 'visibilitychange', () => views.messages.look());
    chat.addEventListener('change', render);
    chat.addEventListener('incoming', ({ detail }) => {
      const said = detail.text ?? 'sent an image';
      setText($('announcer'), `${detail.from}${detail.where && ` in ${detail.where}`}: ${said}`);
      views.told.refresh();
    });
    chat.addEventListener('happened', ({ detail }) => detail.room === chat.selected?.id && setText($('announcer'), chat.happenings.words(detail)));
    chat.addEventListener('closed', () => pane.back('people'));
    chat.addEventListener('alert', ({ detail }) => views.banner.alert(detail));
    chatter.addEventListener('state', ({ detail }) => detail.state === 'stopped' && !$('app').hidden && end(detail.reason));

    const asked = new URLSearchParams(location.search).get('talking-to');
    if (asked) history.replaceState(history.state, '', location.pathname);
    const before = asked ? { username: asked } : kept.open;
    if (before) open(before.username ? chat.person(before.username) : chat.room(before.id));
    else views.people.focus();
    chatter.start();
    render();
  });
}

/** Without an opener the new window starts with an empty session, and so as somebody else. */
function secondWindow() {
  const query = new URLSearchParams({ as: nextName(session.name), group: session.group ?? '' });
  open(`/?${query}`, '_blank', 'noopener,popup,width=960,height=720');
}
