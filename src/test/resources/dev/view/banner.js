// The state of the connection, and errors that belong to no message.

import { $, h, on, setText } from '../dom.js';
import { sentence } from '../format.js';

const BACK_FOR = 2500;

export function bannerView(chat) {
  const banner = $('banner');
  const text = h('span');
  const now = h('button', { type: 'button', class: 'quiet', onclick: () => chat.chatter.retryNow() }, 'Try now');
  const mend = h('button', { type: 'button', class: 'quiet', onclick: () => chat.mend() }, 'Mend it');
  const network = $('network');
  banner.replaceChildren(text, now, mend);
  let lost = false;
  let backUntil = 0;

  let passes = false;

  on($('alert-close'), 'click', hide);
  on(network, 'click', () => (chat.network.isCut ? chat.mend() : chat.cut()));
  chat.addEventListener('done', hide);
  chat.addEventListener('over', () => passes && hide());
  const timer = setInterval(() => chat.connection.state === 'waiting' && render(), 500);

  function render() {
    const { state } = chat.connection;
    const { isCut } = chat.network;
    if (state === 'waiting') lost = true;
    if (state === 'open' && lost) {
      lost = false;
      if (passes) hide();
      backUntil = Date.now() + BACK_FOR;
      setTimeout(render, BACK_FOR + 50);
    }
    const back = state === 'open' && Date.now() < backUntil;
    banner.hidden = !(back || lost);
    banner.dataset.state = back ? 'back' : 'lost';
    now.hidden = state !== 'waiting' || isCut;
    mend.hidden = !isCut;
    setText(text, back ? 'Connected again' : words(chat.connection));
    setText($('me-state'), status(state));
    network.setAttribute('aria-checked', String(!isCut));
    setText($('network-state'), isCut ? 'Cut. What you write waits for it' : 'Cut it, and write');
    document.documentElement.dataset.connection = state;
  }

  function words({ state, retryAt, code, reason }) {
    if (chat.network.isCut) return 'You cut the network. What you write waits.';
    if (state !== 'waiting') return 'Connecting again…';
    const seconds = Math.ceil((retryAt - Date.now()) / 1000);
    return `${sentence(closing(code, reason))} Trying again${seconds > 1 ? ` in ${seconds} s` : ' now'}`;
  }

  function closing(code, reason) {
    if (code === 1001 || code === 1012) return 'The server is restarting';
    return reason || 'The connection was lost';
  }

  function status(state) {
    const where = chat.group ? ` · ${chat.group}` : '';
    return ({ open: 'connected', connecting: 'connecting', waiting: 'not connected' }[state] ?? '') + where;
  }

  function alert({ text: message, passes: willPass }) {
    passes = willPass;
    setText($('alert-text'), sentence(message));
    $('alert').hidden = false;
  }

  function close() {
    clearInterval(timer);
    hide();
  }

  function hide() {
    $('alert').hidden = true;
  }

  return { render, alert, close };
}
