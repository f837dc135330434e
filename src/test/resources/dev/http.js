// HTTP with the envelope that chatter, uacl and notif share: {"result": …, "message": [{"message": …}]}.

const TIMEOUT = 15_000;

/** A request that did not succeed; `status` is 0 where no answer came, `retryAfter` is in seconds. The message is for people. */
export class HttpProblem extends Error {
  constructor(status, message, retryAfter = 0) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Answers `{result, links}`; links by their relation, as in the `Link` header. */
export async function request(address, { method = 'GET', bearer, body } = {}) {
  const headers = {};
  if (bearer) headers.Authorization = `Bearer ${bearer}`;
  if (body) headers['Content-Type'] = 'application/json';
  let response;
  try {
    response = await fetch(address, {
      method,
      headers,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT),
    });
  } catch (failure) {
    const late = failure.name === 'TimeoutError';
    throw new HttpProblem(0, late ? 'No answer within 15 seconds' : 'The server cannot be reached');
  }
  const envelope = await response.json().catch(() => null);
  if (!response.ok || !envelope) {
    const said = envelope?.message?.map((notice) => notice.message).join(' ');
    const seconds = Number(response.headers.get('Retry-After')) || 0;
    throw new HttpProblem(response.status, said || `The server answered ${response.status}`, seconds);
  }
  return { result: envelope.result, links: links(response) };
}

function links(response) {
  const found = {};
  for (const link of (response.headers.get('Link') ?? '').matchAll(/<([^>]*)>\s*;[^,]*?rel="?([\w-]+)"?/g)) {
    const url = new URL(link[1], response.url);
    if (url.origin === new URL(response.url).origin) found[link[2]] = url.href;
  }
  return found;
}
