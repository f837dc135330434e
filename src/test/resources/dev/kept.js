// State that survives a reload of the window: the open conversation and unsent input.

const OPEN = 'chatter.open';
const WRITTEN = 'chatter.written:';

export const kept = {
  /** `{username}` or `{id}`. */
  get open() {
    return JSON.parse(sessionStorage.getItem(OPEN) ?? 'null');
  },

  set open(talk) {
    put(OPEN, talk && { username: talk.username, id: talk.id });
  },

  /** `{text, image, reply}` of a conversation. */
  written(talk) {
    return JSON.parse(sessionStorage.getItem(WRITTEN + talk.key) ?? '{}');
  },

  write(talk, { text, image, reply }) {
    put(WRITTEN + talk.key, text || image || reply ? { text, image, reply } : null);
  },
};

function put(key, value) {
  if (value) sessionStorage.setItem(key, JSON.stringify(value));
  else sessionStorage.removeItem(key);
}
