/** The table: items through the filter into columns, one of them chosen, with the list that draws what is in sight. */

import { GUTTER, arrange } from './arrange.js';
import { byId, h } from './dom.js';
import { drawFold, drawItem } from './draw.js';
import { everything, filter, isNarrowed } from './filter.js';
import { Folds } from './fold.js';
import { List } from './list.js';
import { size } from './measure.js';
import { Store } from './store.js';

/** @typedef {import('./filter.js').Wanted} Wanted */

/** Below this width, in pixels, lanes stand one below the other. */
const PHONE = 700;

/** Milliseconds of a frame that a search may take. */
const SLICE = 10;

/** The lines and the room above and below of each kind of item, in lines. @type {Record<import('./types.js').Item['kind'], number>} */
const PADDING = { row: 0.5, step: 1.4, finding: 0.2, server: 0.5, notice: 0.5 };

/**
 * @typedef {object} Listener
 * @property {(position: number) => void} chosen
 * @property {() => void} seen
 * @property {(share: number) => void} searching
 */

export class Timeline {
  /** @param {Listener} listener */
  constructor(listener) {
    this.listener = listener;
    this.store = new Store();
    this.folds = new Folds(this.store);
    this.wanted = everything();
    this.fits = filter(this.store, this.wanted);
    this.table = byId('table', HTMLElement);
    this.titles = byId('titles', HTMLElement);
    this.line = 20;
    this.search = 0;
    this.searching = false;
    this.arrangement = arrange(this.#room());
    const drawing = { height: this.height.bind(this), draw: this.draw.bind(this) };
    this.list = new List(this.table, byId('rows', HTMLElement), drawing, () => this.#seen());
    this.table.addEventListener('click', (event) => this.#clicked(event));
    let wide = 0;
    new ResizeObserver(() => {
      if (wide !== this.table.clientWidth) this.measure();
      wide = this.table.clientWidth;
    }).observe(this.table);
  }

  get chosen() {
    return this.list.chosen;
  }

  get count() {
    return this.list.order.length;
  }

  /** Rows below what is in sight. */
  get unseen() {
    return Math.max(0, this.count - 1 - this.list.inSight()[1]);
  }

  /** @param {Store} store @param {Wanted} wanted */
  reset(store, wanted) {
    this.store = store;
    this.folds = new Folds(store);
    this.list.chosen = -1;
    this.list.follow();
    this.refilter(wanted);
  }

  /** @param {number} position of a new item */
  append(position) {
    if (this.searching || !this.fits(position)) return;
    if (this.#hidden(position)) this.list.again();
    else this.list.append(position);
  }

  /** @param {Wanted} wanted */
  refilter(wanted) {
    this.wanted = wanted;
    this.fits = filter(this.store, wanted);
    this.#arrange();
    this.#rebuild();
  }

  /** Letters or room have another size. */
  measure() {
    this.#arrange();
    this.#rebuild();
  }

  /** All items through the filter. A text is looked for in slices, so that the page stays alive. */
  #rebuild() {
    const search = ++this.search;
    const found = /** @type {number[]} */ ([]);
    let position = 0;
    this.searching = true;
    const slice = () => {
      if (search !== this.search) return;
      const end = performance.now() + SLICE;
      while (position < this.store.length) {
        if (this.fits(position) && !this.#hidden(position)) found.push(position);
        if (++position % 64 === 0 && this.wanted.text && performance.now() > end) {
          this.listener.searching(position / this.store.length);
          return void requestAnimationFrame(slice);
        }
      }
      this.searching = false;
      this.list.replace(found);
    };
    slice();
  }

  #arrange() {
    this.arrangement = arrange(this.#room());
    this.table.classList.toggle('stacked', this.arrangement.stacked);
    this.table.style.setProperty('--columns', this.arrangement.columns.map(({ share }) => `minmax(0, ${share}fr)`).join(' '));
    this.table.setAttribute('aria-colcount', String(this.arrangement.columns.length + 1));
    const heads = this.arrangement.columns.map(({ title, lanes }) =>
      h('div', { role: 'columnheader', 'data-lane': lanes[0] ?? '' }, h('bdi', {}, title)));
    this.titles.firstElementChild?.replaceChildren(h('div', { role: 'columnheader', class: 'gutter' }, '# way / who, Δt'), ...heads);
  }

  /** @returns {import('./arrange.js').Room} */
  #room() {
    const { letter, line } = this.#letter();
    this.line = line;
    const stacked = this.table.clientWidth < PHONE;
    const page = this.store.allTypes().some((type) => type.startsWith('page.'));
    return {
      lanes: this.wanted.lanes,
      chars: Math.max(20, Math.floor((this.table.clientWidth - 28) / letter) - (stacked ? 0 : GUTTER + 2)),
      stacked,
      pair: stacked ? [] : this.wanted.pair.map((conn) => this.store.conns.number(conn)),
      who: (conn) => this.store.who(this.store.conns.text(conn)),
      client: page ? 'page' : 'client',
    };
  }

  /** The size of a letter, in pixels. */
  #letter() {
    const probe = h('span', { class: 'probe' }, '0'.repeat(50));
    this.table.append(probe);
    const { width, height } = probe.getBoundingClientRect();
    probe.remove();
    return { letter: width / 50 || 8, line: height || 20 };
  }

  /** Whether it stands in a fold: where only some items are shown, there is none. @param {number} position */
  #hidden(position) {
    return !isNarrowed(this.wanted) && this.folds.hides(position);
  }

  /** What a line stands for. @param {number} position */
  #within(position) {
    return isNarrowed(this.wanted) ? [position] : this.folds.within(position);
  }

