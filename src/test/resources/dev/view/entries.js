// Entries of a conversation, in order: messages by day and grouped by sender, the line before the unread, joins and leaves, and
// unsent messages.

import { h, setText } from '../dom.js';
import { day, dayKey } from '../format.js';
import { bubble, fillBubble, pendingBubble, updatePending } from './bubble.js';

const GROUP_WITHIN = 5 * 60_000;

/** The entries for `arrange`; `on` is what messages lead to: `actions`, `takeBack(draft)`, `goTo(sequence)`. */
export function entries(chat, talk, on) {
  const { messages, pending, room } = talk;
  const others = talk.username ? 1 : (chat.members.of(talk.id)?.length ?? room?.members) - 1;
  const all = [...withHappenings(chat, talk, messages), ...(talk.hasNewer ? [] : pending.map((draft) => ({ ...draft, draft, from: chat.me })))];
  return all.flatMap((item, index) => {
    const before = all[index - 1];
    const after = all[index + 1];
    const isFirst = !before || !together(before, item);
    const isLast = !after || !together(item, after);
    const named = Boolean(talk.id) && isFirst;
    const entry = item.type ? happened(chat, item) : item.draft ? unconfirmed(chat, talk, item.draft, on) : confirmed(chat, talk, item, { ...on, others, named });
    const update = (element) => {
      entry.update(element);
      element.classList.toggle('first', isFirst);
      element.classList.toggle('last', isLast);
    };
    const newDay = !before || dayOf(before) !== dayOf(item);
    return [...(newDay ? [separator(item.created)] : []), ...(isLineAbove(talk, item, before) ? [unreadLine()] : []), { ...entry, update }];
  });
}

/** Adds the joins and leaves between the shown messages; those before or after are unknown. */
function withHappenings(chat, talk, messages) {
  if (!talk.id) return messages;
  const first = talk.hasOlder ? (messages[0]?.sequence ?? Infinity) : 0;
  const last = talk.hasNewer ? (messages.at(-1)?.sequence ?? 0) : Infinity;
  const here = chat.happenings.of(talk.id).filter(({ sequence }) => sequence > first && sequence < last);
  return here.length ? [...messages, ...here].sort((one, other) => one.sequence - other.sequence) : messages;
}

function isLineAbove({ line }, { sequence, type }, before) {
  return line !== null && !type && sequence >= line && !(before?.sequence >= line && !before.type);
}

function unreadLine() {
  return {
    key: 'unread',
    make: () => h('li', { class: 'unread-line', role: 'separator', 'aria-label': 'New from here' }, h('span', { 'aria-hidden': 'true' }, 'New')),
  };
}

function happened(chat, push) {
  return {
    key: `happened ${push.sequence}`,
    make: () => h('li', { class: 'happened' }, h('span', {}, chat.happenings.words(push))),
    update: () => {},
  };
}

function confirmed(chat, talk, message, { actions, goTo, others, named }) {
  const { sequence, reply_to: original } = message;
  const mine = message.from === chat.me;
  const fate = mine && !talk.isSelf && others > 0 && !message.deleted ? talk.fate(message, others) : null;
  const quote = original && !message.deleted ? { original, message: chat.quotes.of(talk, original) } : null;
  const now = () => talk.messages.find((one) => one.sequence === sequence);
  const act = ({ currentTarget }) => actions.open(currentTarget, now());
  return {
    key: sequence,
    make: () => bubble(message, mine, { act, react: (reaction) => actions.react(sequence, reaction), goTo: () => goTo(original) }),
    update: (element) => fillBubble(element, message, { me: chat.me, mine, named, fate, quote }),
  };
}

function unconfirmed(chat, talk, draft, { takeBack, goTo }) {
  const back = async () => {
    if (await chat.chatter.discard(draft.client_id)) takeBack(draft);
  };
  const original = draft.reply_to;
  const quote = original ? { original, message: chat.quotes.of(talk, original) } : null;
  return {
    key: draft.client_id,
    make: () => pendingBubble(draft, { again: () => chat.chatter.again(draft.client_id), takeBack: back, quote, goTo: () => goTo(original) }),
    update: (element) => updatePending(element, draft, chat.connection.state === 'open'),
  };
}

function separator(created) {
  const when = new Date(created);
  return {
    key: `day ${dayKey(when)}`,
    make: () => h('li', { class: 'day' }, h('span')),
    update: (element) => setText(element.firstChild, day(when)),
  };
}

const dayOf = ({ created }) => dayKey(new Date(created));

function together(one, other) {
  if (one.type || other.type) return false;
  const near = new Date(other.created) - new Date(one.created) < GROUP_WITHIN;
  return one.from === other.from && dayOf(one) === dayOf(other) && near;
}
