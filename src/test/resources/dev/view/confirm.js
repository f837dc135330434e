// Asks before what cannot be taken back.

import { $, on, setText } from '../dom.js';

/** Answers whether the person wants it; `action` is what the button says that does it. */
export function confirmed(question, action) {
  const dialog = $('confirm');
  setText($('confirm-question'), question);
  setText($('confirm-do'), action);
  dialog.returnValue = '';
  on($('confirm-do'), 'click', () => dialog.close('do'));
  on($('confirm-cancel'), 'click', () => dialog.close(''));
  dialog.showModal();
  $('confirm-cancel').focus();
  return new Promise((done) => on(dialog, 'close', () => done(dialog.returnValue === 'do')));
}
