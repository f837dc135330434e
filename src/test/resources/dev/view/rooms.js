// Making a room of many, and joining one that is public.

import { $ } from '../dom.js';
import { sentence } from '../format.js';

export function roomsView(chat, { open }) {
  const dialog = $('rooms');
  let awaited = null;
  $('new-room').onclick = () => {
    for (const form of dialog.querySelectorAll('form')) form.reset();
    for (const error of dialog.querySelectorAll('.error')) error.textContent = '';
    dialog.showModal();
  };
  $('rooms-close').onclick = () => dialog.close();
  $('make-room').onsubmit = (event) =>
    submit(event, async () => {
      const name = $('room-name').value.trim();
      const visibility = $('room-public').checked ? 'public' : 'private';
      return chat.chatter.request('create_room', { name, visibility, room: visibility === 'public' ? address(name) : undefined });
    });
  $('join-room').onsubmit = (event) =>
    submit(event, async () => {
      const room = $('join-id').value.trim();
      await chat.chatter.request('join', { room });
      return { room };
    });

  /** Opens the room when the server has said that the person belongs to it, which may be after it answered. */
  async function submit(event, work) {
    event.preventDefault();
    const error = event.target.querySelector('.error');
    error.textContent = '';
    try {
      awaited = (await work()).room;
      render();
    } catch (problem) {
      error.textContent = sentence(problem.message);
    }
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

/** What others join a public room by: its name, as far as that can be typed everywhere. */
function address(name) {
  const words = name.toLowerCase().normalize('NFKD').match(/[a-z0-9]+/g);
  return words?.join('-').slice(0, 100);
}
