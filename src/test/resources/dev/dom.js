// Building elements from data. Text only ever becomes text: nothing here or elsewhere parses HTML.

const SVG = 'http://www.w3.org/2000/svg';
const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export const $ = (id) => document.getElementById(id);

/** Sets the single listener of an element's event. Its return value is ignored: `false` would cancel the event. */
export function on(element, type, listener) {
  element[`on${type}`] = (event) => {
    listener(event);
  };
}

/** An element with properties (`class`, `on…` listeners, attributes) and children, strings being text. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** A circle with a person's initials in a colour of its own, or a square for a room. */
export function avatar(name, active, room) {
  const element = h('span', { class: room ? 'avatar room' : 'avatar', 'aria-hidden': 'true' }, initials(name));
  let hash = 7;
  for (const character of name) hash = (hash * 31 + character.codePointAt(0)) % 9973;
  element.style.setProperty('--hue', String((hash * 47) % 360));
  if (active != null) element.dataset.active = active;
  return element;
}

/** Returns the first grapheme of each of the first two words, or the first two of a single word. */
function initials(name) {
  const [one, other] = name.trim().split(/[\s_]+/).map((word) => [...letters.segment(word)].map(({ segment }) => segment));
  return other?.length ? one[0] + other[0] : one.slice(0, 2).join('');
}

/**
 * Makes a parent's children be the entries, in order, keeping the element of a key that was there
 * before (and with it focus and selection). An entry is `{key, make(), update?(element)}`.
 */
export function arrange(parent, entries) {
  const before = parent.arranged ?? new Map();
  const after = new Map();
  let place = parent.firstChild;
  for (const { key, make, update } of entries) {
    const element = before.get(key) ?? make();
    update?.(element);
    after.set(key, element);
    if (element === place) place = place.nextSibling;
    else parent.insertBefore(element, place);
  }
  for (const [key, element] of before) if (!after.has(key)) element.remove();
  parent.arranged = after;
}

/** Sets text only where it differs, so that nothing is read out twice. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
