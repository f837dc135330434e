// One message as it is shown. Whatever a person wrote is set as text; addresses are links only where
// they are of the web.

import { h, avatar } from '../dom.js';
import { clock, exact, pieces, safeUrl, sentence } from '../format.js';

/** A message that is in the history. */
export function bubble(message, mine) {
  return h(
    'li',
    { class: mine ? 'message mine' : 'message', 'data-id': message.id },
    mine ? null : avatar(message.from),
    h('div', { class: 'body' },
      h('span', { class: 'unseen' }, `${mine ? 'You' : message.from}: `),
      ...content(message),
      h('time', { datetime: message.created.toISOString(), title: exact(message.created) }, clock(message.created))),
  );
}

/** A message that is not confirmed, with what can be done about it where it failed. */
export function pendingBubble(draft, { again, edit }) {
  return h(
    'li',
    { class: 'message mine pending' },
    h('div', { class: 'body' }, ...content(draft)),
    h('p', { class: 'fate' },
      h('span', { class: 'text' }),
      h('span', { class: 'choices' },
        h('button', { type: 'button', class: 'quiet again', onclick: again }, 'Send again'),
        h('button', { type: 'button', class: 'quiet edit', onclick: edit }, 'Edit'))),
  );
}

export function updatePending(element, draft) {
  element.dataset.state = draft.state;
  const words = { waiting: 'Waits for the connection', sent: 'Sending', failed: sentence(draft.error) };
  const text = element.querySelector('.fate .text');
  if (text.textContent !== words[draft.state]) text.textContent = words[draft.state];
  for (const button of element.querySelectorAll('button')) button.hidden = draft.state !== 'failed';
}

function content({ text, image, from }) {
  const parts = [];
  if (image) parts.push(picture(image, from));
  if (text) {
    parts.push(h('p', { class: 'text', dir: 'auto' }, ...pieces(text).map(({ text: words, url }) => url ? link(url, words) : words)));
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
