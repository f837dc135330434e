/**
 * A client for chatter.v2, the native socket of chatter: modules without dependencies, for browsers, workers and Node.
 *
 *   const chatter = new Chatter({ url: '/ws', user: 'alice', token: async () => … });
 *   chatter.addEventListener('change', () => show(chatter));
 *   chatter.start();
 *   chatter.send({ to: 'bob', text: 'Hello' });
 *
 * It stays connected by itself, with a new token for every attempt, and goes on where it was: the events of a room come in the
 * order of their sequence, each once. What was handed to `send` goes out exactly once, however often the connection or the page
 * goes away meanwhile, and however many windows share its storage. Its events are the pushes of the server under their names,
 * once they have been applied, and these:
 *
 *   state    {state: 'connecting' | 'open' | 'waiting' | 'stopped', code?, reason?, retryAt?}
 *   change   the state has changed; one event for several changes at a time
 *   draft    {draft}              a draft changed its state: pending, held, sent, failed
 *   gap      {room, after, head}  more was missed than the server replays; the room has its newest page instead
 *   problem  {error}              an operation failed that no caller waits for
 *
 * Frames, messages and error codes are described in chatter's AsyncAPI document, and named here as there; the types are in
 * chatter.d.ts.
 */
export { comeBackAfter } from './chatter/backoff.js';
export { Chatter } from './chatter/client.js';
export { ChatterError } from './chatter/errors.js';
export { Outbox } from './chatter/outbox.js';
export { Room } from './chatter/room.js';
