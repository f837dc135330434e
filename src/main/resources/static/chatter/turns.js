import { sleep } from './time.js';

/** Milliseconds for which a turn lasts on after the end of what it was for: until the other windows know of that. */
const LINGERS = 3_000;
const CLAIM_LASTS = 30_000;
const CLAIM_SETTLES = 100;
const LOOKS_EVERY = 500;

/**
 * Does the work while no other window of the origin does any of that name. `work` answers whether it is over for good, after
 * which no other window begins before it can know.
 *
 * @param {string} name
 * @param {Storage | null} storage that the windows share
 * @param {() => Promise<boolean> | boolean} work
 * @param {boolean} waits for another window to end; else nothing is done where one is at it
 * @returns {Promise<boolean>} what `work` answered, false where it was not done
 */
export async function inTurn(name, storage, work, waits) {
  if (!storage) return work();
  if (globalThis.navigator?.locks) return withLock(name, work, waits);
  return isShared(storage) ? withClaim(name, storage, work, waits) : work();
}

function withLock(name, work, waits) {
  return new Promise((resolve, reject) => {
    let began = false;
    const turn = async (lock) => {
      if (!lock) return resolve(false);
      began = true;
      const over = await work();
      resolve(over);
      if (over) await sleep(LINGERS);
    };
    navigator.locks.request(name, { ifAvailable: !waits }, turn).catch((error) => {
      // A page without an origin of its own may have no locks, and shares nothing.
      if (began) reject(error);
      else resolve(work());
    });
  });
}

/**
 * Fallback without Web Locks, which exist in secure origins alone: windows write a claim to the storage, and the last claim
 * wins.
 */
async function withClaim(name, storage, work, waits) {
  const key = name.replace('draft', 'claim');
  const by = Math.random().toString(36).slice(2);
  const claim = () => storage.setItem(key, JSON.stringify({ by, at: Date.now() }));
  for (;;) {
    try {
      if (!isTaken(storage.getItem(key), by)) {
        claim();
        await sleep(CLAIM_SETTLES);
        if (!isTaken(storage.getItem(key), by)) break;
      }
    } catch {
      return work();
    }
    if (!waits) return false;
    await sleep(LOOKS_EVERY);
  }
  const renewed = setInterval(() => attempt(claim), CLAIM_LASTS / 3);
  const end = () => {
    clearInterval(renewed);
    attempt(() => storage.removeItem(key));
  };
  const over = await Promise.resolve().then(work).catch((error) => {
    end();
    throw error;
  });
  if (over) sleep(LINGERS).then(end);
  else end();
  return over;
}

/** Returns true if another window holds the claim. A claim that is old, or in the future, is from a window that is gone. */
function isTaken(value, by) {
  try {
    const claim = JSON.parse(value);
    return claim !== null && claim.by !== by && Math.abs(Date.now() - claim.at) < CLAIM_LASTS;
  } catch {
    return false;
  }
}

function isShared(storage) {
  try {
    return storage === globalThis.localStorage;
  } catch {
    return false;
  }
}

function attempt(step) {
  try {
    step();
  } catch {
    // The storage is full or denied: then there is nothing to agree on.
  }
}
