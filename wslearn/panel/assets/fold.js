/** Expectations that held, one after the other, stand in one line, as in the terminal; the line opens. */

export class Folds {
  /** @param {import('./store.js').Store} store */
  constructor(store) {
    this.store = store;
    /** @type {Set<number>} the positions of lines that are open */
    this.opened = new Set();
  }

  /** Whether an item stands in the line of one before it. @param {number} position */
  hides(position) {
    return position > 0 && this.#held(position) && this.#held(position - 1);
  }

  /** The positions that the line of this one stands for: itself alone where nothing is folded. @param {number} position */
  within(position) {
    const found = [position];
    while (this.#held(position) && this.#held(position + found.length)) found.push(position + found.length);
    return found;
  }

  /** Open or close a line; false where nothing is folded. @param {number} position */
  toggle(position) {
    if (this.within(position).length === 1) return false;
    if (!this.opened.delete(position)) this.opened.add(position);
    return true;
  }

  /** @param {number} position */
  #held(position) {
    return this.store.held.at(position) === 1;
  }
}
