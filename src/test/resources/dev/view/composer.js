// Input for new messages, replies and edits. Each conversation keeps its own draft, over a reload as well.

import { $, on, setText } from '../dom.js';
import { kept } from '../kept.js';
import { excerpt } from './quote.js';

const TALLEST = 160;

export function composerView(chat) {
  const form = $('composer');
  const draft = $('draft');
  const image = $('image');
  const attach = $('attach');
  const toggle = $('attach-toggle');
  let talk = null;
  let editing = null;
  /** The sequence of the message that is replied to. */
  let reply = null;

  draft.value = '';
  image.value = '';
  on(form, 'submit', (event) => {
    event.preventDefault();
    send();
  });
  on(draft, 'input', () => {
    fit();
    keep();
    if (!editing) chat.chatter.typing(talk.target, draft.value !== '');
  });
  on(image, 'input', () => {
    fit();
    keep();
  });
  for (const field of [draft, image]) on(field, 'keydown', key);
  on(toggle, 'click', () => {
    showAttach(attach.hidden);
    (attach.hidden ? draft : image).focus();
    keep();
  });
  on($('editing-cancel'), 'click', cancel);

  function key(event) {
    // While a word is being composed, Enter belongs to the input method.
    if (event.isComposing || event.shiftKey) return;
    if (event.key === 'Enter') send();
    else if (event.key === 'Escape' && (editing || reply)) cancel();
    else return;
    event.preventDefault();
  }

  function showAttach(visible) {
    attach.hidden = !visible;
    toggle.setAttribute('aria-expanded', String(visible));
    if (!visible) image.value = '';
    fit();
  }

  function send() {
    const text = draft.value.trim();
    const address = image.value.trim();
    if (!text && !address) return;
    if (editing) {
      save(editing, text);
      return;
    }
    try {
      chat.say({ text: text || undefined, image_path: address || undefined, reply_to: reply ?? undefined });
    } catch (problem) {
      chat.alert(`This could not be kept, and was not sent: ${problem.message}`);
      return;
    }
    fill({});
    keep();
    draft.focus();
  }

  async function save({ sequence, text: before }, text) {
    const { id } = talk.room;
    if (text === before || (await chat.attempt((chatter) => chatter.edit(id, sequence, text)))) cancel();
  }

  /** Edits one of the user's own messages; the unsent draft is restored afterwards. */
  function edit(message) {
    keep();
    editing = message;
    fill({ text: message.text });
    draft.focus();
  }

  function replyTo({ sequence }) {
    if (editing) cancel();
    reply = sequence;
    show();
    keep();
    draft.focus();
  }

  function cancel() {
    if (editing) {
      editing = null;
      fill(kept.written(talk));
    } else {
      reply = null;
      show();
      keep();
    }
    draft.focus();
  }

  /** Puts an unsent message back into the input, before what was written since. */
  function takeBack({ text, image_path: address, reply_to: original }) {
    if (editing) cancel();
    fill({ text: [text, draft.value].filter(Boolean).join('\n'), image: address ?? image.value, reply: original ?? reply });
    keep();
    draft.focus();
  }

  function fill({ text = '', image: address = '', reply: original = null }) {
    draft.value = text;
    reply = original;
    showAttach(Boolean(address));
    image.value = address;
    show();
  }

  function keep() {
    if (talk && !editing) kept.write(talk, { text: draft.value, image: image.value, reply });
  }

  function show() {
    $('editing').hidden = !editing && !reply;
    const original = reply && chat.quotes.of(talk, reply);
    setText($('editing-what'), editing ? 'Changing what you wrote' : original ? `Reply to ${original.from}: ${excerpt(original)}` : 'Reply');
    toggle.hidden = Boolean(editing);
    fit();
  }

  function fit() {
    draft.style.height = 'auto';
    draft.style.height = `${Math.min(draft.scrollHeight, TALLEST)}px`;
    const limit = chat.chatter.limits.text ?? Infinity;
    const length = draft.value.length;
    setText($('draft-count'), length > limit - 500 ? `${length} of ${limit} characters` : '');
    $('draft-count').classList.toggle('over', length > limit);
    $('send').disabled = !draft.value.trim() && !image.value.trim();
  }

  function render() {
    form.hidden = !chat.selected;
    if (chat.selected === talk) {
      if (reply) show();
      if (talk) named();
      return;
    }
    keep();
    editing = null;
    talk = chat.selected;
    if (!talk) return;
    named();
    fill(kept.written(talk));
  }

  function named() {
    const words = talk.isSelf ? 'Write a note to yourself' : `Write to ${talk.title}`;
    if (draft.placeholder === words) return;
    draft.placeholder = words;
    // A longer one may have taken two lines.
    fit();
    draft.setAttribute('aria-label', words);
  }

  return { render, edit, reply: replyTo, takeBack, focus: () => draft.focus() };
}
