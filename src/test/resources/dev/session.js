// Who the person of this window is. Kept for the window alone, so that two windows are two people.

import { request, HttpProblem } from './http.js';

const STORED = 'chatter.session';
const EARLY = 60_000;

export class Session {
  constructor(uacl) {
    this.uacl = uacl;
    this.stored = JSON.parse(sessionStorage.getItem(STORED) ?? 'null');
  }

  get name() {
    return this.stored?.username;
  }

  get group() {
    return this.stored?.group;
  }

  get exists() {
    return this.stored != null;
  }

  /** Comes in as anybody, at the stand-in for uacl. */
  async login(username, group) {
    const { result } = await request(`${this.uacl}/login`, {
      method: 'POST',
      body: { username, user_group: group },
    });
    this.keep({ username: result.username, group: result.user_group, bearer: result.token });
  }

  /** Comes in with a bearer of a real uacl; chatter says whose it is. */
  async loginWithBearer(bearer) {
    const { result } = await request('/ws_token', { bearer });
    this.keep({ username: result.username, bearer });
  }

  /** A bearer that is good for a while; `renew` where the one before was refused. */
  async bearer({ renew = false } = {}) {
    if (renew || expiry(this.stored.bearer) - Date.now() < EARLY) {
      if (!this.uacl || !this.group) throw new HttpProblem(401, 'The bearer is no longer accepted');
      await this.login(this.name, this.group);
    }
    return this.stored.bearer;
  }

  /** Opens one connection of chatter's socket. */
  async token() {
    try {
      return (await this.#get('/ws_token')).result.token;
    } catch (problem) {
      problem.final = problem.status === 401;
      throw problem;
    }
  }

  /** Everybody of the group: `[{username, active}]`. */
  async everybody() {
    const everybody = [];
    for (let page = '/connections'; page; ) {
      const { result, links } = await this.#get(page);
      everybody.push(...result);
      page = links.next;
    }
    return everybody;
  }

  async #get(address) {
    try {
      return await request(address, { bearer: await this.bearer() });
    } catch (problem) {
      if (problem.status !== 401) throw problem;
      return request(address, { bearer: await this.bearer({ renew: true }) });
    }
  }

  keep(session) {
    this.stored = session;
    sessionStorage.setItem(STORED, JSON.stringify(session));
  }

  end() {
    this.stored = null;
    sessionStorage.clear();
  }
}

/** When a JSON web token ends, in milliseconds; far away where it does not say. */
function expiry(bearer) {
  try {
    const claims = bearer.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(atob(claims)).exp * 1000 || Infinity;
  } catch {
    return Infinity;
  }
}
