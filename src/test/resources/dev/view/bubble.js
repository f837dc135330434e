// One message as it is shown. Whatever a person wrote is set as text; addresses are links only where they are of the web.

import { h, avatar, icon } from '../dom.js';
import { clock, exact, pieces, safeUrl, sentence } from '../format.js';
import { quotation } from './quote.js';

/** A message of the history, to be filled. */
export function bubble({ from, sequence }, mine, { act, react, goTo }) {
  return h(
    'li',
    { class: mine ? 'message mine' : 'message', 'data-sequence': sequence },
    mine ? null : avatar(from),
    h('div', { class: 'body', dir: 'auto', onclick: ({ target }) => target.closest('.quote') && goTo() }),
    h('button', { type: 'button', class: 'icon more', tabindex: -1, 'aria-haspopup': 'true', onclick: act }, icon('more')),
    h('div', { class: 'reactions', onclick: ({ target }) => target.dataset.reaction && react(target.dataset.reaction) }),
  );
}

/** Renders a message: `fate` for the user's own, `named` if the sender is shown, `quote` in a reply. */
export function fillBubble(element, message, { me, mine, named, fate, quote }) {
  const state = [message, named, fate?.state, fate?.read.join(), fate?.delivered.join(), quote?.message];
  if (element.state?.every((part, index) => part === state[index])) return;
  element.state = state;
  const { created, edited, deleted } = message;
  const when = new Date(created);
  element.classList.toggle('deleted', Boolean(deleted));
  element.querySelector('.more').setAttribute('aria-label', `What to do with: ${message.text ?? 'image'}`);
  element.querySelector('.more').hidden = Boolean(deleted);
  element.querySelector('.body').replaceChildren(
    h('span', { class: named && !mine ? 'from' : 'unseen', dir: 'auto' }, mine ? 'You: ' : named ? message.from : `${message.from}: `),
    ...(quote ? [quotation(quote)] : []),
    ...(deleted ? [h('p', { class: 'text' }, 'Message deleted')] : content(message)),
    h('span', { class: 'stamp' },
      edited ? h('span', { title: `Edited ${exact(new Date(edited))}` }, 'edited') : null,
      h('time', { dir: 'auto', datetime: created, title: exact(when) }, clock(when)),
      fate ? tick(fate) : null));
  element.querySelector('.reactions').replaceChildren(...message.reactions.map((given) => chip(given, me)));
}

function tick({ state, read, delivered }) {
  const got = delivered.filter((username) => !read.includes(username));
  const words = [read.length && `Read by ${read.join(', ')}`, got.length && `Delivered to ${got.join(', ')}`].filter(Boolean).join('. ');
  const label = words || 'Sent';
  const mark = h('span', { class: 'tick', 'data-state': state, role: 'img', 'aria-label': label, title: label });
  mark.append(icon(state === 'sent' ? 'tick' : 'ticks'));
  return mark;
}

function chip({ reaction, count, usernames, mine }, me) {
  const given = mine ?? usernames.includes(me);
  const others = count > usernames.length ? ` and ${count - usernames.length} more` : '';
  const label = `${reaction} from ${usernames.join(', ')}${others}`;
  return h('button',
    { type: 'button', 'data-reaction': reaction, 'aria-pressed': String(given), 'aria-label': label, title: label },
    `${reaction} ${count}`);
}

/** A message that is not confirmed, with what can be done about it where it failed. */
export function pendingBubble(draft, { again, takeBack, quote, goTo }) {
  return h(
    'li',
    { class: 'message mine pending' },
    h('div', { class: 'body', dir: 'auto', onclick: ({ target }) => target.closest('.quote') && goTo() }, quote && quotation(quote), ...content(draft)),
    h('p', { class: 'fate' },
      h('span', { class: 'text' }),
      h('span', { class: 'choices' },
        h('button', { type: 'button', class: 'quiet again', onclick: again }, 'Send again'),
        h('button', { type: 'button', class: 'quiet edit', onclick: takeBack }, 'Edit'))),
  );
}

export function updatePending(element, { state, error }, connected) {
  element.dataset.state = state;
  const words = {
    pending: connected ? 'Sending' : 'Waits for the connection',
    held: 'Written a while ago and not sent yet',
    sent: 'Sent',
    failed: sentence(error?.message ?? ''),
  };
  const text = element.querySelector('.fate .text');
  if (text.textContent !== words[state]) text.textContent = words[state];
  for (const button of element.querySelectorAll('button')) button.hidden = state !== 'failed' && state !== 'held';
}

function content({ text, image_path: image, from }) {
  const parts = [];
  if (image) parts.push(picture(image, from ?? 'you'));
  if (text) {
    parts.push(h('p', { class: 'text' }, ...pieces(text).map(({ text: words, url }) => url ? link(url, words) : words)));
  }
  return parts;
}

function picture(address, from) {
  const url = safeUrl(address);
  if (!url) return h('p', { class: 'text broken' }, `Image: ${address}`);
  const image = h('img', {
    src: url.href, alt: `Image from ${from}`, loading: 'lazy', referrerpolicy: 'no-referrer',
  });
  const frame = h('a', { class: 'picture', href: url.href, target: '_blank', rel: 'noopener noreferrer' }, image);
  image.onerror = () => {
    image.remove();
    frame.classList.add('broken');
    frame.append(`Image: ${address}`);
  };
  return frame;
}

function link(url, words) {
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, words);
}