  /** @param {number} position */
  height(position) {
    const { lines, across } = this.#size(position);
    return Math.round((lines + across + PADDING[this.store.kind(position)]) * this.line);
  }

  /** @param {number} position @returns {import('./measure.js').Size} */
  #size(position) {
    const within = this.#within(position);
    if (within.length === 1) return size(this.store, position, this.arrangement);
    const inside = this.folds.opened.has(position) ? within : [];
    return { lines: 0, across: 1 + inside.reduce((sum, one) => sum + size(this.store, one, this.arrangement).across, 0) };
  }

  /** @param {number} position */
  draw(position) {
    const within = this.#within(position);
    if (within.length > 1) {
      const findings = within.map((one) => /** @type {import('./types.js').Finding} */ (this.store.at(one)));
      return drawFold(findings, this.folds.opened.has(position), this.arrangement);
    }
    const { lines } = size(this.store, position, this.arrangement);
    return drawItem(this.store.at(position), this.arrangement, lines, this.store.conn.at(position));
  }

  #seen() {
    this.table.setAttribute('aria-rowcount', String(this.count + 1));
    const chosen = this.chosen < 0 ? null : document.getElementById(`i${this.chosen}`);
    if (chosen) this.table.setAttribute('aria-activedescendant', chosen.id);
    else this.table.removeAttribute('aria-activedescendant');
    byId('empty', HTMLElement).hidden = this.count > 0;
    if (!this.searching) this.listener.seen();
  }

  /** @param {Event} event */
  #clicked({ target }) {
    const item = target instanceof Element ? target.closest('.row, .fold') : null;
    if (!item || String(getSelection())) return;
    const position = Number(item.id.slice(1));
    this.choose(position, item.matches('.row'));
    this.unfold();
  }

  /** Open or close the chosen line; false where nothing is folded in it. */
  unfold() {
    if (this.chosen < 0 || isNarrowed(this.wanted) || !this.folds.toggle(this.chosen)) return false;
    this.#rebuild();
    this.list.choose(this.chosen);
    return true;
  }

  /** @param {number} position @param {boolean} [open] whether its detail is asked for */
  choose(position, open = false) {
    this.list.choose(position);
    this.listener.chosen(position);
    if (open) document.dispatchEvent(new CustomEvent('open-detail'));
  }

  /** The row some rows further. @param {number} by */
  step(by) {
    if (!this.count) return;
    const [first, last] = this.list.inSight();
    const from = this.chosen >= 0 ? this.list.indexOf(this.chosen) : by > 0 ? (this.list.following ? last : first) - 1 : last + 1;
    const to = Math.min(this.count - 1, Math.max(0, from + by));
    this.choose(this.list.order.at(to));
  }

  /** @param {1 | -1} way */
  page(way) {
    const [first, last] = this.list.inSight();
    this.step(way * Math.max(1, last - first - 1));
  }

  /** @param {boolean} newest */
  ends(newest) {
    if (newest) this.follow();
    else if (this.count) this.choose(this.list.order.at(0));
  }

  /** The next row with a mark. @param {1 | -1} way */
  mark(way) {
    const start = this.chosen < 0 ? (way > 0 ? -1 : this.count) : this.list.indexOf(this.chosen);
    for (let index = start + way; index >= 0 && index < this.count; index += way) {
      const position = this.list.order.at(index);
      if (this.store.marked.at(position)) return this.choose(position);
    }
  }

  toggle() {
    if (this.list.following) this.list.pause();
    else this.follow();
  }

  follow() {
    this.choose(-1);
    this.list.follow();
  }
}
