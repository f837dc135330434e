// Every method of the client as a program in TypeScript uses it, and what must not compile. `tsc --strict` reads it.

import { Chatter, ChatterError, comeBackAfter, Outbox, Room, type Content, type Draft, type DraftStorage, type Member, type Message } from 'chatter-client';

const memory = new Map<string, string>();
const storage: DraftStorage = {
  get length() {
    return memory.size;
  },
  key: (index) => [...memory.keys()][index] ?? null,
  getItem: (key) => memory.get(key) ?? null,
  setItem: (key, value) => void memory.set(key, value),
  removeItem: (key) => void memory.delete(key),
};

const chatter = new Chatter({ url: new URL('wss://chat.example/ws'), user: 'alice', token: async () => 'token', storage, holdAfter: 1000, WebSocket });
new Chatter({ user: 'alice', token: () => 'token', storage: localStorage });
new Chatter({ user: 'alice', token: () => 'token', storage: null });

chatter.addEventListener('change', () => chatter.drafts.map(({ state }) => state));
chatter.addEventListener('state', ({ detail }) => detail.retryAt?.toFixed());
chatter.addEventListener('gap', ({ detail }) => detail.room.id.trim());
chatter.addEventListener('problem', ({ detail }) => detail.error.retryAfter?.toFixed());
chatter.addEventListener('sent', ({ detail }) => detail.message.text?.trim());
chatter.addEventListener('joined', ({ detail }) => detail.username.trim(), { once: true });
const drafted = ({ detail }: CustomEvent<{ draft: Draft }>) => detail.draft.error?.code;
chatter.addEventListener('draft', drafted);
chatter.removeEventListener('draft', drafted);

export async function useAll(): Promise<void> {
  chatter.start();
  chatter.retryNow();
  const content: Content = { to: 'bob', text: 'Hello', reply_to: 2 };
  const draft: Draft = chatter.send(content);
  chatter.send({ room: 'tea', image_path: '/milk.png' });
  chatter.again(draft.client_id);
  const discarded: boolean = await chatter.discard(draft.client_id);
  const room: Room | undefined = chatter.direct('bob') ?? chatter.rooms.get('tea');
  if (!room || discarded || !chatter.known || chatter.state !== 'open') return;
  await chatter.load(room);
  if (room.older) await chatter.loadOlder(room, 50);
  chatter.read(room);
  chatter.read(room, room.last?.sequence);
  chatter.typing({ room: room.id });
  chatter.typing({ to: 'bob' }, false);
  await chatter.watch(['bob']);
  await chatter.unwatch(new Set(['bob']));
  const here: boolean | undefined = chatter.presence.get('bob')?.active;
  const members: Member[] = await chatter.members(room.id);
  const { items, after } = await chatter.joinable({ prefix: 'T', limit: 10 });
  await chatter.joinable({ after });
  await chatter.edit(room.id, 1, `${here} ${members.length} ${items[0]?.name}`);
  await chatter.delete(room.id, 1);
  await chatter.react(room.id, 1, '+');
  await chatter.react(room.id, 1, '+', false);
  const made = await chatter.request('create_room', { name: 'Lunch', visibility: 'public' });
  const first: Message | undefined = room.messages[0];
  const mine: true | undefined = first?.reactions[0]?.mine;
  console.log(made.type, mine, room.role, room.members.toFixed(), room.reads.get('bob'), chatter.limits.text, new Outbox(null, 'alice').drafts.length);
  console.log(comeBackAfter(1006, 0)?.toFixed());
  try {
    await chatter.request('leave', { room: room.id });
  } catch (error) {
    if (error instanceof ChatterError && error.passes) console.log(error.code, error.field, error.usernames?.join());
  }
  chatter.stop();
}

export function misuse(room: Room): void {
  // @ts-expect-error without a user
  new Chatter({ token: () => 'token' });
  // @ts-expect-error without a token
  new Chatter({ user: 'alice' });
  // @ts-expect-error a token that is none
  new Chatter({ user: 'alice', token: () => 7 });
  // @ts-expect-error a room is made by the client alone
  new Room('tea', 'alice');
  // @ts-expect-error nowhere
  chatter.send({ text: 'Hello' });
  // @ts-expect-error in two places
  chatter.send({ room: 'tea', to: 'bob', text: 'Hello' });
  // @ts-expect-error nothing
  chatter.send({ to: 'bob' });
  // @ts-expect-error a room by its id
  void chatter.load('tea');
  // @ts-expect-error what is known is read only
  room.unread = 0;
  // @ts-expect-error as are its messages
  room.messages.push();
  // @ts-expect-error the state is not set
  chatter.state = 'open';
  // @ts-expect-error a promise is no answer
  if (chatter.discard('a1') === true) chatter.stop();
  // @ts-expect-error there is no such event
  chatter.addEventListener('message', () => {});
  // @ts-expect-error a sequence is a number
  void chatter.edit('tea', '3', 'With lemon.');
  // @ts-expect-error names come in a list
  void chatter.watch(7);
  // @ts-expect-error a failed draft has a state of its own
  console.log(chatter.drafts[0]?.state === 'lost');
}
