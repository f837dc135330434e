// The messages of the open conversation: kept at the end while the person reads there and where they are while they read
// elsewhere. What was in view has been read, and nothing else; more of the history is read before the person gets to its edge.

import { $, arrange, on, setText } from '../dom.js';
import { sentence } from '../format.js';
import { actionsView } from './actions.js';
import { entries } from './entries.js';
import { position } from './position.js';

/** Milliseconds for which the target of a quotation is highlighted. */
const MARKED_FOR = 2_500;

export function messagesView(chat, { takeBack, edit, reply }) {
  const scroll = $('scroll');
  const list = $('messages');
  const older = $('older');
  const newer = $('newer');
  const actions = actionsView(chat, { edit, reply });
  const place = position(scroll, list);
  let shown = null;
  let placed = false;

  on(newer, 'click', () => {
    chat.toNewest();
    render();
    toEnd();
    $('draft').focus();
  });
  on(scroll, 'scroll', () => {
    place.update();
    look();
    readOn();
  });
  on(older, 'click', () => chat.loadOlder());
  chat.addEventListener('said', () => {
    render();
    toEnd();
  });
  on(list, 'keydown', walk);
  on(scroll, 'keydown', jump);
  new ResizeObserver(() => staysAtEnd() && toEnd()).observe(scroll);
  list.addEventListener('load', () => staysAtEnd() && toEnd(), true);

  const staysAtEnd = () => placed && place.atEnd;
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

  /** Home and End jump at once: an animation would go on to the edge, past all that is loaded meanwhile. */
  function jump(event) {
    const to = { Home: 0, End: scroll.scrollHeight }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    scroll.scrollTop = to;
  }

  function toEnd() {
    place.toEnd();
    look();
  }

  /** Begins anew: the conversation was opened. */
  function open() {
    shown = null;
    render();
  }

  /** What is on the screen of a person who looks at it has been read. */
  function look() {
    const { room, unread, isSelf, hasNewer } = chat.selected ?? {};
    if (!chat.selected) return;
    const isSeen = placed && scroll.clientHeight && document.visibilityState === 'visible';
    if (room?.loaded && !isSelf && isSeen) chat.chatter.read(room, place.lastSeen());
    newer.hidden = !placed || (place.atEnd && !hasNewer);
    setText($('newer-text'), unread ? `${unread} new` : 'Newest');
  }

  /** Reads more of the history where less than a screen of it is left. */
  function readOn() {
    const talk = chat.selected;
    if (!talk?.room || !placed || !scroll.clientHeight || chat.isLoading(talk) || chat.errorOf(talk)) return;
    if (talk.hasOlder && place.before() < scroll.clientHeight) chat.loadOlder();
    else if (talk.hasNewer && place.after() < scroll.clientHeight) chat.loadNewer();
  }

  function render() {
    const talk = chat.selected;
    scroll.hidden = !talk;
    if (!talk) {
      shown = null;
      newer.hidden = true;
      return;
    }
    if (shown !== talk) {
      shown = talk;
      placed = false;
      arrange(list, []);
    }
    if (talk.hasNewer) place.atEnd = false;
    if (placed) place.keeping(() => show(talk));
    else show(talk);
    if (!placed && talk.arrived) arrive(talk);
    look();
    readOn();
  }

  function arrive(talk) {
    placed = true;
    const line = list.querySelector('.unread-line');
    if (talk.line && line) place.placeAt(line, 0.2);
    else place.toEnd();
  }

  function show(talk) {
    arrange(list, entries(chat, talk, { actions, takeBack, goTo }));
    for (const handle of handles()) handle.tabIndex = handle === document.activeElement ? 0 : -1;
    if (!list.contains(document.activeElement)) handles().at(-1)?.setAttribute('tabindex', '0');
    head(talk);
  }

  function head(talk) {
    const { loaded, messages, pending, hasOlder } = talk;
    const loading = chat.isLoading(talk);
    const error = chat.errorOf(talk);
    older.hidden = !error;
    setText(older, error ? `${sentence(error)} Try again` : '');
    setText($('loading'), loading && !error ? 'Loading…' : '');
    const empty = loaded && !messages.length && !pending.length;
    $('beginning').hidden = !loaded || hasOlder || loading || Boolean(error);
    setText($('beginning'), empty ? `Say hello to ${talk.id ? 'everybody' : talk.title}` : 'This is where it began');
    scroll.setAttribute('aria-busy', String(loading));
  }

  /** Leads to the original of a reply, and marks it. */
  async function goTo(sequence) {
    if (!(await chat.goTo(sequence))) return;
    place.atEnd = false;
    render();
    const element = list.querySelector(`[data-sequence="${sequence}"]`);
    if (!element) return;
    place.placeAt(element, 0.3);
    element.querySelector('.more').focus({ preventScroll: true });
    element.classList.add('marked');
    setTimeout(() => element.classList.remove('marked'), MARKED_FOR);
  }

  return { render, open, look };
}
