// Two users talk through the packed client in Node, and one of them loses its connection meanwhile. Prints the outcome.

import assert from 'node:assert';
import WebSocket from 'ws';
import { Chatter } from 'chatter-client';

const [address, ...people] = JSON.parse(process.argv[2]);
const sockets = [];
const resumes = [];

/** A socket that records its requests, to a server that takes three rooms in a page. */
class FewRooms extends WebSocket {
  constructor(...args) {
    super(...args);
    sockets.push(this);
    resumes.push([]);
  }

  set onmessage(take) {
    super.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.type === 'welcome') frame.limits.resume = 3;
      take({ data: JSON.stringify(frame) });
    };
  }

  send(text) {
    const { type, rooms, more } = JSON.parse(text);
    if (type === 'resume') resumes.at(-1).push(`${Object.keys(rooms ?? {}).length}${more ? '+' : ''}`);
    super.send(text);
  }
}

function enter({ username, bearer }, Socket) {
  const token = async () => {
    const response = await fetch(`${address}/ws_token`, { headers: { Authorization: bearer } });
    return (await response.json()).result.token;
  };
  const chatter = new Chatter({ url: `${address}/ws`, user: username, token, WebSocket: Socket });
  chatter.addEventListener('problem', ({ detail }) => console.error(detail.error));
  chatter.addEventListener('gap', ({ detail }) => assert.fail(`a gap in ${detail.room.id}`));
  chatter.start();
  return chatter;
}

/** Waits until it holds. */
function until(chatter, what, holds) {
  return new Promise((done, fail) => {
    const patience = setTimeout(() => fail(new Error(`never: ${what}`)), 60_000);
    const look = () => {
      if (!holds()) return;
      clearTimeout(patience);
      chatter.removeEventListener('change', look);
      done();
    };
    chatter.addEventListener('change', look);
    look();
  });
}

const texts = (chatter, id) => chatter.rooms.get(id)?.messages.map(({ text }) => text).join();

assert.throws(() => new Chatter({ user: 'alice', token: () => 'none', WebSocket }), TypeError);
assert.throws(() => new Chatter({ url: 'ftp://x/', user: 'alice', token: () => 'none', WebSocket }), TypeError);

const alice = enter(people[0], FewRooms);
const bob = enter(people[1], WebSocket);
await Promise.all([alice, bob].map((one) => until(one, 'open', () => one.state === 'open' && one.known)));

const rooms = [];
for (let number = 0; number < 7; number += 1) {
  const { room } = await alice.request('create_room', { name: `Room ${number}`, visibility: 'private', members: [bob.user] });
  rooms.push(room);
}
await until(bob, 'all rooms', () => rooms.every((room) => bob.rooms.get(room)?.described));
for (const room of rooms) bob.send({ room, text: 'before' });
await until(alice, 'all messages', () => rooms.every((room) => texts(alice, room) === 'before'));
await until(alice, 'described', () => rooms.every((room) => alice.rooms.get(room).described));
const described = [alice, bob].map((one) => rooms.map((room) => `${one.rooms.get(room).role} of ${one.rooms.get(room).members}`));

await bob.react(rooms[0], alice.rooms.get(rooms[0]).last.sequence, '+');
await until(alice, 'a reaction', () => alice.rooms.get(rooms[0]).last.reactions.length);

const back = until(alice, 'lost', () => alice.state !== 'open');
sockets.at(-1).terminate();
await back;
for (const room of rooms.slice(3)) bob.send({ room, text: 'meanwhile' });
bob.send({ to: alice.user, text: 'Hello' });
await until(alice, 'open again', () => alice.state === 'open' && sockets.length > 1);
await until(alice, 'what was missed', () => rooms.slice(3).every((room) => texts(alice, room) === 'before,meanwhile'));
await until(alice, 'the direct room', () => alice.direct(bob.user)?.last?.text === 'Hello');

alice.stop();
bob.stop();
console.log(JSON.stringify({
  described,
  resumed: resumes.at(-1),
  first: texts(alice, rooms[0]),
  reactions: alice.rooms.get(rooms[0]).last.reactions,
  drafts: bob.drafts.length,
}));
