// Making a room of many, and finding and joining one that is public.

import { $, on } from '../dom.js';
import { sentence } from '../format.js';
import { findView } from './find.js';

export function roomsView(chat, { open }) {
  const dialog = $('rooms');
  const form = $('make-room');
  const error = form.querySelector('.error');
  let awaited = null;
  const find = findView(chat, { chosen: (room) => opens(room) });

  on($('new-room'), 'click', () => {
    form.reset();
    error.textContent = '';
    dialog.showModal();
    find.start();
  });
  on($('rooms-close'), 'click', () => dialog.close());
  on(form, 'submit', async (event) => {
    event.preventDefault();
    error.textContent = '';
    try {
      const visibility = $('room-public').checked ? 'public' : 'private';
      opens((await chat.chatter.request('create_room', { name: $('room-name').value.trim(), visibility })).room);
    } catch (problem) {
      error.textContent = sentence(problem.message);
    }
  });

  /** Opens the room once the user is a member of it, which the client may learn after the answer. */
  function opens(room) {
    awaited = room;
    render();
  }

  function render() {
    if (!awaited || !chat.chatter.rooms.get(awaited)?.visibility) return;
    const room = awaited;
    awaited = null;
    dialog.close();
    open(chat.room(room));
  }

  return { render, close: () => dialog.close() };
}
