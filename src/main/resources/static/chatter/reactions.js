/** As many names of a reaction are told; `count` is exact however many there are. */
const NAMES = 50;

/**
 * The reactions of a message after one was given or taken back. They stand in the order in which their count last rose from 0:
 * one that anybody still has keeps its place, one that comes again is the last.
 *
 * @param {Reaction[]} reactions as they were
 * @param {{type: 'reacted' | 'unreacted', by: string, reaction: string}} push
 * @param {string} me
 * @returns {Reaction[]} another list, or the same one where it holds that already
 */
export function reacted(reactions, { type, by, reaction }, me) {
  const place = reactions.findIndex((one) => one.reaction === reaction);
  const one = reactions[place] ?? { reaction, count: 0, usernames: [] };
  const given = type === 'reacted';
  if (has(one, by, me) === given) return reactions;
  const count = one.count + (given ? 1 : -1);
  const changed = { reaction, count, ...(by === me ? given && { mine: true } : one.mine && { mine: true }), usernames: names(one, by, given) };
  if (place < 0) return [...reactions, changed];
  return count ? reactions.with(place, changed) : reactions.toSpliced(place, 1);
}

/** Whether the number says more than the names do, so that somebody unnamed may be among those who gave it. */
export const hasUnnamed = ({ count, usernames }) => count > usernames.length;

/** Whether the user is known to have given it, or known not to; undefined where that cannot be told. */
function has(one, by, me) {
  if (one.usernames.includes(by)) return true;
  if (by === me) return Boolean(one.mine);
  return hasUnnamed(one) ? undefined : false;
}

/** The first who gave it: nobody stands behind those that are not named. */
function names(one, by, given) {
  if (!given) return one.usernames.filter((username) => username !== by);
  return hasUnnamed(one) || one.usernames.length >= NAMES ? one.usernames : [...one.usernames, by];
}
