// Actions on a message: react, reply, edit, delete. One menu for all messages, placed next to the button that opened it.

import { $, h, on } from '../dom.js';

const REACTIONS = ['👍', '❤️', '😂', '🎉', '😮'];

export function actionsView(chat, { edit, reply }) {
  const menu = $('actions');
  let sequence = 0;
  let sure = false;

  on(menu, 'keydown', (event) => {
    const all = [...menu.querySelectorAll('button:not([hidden])')];
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  });

  const remove = h('button', { type: 'button', class: 'delete', onclick: () => (sure ? take() : ask()) });
  const change = h('button', { type: 'button', onclick: () => done(() => edit(message())) }, 'Edit');
  menu.replaceChildren(
    h('div', { class: 'choose' },
      ...REACTIONS.map((reaction) =>
        h('button', { type: 'button', 'aria-label': `React with ${reaction}`, onclick: () => done(() => react(sequence, reaction)) }, reaction))),
    h('button', { type: 'button', onclick: () => done(() => reply(message())) }, 'Reply'),
    change,
    remove);

  function open(button, of) {
    sequence = of.sequence;
    sure = false;
    const mine = of.from === chat.me;
    change.hidden = !mine || !of.text;
    remove.hidden = !mine && !chat.members.isOwner(chat.selected.id, chat.me);
    remove.textContent = 'Delete';
    menu.showPopover();
    place(button.getBoundingClientRect());
    menu.querySelector('button').focus();
  }

  /** Below the button where there is room, within the window always. */
  function place(at) {
    const { offsetWidth: width, offsetHeight: height } = menu;
    const left = Math.min(Math.max(8, at.left + at.width / 2 - width / 2), innerWidth - width - 8);
    const below = at.bottom + 4;
    menu.style.left = `${left}px`;
    menu.style.top = `${below + height > innerHeight - 8 ? at.top - height - 4 : below}px`;
  }

  function message() {
    return chat.selected.messages.find((one) => one.sequence === sequence);
  }

  function ask() {
    sure = true;
    remove.textContent = 'Delete for everybody?';
  }

  function take() {
    const { id } = chat.selected.room;
    done(() => chat.attempt((chatter) => chatter.delete(id, sequence)));
  }

  function done(work) {
    menu.hidePopover();
    work();
  }

  function react(to, reaction) {
    const { room, messages } = chat.selected;
    const given = messages.find((one) => one.sequence === to).reactions.find((one) => one.reaction === reaction);
    const wanted = !(given?.mine ?? given?.usernames.includes(chat.me));
    chat.attempt((chatter) => chatter.react(room.id, to, reaction, wanted));
  }

  return { open, react };
}
