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
 * when they have been taken in, and these:
 *
 *   state    {state: 'connecting' | 'open' | 'waiting' | 'stopped', code?, reason?, retryAt?}
 *   change   what is known is different; once for all that happens in one go
 *   draft    {draft}              something of one's own went on: pending, held, sent, failed
 *   gap      {room, after, head}  more was missed than the server tells again; the room has its newest page instead
 *   problem  {error}              something that nobody waits for failed
 *
 * Frames, messages and error codes are described in chatter's AsyncAPI document, and named here as there; the types are in
 * chatter.d.ts.
 */
export { comeBackAfter } from './chatter/backoff.js';
export { Chatter } from './chatter/client.js';
export { ChatterError } from './chatter/errors.js';
export { Outbox } from './chatter/outbox.js';
export { Room } from './chatter/room.js';
