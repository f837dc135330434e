/** Maximum number of usernames of a reaction; `count` is exact beyond it. */
const NAMES = 50;

/**
 * Returns the reactions of a message after one was given or taken back, ordered by when their count last rose from 0: a
 * reaction keeps its place while it is given at least once, and one that is given again is the last.
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

/** Returns true if the count is above the number of usernames, so that users which are not named gave it as well. */
export const hasUnnamed = ({ count, usernames }) => count > usernames.length;

/** Returns whether the user gave the reaction; undefined if that is not known. */
function has(one, by, me) {
  if (one.usernames.includes(by)) return true;
  if (by === me) return Boolean(one.mine);
  return hasUnnamed(one) ? undefined : false;
}

/** Returns the first users that gave it; a user is added at the end only if all users before it are named. */
function names(one, by, given) {
  if (!given) return one.usernames.filter((username) => username !== by);
  return hasUnnamed(one) || one.usernames.length >= NAMES ? one.usernames : [...one.usernames, by];
}
