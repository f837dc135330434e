// The messages of the open conversation: by day, grouped by who speaks, kept at the end while the
// person reads there and where he is while he reads elsewhere.

import { $, h, arrange, setText } from '../dom.js';
import { day, dayKey, sentence } from '../format.js';
import { bubble, pendingBubble, updatePending } from './bubble.js';

const GROUP_WITHIN = 5 * 60_000;
const NEAR = 80;

export function messagesView(chat, { edit }) {
  const scroll = $('scroll');
  const list = $('messages');
  const older = $('older');
  const newer = $('newer');
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
  new ResizeObserver(() => atEnd && toEnd()).observe(scroll);
  list.addEventListener('load', () => atEnd && toEnd(), true);

  const isAtEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;

  function toEnd() {
    scroll.scrollTop = scroll.scrollHeight;
    atEnd = true;
    look();
  }

  /** What is on the screen of a person who looks at it has been read. */
  function look() {
    if (!chat.selected) return;
    if (atEnd && scroll.clientHeight && document.visibilityState === 'visible') chat.markRead(chat.selected);
    const unread = chat.unread(chat.selected);
    newer.hidden = atEnd;
    setText($('newer-text'), unread ? `${unread} new` : 'Newest');
  }

  function render() {
    const conversation = chat.current;
    scroll.hidden = !conversation;
    if (!conversation) {
      newer.hidden = true;
      return;
    }
    const changed = shown !== conversation;
    const bottom = scroll.scrollHeight - scroll.scrollTop;
    const first = changed ? null : list.querySelector('.message')?.dataset.id;
    if (changed) {
      shown = conversation;
      arrange(list, []);
      atEnd = true;
    }
    arrange(list, entries(conversation));
    head(conversation);
    if (atEnd) toEnd();
    else if (first && first !== list.querySelector('.message')?.dataset.id) {
      scroll.scrollTop = scroll.scrollHeight - bottom;
    }
    look();
  }

  function head(conversation) {
    const { loading, error, loaded, messages, pending } = conversation;
    older.hidden = !conversation.older && !error;
    older.disabled = loading;
    setText(older, loading ? 'Loading…' : error ? `${sentence(error)} Try again` : 'Show older messages');
    older.onclick = () => (error ? conversation.retry() : chat.loadOlder());
    const empty = loaded && !messages.length && !pending.length;
    $('beginning').hidden = !loaded || Boolean(conversation.older) || Boolean(error);
    setText($('beginning'), empty ? `Say hello to ${conversation.peer}` : 'This is where it began');
    scroll.setAttribute('aria-busy', String(loading));
  }

  function entries({ messages, pending }) {
    const all = [...messages, ...pending];
    return all.flatMap((message, index) => {
      const before = all[index - 1];
      const after = all[index + 1];
      const newDay = !before || dayKey(before.created) !== dayKey(message.created);
      const isFirst = newDay || !together(before, message);
      const isLast = !after || dayKey(after.created) !== dayKey(message.created) || !together(message, after);
      const entry = message.id === undefined ? unconfirmed(message) : confirmed(message);
      const update = (element) => {
        entry.update?.(element);
        element.classList.toggle('first', isFirst);
        element.classList.toggle('last', isLast);
      };
      return newDay ? [separator(message.created), { ...entry, update }] : [{ ...entry, update }];
    });
  }

  function confirmed(message) {
    return { key: message.id, make: () => bubble(message, message.from === chat.me) };
  }

  function unconfirmed(draft) {
    return {
      key: draft.key,
      make: () =>
        pendingBubble(draft, { again: () => chat.again(draft.key), edit: () => editAgain(draft) }),
      update: (element) => updatePending(element, draft),
    };
  }

  function editAgain(draft) {
    chat.drop(draft.key);
    edit(draft);
  }

  function separator(when) {
    return {
      key: `day ${dayKey(when)}`,
      make: () => h('li', { class: 'day' }, h('span')),
      update: (element) => setText(element.firstChild, day(when)),
    };
  }

  return { render, toEnd, look };
}

function together(one, other) {
  return one.from === other.from && other.created - one.created < GROUP_WITHIN;
}
