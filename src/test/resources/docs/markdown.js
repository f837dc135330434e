// The little Markdown that the AsyncAPI document uses: headings, paragraphs, numbered lists, tables, code.

import { h } from '/dev/dom.js';

/** Inline text with `code` in it. */
export function inline(text) {
  return text.split(/(`[^`]+`)/).map((part) => (part.startsWith('`') ? h('code', {}, part.slice(1, -1)) : part));
}

/** The elements of a text; headings get an id, so that they can be linked to. */
export function markdown(text) {
  return blocks(text).map((block) => {
    if (block.startsWith('```')) return h('pre', {}, block.replace(/^```.*\n|\n?```$/g, ''));
    if (block.startsWith('## ')) return h('h2', { id: slug(block.slice(3)) }, ...inline(block.slice(3)));
    if (block.startsWith('|')) return table(block.split('\n'));
    if (/^1\. /.test(block)) return h('ol', {}, ...items(block).map((item) => h('li', {}, ...inline(item))));
    return h('p', {}, ...inline(block.replaceAll('\n', ' ')));
  });
}

export const slug = (heading) => heading.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** What stands between empty lines; fenced code is one, whatever is in it. */
function blocks(text) {
  const found = text.match(/```[^]*?```|(?:(?!\n\s*\n|```)[^])+/g) ?? [];
  return found.map((block) => block.trim()).filter(Boolean);
}

const items = (block) => block.split(/^\d+\. /m).slice(1).map((item) => item.replace(/\s*\n\s*/g, ' ').trim());

export function table(lines) {
  const [head, , ...rows] = lines.map((line) => line.replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim()));
  return h('div', { class: 'wide' }, h('table', {},
    h('thead', {}, h('tr', {}, ...head.map((cell) => h('th', {}, ...inline(cell))))),
    h('tbody', {}, ...rows.map((row) => h('tr', {}, ...row.map((cell) => h('td', {}, ...inline(cell))))))));
}
