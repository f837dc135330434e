// The quotation above a reply, which leads to the original.

import { h, setText } from '../dom.js';

export function quotation({ message }) {
  const button = h('button', { type: 'button', class: 'quote', dir: 'auto' },
    h('span', { class: 'quoted-from', dir: 'auto' }), h('span', { class: 'quoted', dir: 'auto' }));
  fillQuotation(button, message);
  return button;
}

export function fillQuotation(button, message) {
  setText(button.firstChild, message?.from ?? '');
  setText(button.lastChild, excerpt(message));
  button.setAttribute('aria-label', message ? `In reply to ${message.from}: ${excerpt(message)}` : 'In reply to an earlier message');
}

/** Returns the text of a message in one line. */
export function excerpt(message) {
  if (!message) return message === null ? 'An earlier message' : '…';
  if (message.deleted) return 'Message deleted';
  return message.text?.replace(/\s+/g, ' ').slice(0, 300) ?? 'An image';
}
