// Types of chatter.js. The guarantees of each method are documented in chatter.js and its modules.

/** RFC 3339 in UTC with microseconds, as the server writes it. */
export type Time = string;

export interface Reaction {
  reaction: string;
  /** Exact number of users that gave it. */
  count: number;
  /** True if the user gave it. */
  mine?: true;
  /** The first 50 users that gave it, at most. */
  usernames: string[];
}

export interface Message {
  readonly id: number;
  readonly sequence: number;
  readonly from: string;
  readonly text?: string;
  readonly image_path?: string;
  readonly reply_to?: number;
  readonly created: Time;
  readonly client_id?: string;
  readonly edited?: Time;
  /** A tombstone: the content is absent. */
  readonly deleted?: true;
  /** In the order in which they were first given; empty for a tombstone. */
  readonly reactions: readonly Reaction[];
}

/** Message to send: to a room or a user, with a text, an image or both. */
export type Content = ({ room: string; to?: undefined } | { to: string; room?: undefined }) &
  ({ text: string; image_path?: string } | { image_path: string; text?: string }) & { reply_to?: number };

/** Written here and not pushed back yet. */
export interface Draft {
  /** Idempotency key: stays the same, so that a retry does not send the message twice. */
  readonly client_id: string;
  readonly room?: string;
  readonly to?: string;
  readonly text?: string;
  readonly image_path?: string;
  readonly reply_to?: number;
  readonly created: Time;
  /** `held`: too old to go out unless `again` says so. `sent`: the server has it, its event is on the way. */
  readonly state: 'pending' | 'held' | 'sent' | 'failed';
  /** Reason of the failure. */
  readonly error?: { code: string; message: string };
}

export interface Member {
  username: string;
  role: Role;
}

export type Role = 'owner' | 'member';
export type Visibility = 'direct' | 'public' | 'private';

export interface Presence {
  username: string;
  active: boolean;
  last_seen?: Time;
}

export interface Limits {
  /** Characters of a message. */
  text: number;
  /** Bytes of a frame to the server. */
  frame: number;
  /** Maximum number of rooms whose events a connection gets. */
  rooms: number;
  /** Events of a room that are replayed at most. */
  recover: number;
  /** Rooms that a page of `resume` may name. */
  resume?: number;
}

export interface JoinableRoom {
  room: string;
  name: string;
  members: number;
  joined?: true;
  data?: Record<string, unknown>;
}

export class Room {
  private constructor();
  readonly id: string;
  /** The user of the client. */
  readonly me: string;
  /** Undefined until the server has described the room. */
  readonly visibility?: Visibility;
  readonly name?: string;
  /** The other user of a direct room. */
  readonly with?: string;
  readonly data?: Record<string, unknown>;
  readonly hide_history?: true;
  /** False if the connection has too many rooms to get this one's events. */
  readonly carried?: false;
  readonly role: Role;
  /** Number of members. */
  readonly members: number;
  /** True once the server has sent `role` and `members`; until then they are the least that is certain. */
  readonly described: boolean;
  /** The newest messages, in order and without a gap. */
  readonly messages: readonly Message[];
  /** True once a page of history was read. */
  readonly loaded: boolean;
  /** Cursor of the page before `messages`, null if there is none. */
  readonly older: string | null;
  readonly unread: number;
  /** Sequence up to which the user has read. */
  readonly read: number;
  /** Sequences up to which the other members have read and received messages. */
  readonly reads: ReadonlyMap<string, number>;
  readonly delivered: ReadonlyMap<string, number>;
  /** Users that are typing, by username. */
  readonly typing: ReadonlyMap<string, unknown>;
  /** Sequence up to which all events were applied. */
  readonly sequence: number | null;
  readonly last: Message | undefined;
}

export class ChatterError extends Error {
  constructor(error: { code: string; message?: string; field?: string; retry_after?: number; usernames?: string[] });
  /** The server's, or `timeout`, `disconnected`, `stopped`, `not_stored`. */
  readonly code: string;
  readonly field?: string;
  /** Seconds. */
  readonly retryAfter?: number;
  /** Those that `watch` was refused. */
  readonly usernames?: string[];
  /** True if a retry may help. */
  readonly passes: boolean;
}

export type State = 'stopped' | 'connecting' | 'open' | 'waiting';

export interface Numbered {
  type: string;
  room: string;
  sequence: number;
}

interface OnMessage extends Numbered {
  /** The sequence of the message that it is about. */
  message: number;
  by: string;
  /** True if it is about a message from before the user joined, in a room that hides those: without text and reaction. */
  hidden?: boolean;
}

