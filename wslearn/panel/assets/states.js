/** The states of each connection, so that they can be told for any row: what its page sees beside what ASGI says. */

/** @typedef {'page' | 'asgi'} Side */
/** @typedef {{position: number, side: Side, state: string}} Change */

/** @type {Record<Side, string[]>} */
export const STATES = {
  page: ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'],
  asgi: ['CONNECTING', 'CONNECTED', 'DISCONNECTED'],
};

export class States {
  constructor() {
    /** @type {Map<string, Change[]>} */
    this.changes = new Map();
  }

  /** @param {string} conn @param {number} position @param {[Side, string][]} states */
  add(conn, position, states) {
    if (!states.length) return;
    const known = this.changes.get(conn) ?? [];
    known.push(...states.map(([side, state]) => ({ position, side, state })));
    this.changes.set(conn, known);
  }

  /** The connections that have a state, in order. @returns {string[]} */
  connections() {
    return [...this.changes.keys()];
  }

  /** Whether a connection had begun by a row. @param {string} conn @param {number} position */
  begun(conn, position) {
    const [first] = this.changes.get(conn) ?? [];
    return first !== undefined && first.position <= position;
  }

  /**
   * The states that one side has gone through up to a row; the last is the present one.
   * @param {string} conn
   * @param {Side} side
   * @param {number} position
   * @returns {string[]}
   */
  until(conn, side, position) {
    const changes = this.changes.get(conn) ?? [];
    return changes.filter((change) => change.side === side && change.position <= position).map(({ state }) => state);
  }
}
