/**
 * The address of the socket. What is relative starts from the page or worker that runs this, never from `<base href>`: markup
 * must not decide which host gets a token.
 *
 * @param {string | URL} url
 * @param {string | undefined} here where the page or worker is
 * @returns {URL}
 * @throws {TypeError} where the address is relative and there is nothing to start from, or where it is of no socket
 */
export function socketAddress(url, here = whereThisRuns()) {
  const address = URL.canParse(url) ? new URL(url) : here === undefined ? null : new URL(url, here);
  if (!address) throw new TypeError(`url must be absolute here, such as wss://chat.example/ws, and is ${url}`);
  address.protocol = address.protocol.replace(/^http/, 'ws');
  if (!/^wss?:$/.test(address.protocol)) throw new TypeError(`url must be of ws, wss, http or https, and is ${url}`);
  address.hash = '';
  return address;
}

/** A worker made from a blob and a frame made from a text have no address of their own, but the origin of their creator. */
function whereThisRuns() {
  const { location, origin } = globalThis;
  if (/^https?:/.test(location?.href)) return location.href;
  return /^https?:/.test(origin) ? origin : undefined;
}
