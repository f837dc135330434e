// The state of the connection, and errors that belong to no message.

import { $, h, setText } from '../dom.js';
import { sentence } from '../format.js';

const BACK_FOR = 2500;

export function bannerView(chat) {
  const banner = $('banner');
  const text = h('span');
  const now = h('button', { type: 'button', class: 'quiet', onclick: () => chat.client.retryNow() }, 'Try now');
  banner.replaceChildren(text, now);
  let lost = false;
  let backUntil = 0;

  $('alert-close').onclick = () => ($('alert').hidden = true);
  const timer = setInterval(() => chat.connection.state === 'waiting' && render(), 500);

  function render() {
    const { state, reason, retryAt } = chat.connection;
    if (state === 'waiting') lost = true;
    if (state === 'open' && lost) {
      lost = false;
      backUntil = Date.now() + BACK_FOR;
      setTimeout(render, BACK_FOR + 50);
    }
    const back = state === 'open' && Date.now() < backUntil;
    banner.hidden = !(back || lost);
    banner.dataset.state = back ? 'back' : 'lost';
    now.hidden = state !== 'waiting';
    setText(text, back ? 'Connected again' : words(state, reason, retryAt));
    setText($('me-state'), status(state));
    document.documentElement.dataset.connection = state;
  }

  function words(state, reason, retryAt) {
    if (state !== 'waiting') return 'Connecting again…';
    const seconds = Math.ceil((retryAt - Date.now()) / 1000);
    return `${sentence(reason)} Trying again${seconds > 1 ? ` in ${seconds} s` : ' now'}`;
  }

  function status(state) {
    const where = chat.group ? ` · ${chat.group}` : '';
    return ({ open: 'connected', connecting: 'connecting', waiting: 'not connected' }[state] ?? '') + where;
  }

  function alert(message) {
    setText($('alert-text'), sentence(message));
    $('alert').hidden = false;
  }

  return { render, alert, close: () => clearInterval(timer) };
}
