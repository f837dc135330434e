// Times and texts as people read them.

// The reader's preferred languages, which may differ from the browser's own: they decide between the 12-hour and the 24-hour
// clock.
const locales = [...navigator.languages];
const time = new Intl.DateTimeFormat(locales, { timeStyle: 'short' });
const weekday = new Intl.DateTimeFormat(locales, { weekday: 'long', day: 'numeric', month: 'long' });
const date = new Intl.DateTimeFormat(locales, { day: 'numeric', month: 'long', year: 'numeric' });
const short = new Intl.DateTimeFormat(locales, { day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat(locales, { dateStyle: 'full', timeStyle: 'medium' });

export const clock = (when) => time.format(when);
export const exact = (when) => full.format(when);
export const dayKey = (when) => `${when.getFullYear()}-${when.getMonth()}-${when.getDate()}`;

/** Whole days between two moments, by the calendar of the person. */
function daysAgo(when, now) {
  const midnight = (moment) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
  return Math.round((midnight(now) - midnight(when)) / 86_400_000);
}

export function day(when, now = new Date()) {
  const days = daysAgo(when, now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return when.getFullYear() === now.getFullYear() ? weekday.format(when) : date.format(when);
}

/** A time for today, a date for what is older. */
export function brief(when, now = new Date()) {
  return daysAgo(when, now) === 0 ? clock(when) : short.format(when);
}

/** What a server said, with one full stop at its end. */
export const sentence = (said) => `${said.replace(/[.\s]+$/, '')}.`;

/** The address as a URL that is safe to load and to open, or nothing. */
export function safeUrl(address) {
  try {
    const url = new URL(address, location.origin);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
  } catch {
    return null;
  }
}

/** Cuts a text into plain pieces and web addresses: `[{text, url?}]`. */
export function pieces(text) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g)) {
    if (match.index > end) found.push({ text: text.slice(end, match.index) });
    found.push({ text: match[0], url: safeUrl(match[0])?.href });
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push({ text: text.slice(end) });
  return found;
}
