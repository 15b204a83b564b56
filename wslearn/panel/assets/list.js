/**
 * The rows that are in sight, as elements; all others only as a height. It follows the newest row until somebody
 * scrolls up, chooses a row or pauses; from then on nothing that comes moves what is being read.
 */

import { Column } from './column.js';

/** Pixels above and below what is in sight that are drawn as well. */
const MARGIN = 400;

/**
 * @typedef {object} Drawing what the list shows
 * @property {(position: number) => number} height of an item in pixels
 * @property {(position: number) => HTMLElement} draw an item
 */

export class List {
  /**
   * @param {HTMLElement} scroller
   * @param {HTMLElement} canvas as high as all rows, inside the scroller
   * @param {Drawing} drawing
   * @param {() => void} changed called when what is in sight, or following, has changed
   */
  constructor(scroller, canvas, drawing, changed) {
    this.scroller = scroller;
    this.canvas = canvas;
    this.drawing = drawing;
    this.changed = changed;
    /** index → position */
    this.order = new Column(Uint32Array);
    /** index → its upper edge in pixels */
    this.tops = new Column(Float64Array);
    this.height = 0;
    this.following = true;
    this.paused = false;
    /** the position that is chosen; -1 for none */
    this.chosen = -1;
    /** @type {Map<number, HTMLElement>} */
    this.drawn = new Map();
    this.waiting = false;
    /** the upper edge that was last seen, in pixels */
    this.top = 0;
    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.room = scroller.clientHeight;
    new ResizeObserver(() => this.#resized()).observe(scroller);
  }

  /** One more row at the end. @param {number} position */
  append(position) {
    this.order.push(position);
    this.tops.push(this.height);
    this.height += this.drawing.height(position);
    this.refresh();
  }

  /** The last row has become another. */
  again() {
    const index = this.order.length - 1;
    const position = this.order.at(index);
    this.height = this.tops.at(index);
    this.order.pop();
    this.tops.pop();
    this.drawn.get(index)?.remove();
    this.drawn.delete(index);
    this.append(position);
  }

  /** Other rows, or other heights: what is being read stays where it is. @param {Iterable<number>} positions */
  replace(positions) {
    const [anchor, offset] = this.#anchor();
    this.order.clear();
    this.tops.clear();
    this.height = 0;
    this.redraw();
    for (const position of positions) this.append(position);
    this.paint();
    if (anchor >= 0 && !this.following) this.scroller.scrollTop = this.tops.at(this.indexOf(anchor)) + offset;
  }

  /** Draw the rows in sight anew. */
  redraw() {
    this.canvas.replaceChildren();
    this.drawn.clear();
    this.refresh();
  }

  /** The row to keep in place: the chosen one if it is in sight, else the first in sight. @returns {[number, number]} */
  #anchor() {
    if (!this.order.length) return [this.chosen, -100];
    const top = this.scroller.scrollTop;
    const chosen = this.chosen < 0 ? -1 : this.indexOf(this.chosen);
    const seen = chosen >= 0 && this.tops.at(chosen) >= top && this.tops.at(chosen) < top + this.scroller.clientHeight;
    const index = seen ? chosen : this.tops.search(top);
    return [this.order.at(index), top - this.tops.at(index)];
  }

  /** Draw before the next frame, however often it is asked for. */
  refresh() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.paint();
    });
  }

  /** Bring the elements in line with what is in sight. */
  paint() {
    this.canvas.style.height = `${this.height}px`;
    if (this.following) this.scroller.scrollTop = this.height;
    this.top = this.scroller.scrollTop;
    const [first, last] = this.inSight(MARGIN);
    for (const [index, element] of this.drawn) {
      if (index < first || index > last) {
        element.remove();
        this.drawn.delete(index);
      }
    }
    let next = this.canvas.firstElementChild;
    for (let index = first; index <= last; index++) {
      const known = this.drawn.get(index);
      if (known) next = known.nextElementSibling;
      else this.canvas.insertBefore(this.#element(index), next);
    }
    this.changed();
  }

  /** First and last index that can be seen. @param {number} [margin] @returns {[number, number]} */
  inSight(margin = 0) {
    if (!this.order.length) return [0, -1];
    const top = this.scroller.scrollTop;
    return [this.tops.search(Math.max(0, top - margin)), this.tops.search(top + this.scroller.clientHeight + margin)];
  }

  /** @param {number} index */
  #element(index) {
    const position = this.order.at(index);
    const element = this.drawing.draw(position);
    element.id = `i${position}`;
    element.setAttribute('aria-rowindex', String(index + 2));
    element.setAttribute('aria-selected', String(position === this.chosen));
    element.style.top = `${this.tops.at(index)}px`;
    element.style.height = `${this.#bottom(index) - this.tops.at(index)}px`;
    this.drawn.set(index, element);
    return element;
  }

  /** @param {number} index */
  #bottom(index) {
    return index + 1 < this.order.length ? this.tops.at(index + 1) : this.height;
  }

  /** The index of a position, or of the one before it where it is not shown. @param {number} position */
  indexOf(position) {
    return this.order.search(position);
  }

  /** Choose a row and bring it into sight; -1 chooses none. @param {number} position */
  choose(position) {
    const before = this.drawn.get(this.indexOf(this.chosen));
    before?.setAttribute('aria-selected', 'false');
    this.chosen = position;
    if (position < 0) return this.refresh();
    this.following = false;
    const index = this.indexOf(position);
    this.#reveal(index);
    this.paint();
    this.drawn.get(index)?.setAttribute('aria-selected', 'true');
  }

  /** @param {number} index */
  #reveal(index) {
    const top = this.tops.at(index);
    const bottom = this.#bottom(index);
    const { scrollTop } = this.scroller;
    const room = this.scroller.clientHeight - this.canvas.offsetTop; // the titles stay in sight above the rows
    if (top < scrollTop) this.scroller.scrollTop = top;
    else if (bottom > scrollTop + room) this.scroller.scrollTop = bottom - room;
  }

  /** Show the newest rows from now on. */
  follow() {
    this.paused = false;
    this.following = true;
    this.refresh();
  }

  /** Stay here until `follow`. */
  pause() {
    this.paused = true;
    this.following = false;
    this.changed();
  }

  /** Less room: a chosen row that was in sight stays in sight. */
  #resized() {
    const index = this.chosen < 0 ? -1 : this.indexOf(this.chosen);
    const { scrollTop } = this.scroller;
    const seen = index >= 0 && this.#bottom(index) > scrollTop && this.tops.at(index) < scrollTop + this.room;
    this.room = this.scroller.clientHeight;
    if (seen) this.#reveal(index);
    this.refresh();
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const atEnd = scrollHeight - scrollTop - clientHeight <= 4;
    // Only a person goes up: rows that come, and a smaller window, leave the upper edge where it is.
    if (!atEnd && scrollTop < this.top) this.following = false;
    else if (atEnd && !this.paused && this.chosen < 0) this.following = true;
    this.top = scrollTop;
    this.refresh();
  }
}
