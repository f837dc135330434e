// Shows the AsyncAPI document to people: how a connection goes, and every frame of both versions.

import { h } from '/dev/dom.js';
import { inline, markdown, slug } from './markdown.js';
import { Schemas } from './schema.js';

const api = await fetch('/docs/asyncapi.json').then((response) => response.json());
const schemas = new Schemas(api);
const COMMON = ['type', 'id'];

const operations = Object.entries(api.operations).map(([key, told]) => ({ key, ...told }));
const of = (version, action) =>
  operations.filter(({ channel, action: is }) => channel.$ref.endsWith(`/${version}`) && is === action);

const chapters = [
  { title: 'Requests', note: 'What a client of version 2 may ask. Every request may carry an `id`; its reply is `ok` or `error` and carries the same.', operations: of('version-2', 'receive'), version: 2 },
  { title: 'Pushes', note: 'What the server of version 2 says, unasked.', operations: of('version-2', 'send'), version: 2 },
  { title: 'Version 1', note: 'What a client hears and says that offers no subprotocol.', operations: [...of('version-1', 'receive'), ...of('version-1', 'send')], version: 1 },
];

const main = document.getElementById('main');
main.append(
  h('header', {},
    h('p', { class: 'sub' }, h('a', { href: '/' }, 'Try-out'), ' · ', h('a', { href: '/docs/asyncapi.yaml' }, 'asyncapi.yaml'), ' · ', h('a', { href: '/docs/asyncapi.json' }, 'in one file'), ' · ', h('a', { href: '/docs/openapi.yaml' }, 'openapi.yaml')),
    h('h1', {}, 'The socket of chatter')),
  ...markdown(api.info.description),
  ...chapters.flatMap(chapter),
  h('h2', { id: 'error-codes' }, 'Error codes'),
  ...markdown(api.components.schemas.errorCode.description),
);
document.getElementById('contents').append(contents());
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();

function chapter({ title, note, operations: told, version }) {
  return [
    h('h2', { id: slug(title) }, title),
    h('p', {}, ...inline(note)),
    ...told.flatMap((operation) => operation.messages.map((reference) => frame(operation, schemas.follow(reference), version))),
  ];
}

function frame(operation, message, version) {
  const asked = operation.action === 'receive';
  return h('article', { id: anchor(operation, message) },
    h('h3', {}, h('span', { class: asked ? 'way up' : 'way down' }, asked ? 'client' : 'server'), ' ', h('code', {}, message.name), h('span', { class: 'what' }, message.title)),
    message.summary && h('p', {}, ...inline(message.summary)),
    ...markdown(message.description ?? ''),
    ...body(message, version === 2 ? COMMON : []),
    ...(operation.reply ? reply(operation.reply) : []));
}

function body(message, skipped) {
  const rows = schemas.rows(message.payload, skipped);
  return [
    rows.length ? fields(rows) : null,
    ...schemas.notes(message.payload).map((note) => h('p', { class: 'rule' }, ...inline(note))),
    ...message.examples.map(({ payload }) => h('pre', {}, JSON.stringify(payload))),
  ].filter(Boolean);
}

function reply({ messages }) {
  const [ok] = messages.map((reference) => schemas.follow(reference));
  return [h('h4', {}, h('span', { class: 'way down' }, 'server'), ' ', h('code', {}, 'ok'), h('span', { class: 'what' }, ok.title)),
    ok.summary && h('p', {}, ...inline(ok.summary)), ...body(ok, COMMON)].filter(Boolean);
}

function fields(rows) {
  return h('div', { class: 'wide' }, h('table', { class: 'fields' }, h('tbody', {}, ...rows.map((row) =>
    h('tr', {},
      h('th', { scope: 'row', 'data-depth': Math.min(row.depth, 3) }, h('code', {}, row.name), row.required ? null : h('span', { class: 'optional', title: 'may be left out' }, '?')),
      h('td', { class: 'type' }, row.type),
      h('td', {}, ...inline((row.description ?? '').split('\n\n')[0].replaceAll('\n', ' '))))))));
}

function anchor({ key, action }, { name }) {
  return (action === 'send' ? `${key}-${name}` : key).replaceAll('.', '-');
}

function contents() {
  const part = (title, id, links = []) => h('li', {}, h('a', { href: `#${id}` }, title),
    links.length ? h('ul', {}, ...links.map(([name, to]) => h('li', {}, h('a', { href: `#${to}` }, h('code', {}, name))))) : null);
  return h('ul', {},
    part('Handshake', 'main'),
    ...[...main.querySelectorAll('h2')].map(({ textContent, id }) => {
      const found = chapters.find(({ title }) => slug(title) === id);
      return part(textContent, id, found?.operations.flatMap((operation) =>
        operation.messages.map((reference) => [schemas.follow(reference).name, anchor(operation, schemas.follow(reference))])));
    }));
}
