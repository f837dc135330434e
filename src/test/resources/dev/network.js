// The way to the server, which the person can cut to see what happens. It stays cut over a reload.

const KEPT = 'chatter.network';

export class Network {
  #sockets = new Set();

  constructor() {
    const sockets = this.#sockets;
    this.WebSocket = class extends WebSocket {
      constructor(...address) {
        super(...address);
        sockets.add(this);
        this.addEventListener('close', () => sockets.delete(this));
      }
    };
  }

  get isCut() {
    return sessionStorage.getItem(KEPT) === 'cut';
  }

  cut() {
    sessionStorage.setItem(KEPT, 'cut');
    for (const socket of this.#sockets) socket.close();
  }

  mend() {
    sessionStorage.removeItem(KEPT);
  }

  /** Throws while it is cut. */
  pass() {
    if (this.isCut) throw new Error('The network is cut');
  }
}
