// Where the person writes, or changes what he wrote. Each conversation keeps its own draft.

import { $, setText } from '../dom.js';

const TALLEST = 160;

export function composerView(chat) {
  const form = $('composer');
  const draft = $('draft');
  const image = $('image');
  const attach = $('attach');
  const toggle = $('attach-toggle');
  const drafts = new Map();
  let talk = null;
  let editing = null;

  draft.value = '';
  image.value = '';
  form.onsubmit = (event) => {
    event.preventDefault();
    send();
  };
  draft.oninput = () => {
    fit();
    if (!editing) chat.chatter.typing(talk.target, draft.value !== '');
  };
  image.oninput = fit;
  for (const field of [draft, image]) {
    field.onkeydown = (event) => {
      // While a word is being composed, Enter belongs to the input method.
      if (event.isComposing || event.shiftKey) return;
      if (event.key === 'Enter') send();
      else if (event.key === 'Escape' && editing) stopEditing();
      else return;
      event.preventDefault();
    };
  }
  toggle.onclick = () => showAttach(attach.hidden);
  $('editing-cancel').onclick = () => stopEditing();

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
    if (editing) {
      save(editing, text);
      return;
    }
    try {
      chat.say({ text: text || undefined, image_path: address || undefined });
    } catch (problem) {
      chat.alert(`This could not be kept, and was not sent: ${problem.message}`);
      return;
    }
    draft.value = '';
    drafts.delete(talk);
    if (!attach.hidden) showAttach(false);
    fit();
    draft.focus();
  }

  async function save({ sequence, text: before }, text) {
    const { id } = talk.room;
    if (text === before || (await chat.attempt((chatter) => chatter.edit(id, sequence, text)))) stopEditing();
  }

  /** Changes a message of the person's own. */
  function edit(message) {
    if (!editing) drafts.set(talk, draft.value);
    editing = message;
    if (!attach.hidden) showAttach(false);
    draft.value = message.text;
    show();
    draft.focus();
  }

  function stopEditing() {
    if (!editing) return;
    editing = null;
    draft.value = drafts.get(talk) ?? '';
    show();
    draft.focus();
  }

  /** Takes back what was not sent, before what was written since. */
  function takeBack({ text, image_path: address }) {
    stopEditing();
    draft.value = [text, draft.value].filter(Boolean).join('\n');
    if (address) {
      showAttach(true);
      image.value = address;
    }
    fit();
    draft.focus();
  }

  function show() {
    $('editing').hidden = !editing;
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
    if (chat.selected === talk) return;
    stopEditing();
    if (talk) drafts.set(talk, draft.value);
    talk = chat.selected;
    if (!talk) return;
    draft.value = drafts.get(talk) ?? '';
    draft.placeholder = talk.isSelf ? 'Write a note to yourself' : `Write to ${talk.title}`;
    draft.setAttribute('aria-label', draft.placeholder);
    show();
  }

  return { render, edit, takeBack, focus: () => draft.focus() };
}
