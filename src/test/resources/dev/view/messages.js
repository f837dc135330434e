// The messages of the open conversation: by day, grouped by who speaks, kept at the end while the person reads there and where
// he is while he reads elsewhere.

import { $, h, arrange, setText } from '../dom.js';
import { day, dayKey, sentence } from '../format.js';
import { actionsView } from './actions.js';
import { bubble, fillBubble, pendingBubble, updatePending } from './bubble.js';

const GROUP_WITHIN = 5 * 60_000;
const NEAR = 80;

export function messagesView(chat, { takeBack, edit }) {
  const scroll = $('scroll');
  const list = $('messages');
  const older = $('older');
  const newer = $('newer');
  const actions = actionsView(chat, { edit });
  let shown = null;
  let atEnd = true;

  newer.onclick = () => {
    toEnd();
    $('draft').focus();
  };
  scroll.onscroll = () => {
    atEnd = isAtEnd();
    look();
  };
  older.onclick = () => chat.loadOlder();
  list.onkeydown = walk;
  new ResizeObserver(() => atEnd && toEnd()).observe(scroll);
  list.addEventListener('load', () => atEnd && toEnd(), true);

  const isAtEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
  const handles = () => [...list.querySelectorAll('.more:not([hidden])')];

  /** Arrow keys lead from message to message where one of them has the focus. */
  function walk(event) {
    const all = handles();
    const here = all.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (here < 0 || !step) return;
    event.preventDefault();
    all[here + step]?.focus();
  }

  function toEnd() {
    scroll.scrollTop = scroll.scrollHeight;
    atEnd = true;
    look();
  }

  /** What is on the screen of a person who looks at it has been read. */
  function look() {
    const { room, unread, isSelf } = chat.selected ?? {};
    if (!chat.selected) return;
    if (room?.loaded && !isSelf && atEnd && scroll.clientHeight && document.visibilityState === 'visible') chat.chatter.read(room);
    newer.hidden = atEnd;
    setText($('newer-text'), unread ? `${unread} new` : 'Newest');
  }

  function render() {
    const talk = chat.selected;
    scroll.hidden = !talk;
    if (!talk) {
      newer.hidden = true;
      return;
    }
    const changed = shown !== talk;
    const bottom = scroll.scrollHeight - scroll.scrollTop;
    const first = changed ? null : list.querySelector('.message')?.dataset.sequence;
    if (changed) {
      shown = talk;
      arrange(list, []);
      atEnd = true;
    }
    arrange(list, entries(talk));
    for (const handle of handles()) handle.tabIndex = handle === document.activeElement ? 0 : -1;
    if (!list.contains(document.activeElement)) handles().at(-1)?.setAttribute('tabindex', '0');
    head(talk);
    if (atEnd) toEnd();
    else if (first && first !== list.querySelector('.message')?.dataset.sequence) {
      scroll.scrollTop = scroll.scrollHeight - bottom;
    }
    look();
  }

  function head(talk) {
    const { loaded, messages, pending, room } = talk;
    const loading = chat.isLoading(talk);
    const error = chat.errorOf(talk);
    const more = Boolean(room?.older);
    older.hidden = !(more && loaded) && !error;
    older.disabled = loading;
    setText(older, loading ? 'Loading…' : error ? `${sentence(error)} Try again` : 'Show older messages');
    const empty = loaded && !messages.length && !pending.length;
    $('beginning').hidden = !loaded || more || Boolean(error);
    setText($('beginning'), empty ? `Say hello to ${talk.id ? 'everybody' : talk.title}` : 'This is where it began');
    scroll.setAttribute('aria-busy', String(loading));
  }

  function entries(talk) {
    const { messages, pending, room } = talk;
    const others = talk.username ? 1 : (chat.members.of(talk.id)?.length ?? room?.members) - 1;
    const all = [...messages, ...pending.map((draft) => ({ ...draft, draft, from: chat.me }))];
    return all.flatMap((message, index) => {
      const before = all[index - 1];
      const after = all[index + 1];
      const isFirst = !before || !together(before, message);
      const isLast = !after || !together(message, after);
      const named = Boolean(talk.id) && isFirst;
      const entry = message.draft ? unconfirmed(message.draft) : confirmed(talk, message, { others, named });
      const update = (element) => {
        entry.update(element);
        element.classList.toggle('first', isFirst);
        element.classList.toggle('last', isLast);
      };
      const newDay = !before || dayOf(before) !== dayOf(message);
      return newDay ? [separator(message.created), { ...entry, update }] : [{ ...entry, update }];
    });
  }

  function confirmed(talk, message, { others, named }) {
    const { sequence } = message;
    const mine = message.from === chat.me;
    const fate = mine && !talk.isSelf && others > 0 && !message.deleted ? talk.fate(message, others) : null;
    const now = () => talk.messages.find((one) => one.sequence === sequence);
    const act = ({ currentTarget }) => actions.open(currentTarget, now());
    return {
      key: sequence,
      make: () => bubble(message, mine, { act, react: (reaction) => actions.react(sequence, reaction) }),
      update: (element) => fillBubble(element, message, { me: chat.me, mine, named, fate }),
    };
  }

  function unconfirmed(draft) {
    return {
      key: draft.client_id,
      make: () =>
        pendingBubble(draft, { again: () => chat.chatter.again(draft.client_id), takeBack: () => back(draft) }),
      update: (element) => updatePending(element, draft, chat.connection.state === 'open'),
    };
  }

  async function back(draft) {
    if (await chat.chatter.discard(draft.client_id)) takeBack(draft);
  }

  function separator(created) {
    const when = new Date(created);
    return {
      key: `day ${dayKey(when)}`,
      make: () => h('li', { class: 'day' }, h('span')),
      update: (element) => setText(element.firstChild, day(when)),
    };
  }

  return { render, toEnd, look };
}

const dayOf = ({ created }) => dayKey(new Date(created));

function together(one, other) {
  const near = new Date(other.created) - new Date(one.created) < GROUP_WITHIN;
  return one.from === other.from && dayOf(one) === dayOf(other) && near;
}