/** The `detail` of each event. */
export interface ChatterEvents {
  state: { state: State; code?: number; reason?: string; retryAt?: number };
  draft: { draft: Draft };
  gap: { room: Room; after: number | null; head: number };
  problem: { error: ChatterError };
  welcome: { type: 'welcome'; user: { username: string; group: string }; connection: string; epoch: string; heartbeat: number; limits: Limits };
  goodbye: { type: 'goodbye'; reason: string; reconnect_after: number };
  sent: Numbered & { message: Omit<Message, 'sequence' | 'reactions'> };
  edited: OnMessage & { text?: string; at: Time };
  deleted: OnMessage & { at: Time };
  reacted: OnMessage & { reaction?: string };
  unreacted: OnMessage & { reaction?: string };
  joined: Numbered & { username: string; by: string };
  left: Numbered & { username: string; by: string };
  delivered: Numbered & { username: string };
  read: Numbered & { username: string };
  typing: { type: 'typing'; room: string; username: string; active: boolean };
  presence: Presence & { type: 'presence' };
  room_added: { type: 'room_added'; room: string; visibility: 'public' | 'private'; name: string; data?: Record<string, unknown>; head: number };
  room_removed: { type: 'room_removed'; room: string; head: number };
}

/** Storage of drafts: `localStorage`, or anything like it. */
export interface DraftStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** As much of a WebSocket as the client uses: the browser's, Node's own or that of the package `ws`. */
export interface SocketLike {
  readonly protocol: string;
  readonly bufferedAmount: number;
  onopen: unknown;
  onmessage: unknown;
  onclose: unknown;
  onerror: unknown;
  send(text: string): void;
  close(): void;
}

export interface Options {
  /** Of the socket; absolute where there is no page. */
  url?: string | URL;
  user: string;
  /** Gets a one-time token. An error with `final: true` stops the client, one with `retryAfter` (seconds) puts off the next attempt. */
  token: () => string | Promise<string>;
  storage?: DraftStorage | null;
  /** Milliseconds after which what was not sent is held. */
  holdAfter?: number;
  WebSocket?: new (url: string, protocol: string) => SocketLike;
}

type Fields = Record<string, unknown>;

export class Chatter extends EventTarget {
  constructor(options: Options);
  readonly user: string;
  readonly state: State;
  /** Those the user belongs to, by id. */
  readonly rooms: ReadonlyMap<string, Room>;
  /** True once the server has listed all rooms. */
  readonly known: boolean;
  /** Presence of the watched users, by username. */
  readonly presence: ReadonlyMap<string, Presence>;
  /** Limits of the server; empty until it has sent them. */
  readonly limits: Partial<Limits>;
  readonly drafts: readonly Draft[];

  start(): void;
  stop(): void;
  retryNow(): void;
  direct(username: string): Room | undefined;
  send(content: Content): Draft;
  again(clientId: string): void;
  discard(clientId: string): Promise<boolean>;
  request(type: string, fields?: Fields): Promise<Fields & { type: 'ok'; id: string }>;
  edit(room: string, sequence: number, text: string): Promise<Fields>;
  delete(room: string, sequence: number): Promise<Fields>;
  react(room: string, sequence: number, reaction: string, given?: boolean): Promise<Fields>;
  members(room: string): Promise<Member[]>;
  joinable(fields?: { prefix?: string; after?: string; limit?: number }): Promise<{ items: JoinableRoom[]; after?: string }>;
  load(room: Room, limit?: number): Promise<void>;
  loadOlder(room: Room, limit?: number): Promise<void>;
  read(room: Room, sequence?: number): void;
  typing(place: { room: string; to?: undefined } | { to: string; room?: undefined }, active?: boolean): void;
  watch(usernames: Iterable<string>): Promise<void>;
  unwatch(usernames: Iterable<string>): Promise<void>;

  addEventListener<Type extends keyof ChatterEvents>(
    type: Type, listener: (event: CustomEvent<ChatterEvents[Type]>) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: 'change', listener: (event: Event) => void, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Type extends keyof ChatterEvents>(
    type: Type, listener: (event: CustomEvent<ChatterEvents[Type]>) => void, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: 'change', listener: (event: Event) => void, options?: boolean | EventListenerOptions): void;
}

/** Keeps drafts in a storage. The client has one of its own. */
export class Outbox {
  constructor(storage: DraftStorage | null, user: string, options?: { holdAfter?: number; problem?: (error: ChatterError) => void });
  readonly drafts: readonly Draft[];
}

/** Milliseconds to stay away for after a connection ended with that code, or null for ever. */
export function comeBackAfter(code: number, failures: number, atLeast?: number, random?: () => number): number | null;
