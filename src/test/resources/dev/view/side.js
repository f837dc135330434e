// A pane beside the conversation that a button there opens and closes; one of them is open at a time.

import { $, on } from '../dom.js';

let current = null;

export function side(name, { toggle, pane, shown = () => {}, closed = () => {} }) {
  const panel = $(name);
  const back = $(`${name}-back`);
  const cross = $(`${name}-close`);
  const self = { leave, close, get isOpen() { return !panel.hidden; } };
  on(toggle, 'click', () => (panel.hidden ? show() : leave()));
  on(back, 'click', leave);
  on(cross, 'click', leave);
  on(panel, 'keydown', (event) => event.key === 'Escape' && leave());

  function show() {
    current?.close();
    current = self;
    panel.hidden = false;
    toggle.setAttribute('aria-expanded', 'true');
    pane.show(name);
    shown();
    (getComputedStyle(back).display === 'none' ? cross : back).focus();
  }

  function leave() {
    close();
    pane.back('talk');
    toggle.focus();
  }

  function close() {
    panel.hidden = true;
    toggle.setAttribute('aria-expanded', 'false');
    if (current === self) current = null;
    closed();
  }

  return self;
}
