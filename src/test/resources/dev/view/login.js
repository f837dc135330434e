// Coming in as anybody, or with a bearer where chatter asks a real uacl.

import { $, on } from '../dom.js';
import { sentence } from '../format.js';

const NAMES = ['alice', 'bob', 'carol', 'dave'];

/** Shows the form until somebody has come in. */
export function loginView(session, reason = '') {
  const form = $('login-form');
  const error = $('login-error');
  const anybody = Boolean(session.uacl);
  $('login').hidden = false;
  $('login-anybody').hidden = !anybody;
  $('login-lead').hidden = !anybody;
  $('login-bearer').hidden = anybody;
  const asked = new URLSearchParams(location.search);
  $('login-name').value ||= asked.get('as') ?? NAMES[0];
  $('login-group').value ||= asked.get('group') ?? 'friends';
  error.textContent = reason && sentence(reason);
  const first = $(anybody ? 'login-name' : 'login-token');
  first.focus();
  first.select();

  return new Promise((done) => {
    on(form, 'submit', async (event) => {
      event.preventDefault();
      error.textContent = '';
      form.inert = true;
      try {
        if (anybody) await session.login($('login-name').value, $('login-group').value);
        else await session.loginWithBearer($('login-token').value.trim());
        $('login').hidden = true;
        done();
      } catch (problem) {
        error.textContent = sentence(problem.message);
        form.inert = false;
        first.focus();
      }
      form.inert = false;
    });
  });
}

/** A name to suggest to the person of the next window. */
export const nextName = (name) => NAMES[NAMES.indexOf(name) + 1] ?? '';
