// Where the person writes. Each conversation keeps its own draft.

import { $, setText } from '../dom.js';

const LIMIT = 8000;
const TALLEST = 160;

export function composerView(chat) {
  const form = $('composer');
  const draft = $('draft');
  const image = $('image');
  const attach = $('attach');
  const toggle = $('attach-toggle');
  const drafts = new Map();
  let peer = null;

  draft.value = '';
  image.value = '';
  form.onsubmit = (event) => {
    event.preventDefault();
    send();
  };
  for (const field of [draft, image]) {
    field.oninput = fit;
    field.onkeydown = (event) => {
      // While a word is being composed, Enter belongs to the input method.
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        send();
      }
    };
  }
  toggle.onclick = () => showAttach(attach.hidden);

  function showAttach(visible) {
    attach.hidden = !visible;
    toggle.setAttribute('aria-expanded', String(visible));
    if (visible) image.focus();
    else {
      image.value = '';
      draft.focus();
    }
    fit();
  }

  function send() {
    const text = draft.value.trim();
    const address = image.value.trim();
    if (!text && !address) return;
    chat.say({ text, image: address });
    draft.value = '';
    drafts.delete(peer);
    if (!attach.hidden) showAttach(false);
    fit();
    draft.focus();
  }

  /** Takes back what was not sent, before what was written since. */
  function edit({ text, image: address }) {
    draft.value = [text, draft.value].filter(Boolean).join('\n');
    if (address) {
      showAttach(true);
      image.value = address;
    }
    fit();
    draft.focus();
  }

  function fit() {
    draft.style.height = 'auto';
    draft.style.height = `${Math.min(draft.scrollHeight, TALLEST)}px`;
    const length = draft.value.length;
    setText($('draft-count'), length > LIMIT - 500 ? `${length} of ${LIMIT} characters` : '');
    $('draft-count').classList.toggle('over', length > LIMIT);
    $('send').disabled = !draft.value.trim() && !image.value.trim();
  }

  function render() {
    form.hidden = !chat.selected;
    if (chat.selected === peer) return;
    if (peer) drafts.set(peer, draft.value);
    peer = chat.selected;
    draft.value = drafts.get(peer) ?? '';
    draft.placeholder = peer === chat.me ? 'Write a note to yourself' : `Write to ${peer}`;
    draft.setAttribute('aria-label', draft.placeholder);
    fit();
  }

  return { render, edit, focus: () => draft.focus() };
}
