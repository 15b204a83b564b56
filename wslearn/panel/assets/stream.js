/** The WebSocket to wslearn: it comes back by itself and asks for what it has missed. */

/** @typedef {import('./types.js').Said} Said */

const FIRST_WAIT = 500;
const LONGEST_WAIT = 5000;
const BLOCK = 256 * 1024;

/**
 * @typedef {object} Listener
 * @property {() => number} next the index of the item that is still to come
 * @property {(said: Said[]) => void} said
 * @property {(open: boolean) => void} link
 */

export class Stream {
  /** @param {string} token @param {Listener} listener */
  constructor(token, listener) {
    this.token = token;
    this.listener = listener;
    this.wait = FIRST_WAIT;
    /** @type {WebSocket | null} */
    this.socket = null;
  }

  connect() {
    const query = new URLSearchParams({ token: this.token, from: String(this.listener.next()) });
    const socket = new WebSocket(`ws://${location.host}/stream?${query}`);
    socket.onopen = () => {
      this.wait = FIRST_WAIT;
      this.listener.link(true);
    };
    socket.onmessage = (event) => this.listener.said(JSON.parse(event.data));
    socket.onclose = () => {
      this.listener.link(false);
      setTimeout(() => this.connect(), this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    };
    this.socket = socket;
  }

  /** Ask or do something; false where there is no connection. @param {object} message @returns {boolean} */
  ask(message) {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** Show a file in place of what is live. @param {File} file @returns {Promise<boolean>} */
  async load(file) {
    if (!this.ask({ load: 'begin', name: file.name })) return false;
    for (let at = 0; at < file.size; at += BLOCK) {
      const block = await file.slice(at, at + BLOCK).arrayBuffer();
      this.socket?.send(block);
    }
    return this.ask({ load: 'end' });
  }

  /** Where a file of this trace is found. @param {'trace.jsonl' | 'trace.html'} name */
  address(name) {
    return `/${name}?${new URLSearchParams({ token: this.token })}`;
  }
}
