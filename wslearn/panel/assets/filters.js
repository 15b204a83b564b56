/** The bar of filters: reads its controls as what is wanted, and offers what there is. */

import { byId, h, offer } from './dom.js';
import { isNarrowed } from './filter.js';
import { Store } from './store.js';
import { LANES, LANE_NAMES } from './types.js';
import { nextChoice } from './theme.js';
import { counted } from './words.js';

/** @typedef {import('./types.js').Lane} Lane */
/** @typedef {import('./filter.js').Wanted} Wanted */

const TYPING = 150;

export class Filters {
  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
    this.store = new Store();
    this.text = byId('text', HTMLInputElement);
    this.conn = byId('conn', HTMLSelectElement);
    this.dir = byId('dir', HTMLSelectElement);
    this.type = byId('type', HTMLSelectElement);
    this.marked = byId('marked', HTMLInputElement);
    this.beside = byId('beside', HTMLInputElement);
    this.left = byId('left', HTMLSelectElement);
    this.right = byId('right', HTMLSelectElement);
    this.output = byId('count', HTMLOutputElement);
    /** @type {Map<Lane, HTMLInputElement>} */
    this.boxes = new Map(LANES.map((lane) => [lane, this.#makeBox(lane)]));
    /** lanes that somebody switched: they stay as they are */
    this.touched = new Set();
    this.known = 0;
    /** whether the wire is shown beside the client's lane by itself */
    this.showsWire = false;
    this.#listen();
  }

  /** @param {Lane} lane */
  #makeBox(lane) {
    const box = h('input', { type: 'checkbox', checked: true, value: lane });
    const label = h('label', { 'data-lane': lane, title: String(LANES.indexOf(lane) + 1), hidden: true }, box, h('span', {}, LANE_NAMES[lane]));
    box.addEventListener('change', () => {
      this.touched.add(lane);
      this.changed();
    });
    byId('lanes', HTMLFieldSetElement).append(label);
    return box;
  }

  #listen() {
    let timer = 0;
    this.text.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(this.changed, TYPING);
    });
    for (const one of [this.conn, this.dir, this.type, this.marked, this.left, this.right]) {
      one.addEventListener('change', this.changed);
    }
    this.beside.addEventListener('change', () => this.#pairUp());
    byId('clear', HTMLButtonElement).addEventListener('click', () => this.clear());
    this.text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === 'Escape') byId('table', HTMLElement).focus();
    });
  }

  #pairUp() {
    const [one = '', two = one] = this.store.connections();
    if (!this.left.value) this.left.value = one;
    if (!this.right.value || this.right.value === this.left.value) this.right.value = two;
    this.changed();
  }

  /** @param {import('./types.js').Hello} hello */
  greet(hello) {
    this.showsWire = hello.what === 'trace';
  }

  /** @param {Store} store */
  reset(store) {
    this.store = store;
    this.known = 0;
    this.#offerAll();
  }

  /** A row came: there may be a lane, a connection or a type that was not there before. @param {import('./types.js').Row} row */
  see(row) {
    const page = !this.showsWire && row.types.some((type) => type.startsWith('page.'));
    this.showsWire ||= page;
    const fresh = row.cells.map(([lane]) => lane).filter((lane) => this.#label(lane).hidden);
    if (fresh.length || page) this.#seeLanes(fresh);
    const known = this.store.conns.texts.length + this.store.typeSets.texts.length * 1e6 + this.store.clients.size * 1e3;
    if (known !== this.known) this.#offerAll();
    this.known = known;
  }

  /** Lanes that had no record before. @param {Lane[]} fresh */
  #seeLanes(fresh) {
    for (const lane of fresh) this.#label(lane).hidden = false;
    // As in the terminal: what the bundled client saw and what the wire carried is the same, once is enough.
    if (!this.touched.has('wire')) this.#box('wire').checked = this.showsWire || this.#label('client').hidden;
    this.changed();
  }

  /** @param {Lane} lane */
  #box(lane) {
    return /** @type {HTMLInputElement} */ (this.boxes.get(lane));
  }

  /** @param {Lane} lane */
  #label(lane) {
    return /** @type {HTMLElement} */ (this.#box(lane).parentElement);
  }

  #offerAll() {
    const conns = this.store.connections().map((conn) => /** @type {[string, string]} */ ([conn, this.store.who(conn)]));
    offer(this.conn, [['', 'all connections'], ...conns]);
    offer(this.left, conns);
    offer(this.right, conns);
    offer(this.type, [['', 'all types'], ...this.store.allTypes().map((type) => /** @type {[string, string]} */ ([type, type]))]);
  }

  /** @returns {Wanted} */
  wanted() {
    const pair = this.beside.checked ? [this.left.value, this.right.value].filter(Boolean) : [];
    return {
      conn: pair.length ? '' : this.conn.value,
      dir: /** @type {Wanted['dir']} */ (this.dir.value),
      type: this.type.value,
      lanes: LANES.filter((lane) => this.#box(lane).checked && !this.#label(lane).hidden),
      text: this.text.value,
      marked: this.marked.checked,
      pair,
    };
  }

  /** Show one connection only, or all again. @param {string} conn */
  only(conn) {
    this.conn.value = this.conn.value === conn ? '' : conn;
    this.changed();
  }

  /** @param {'conn' | 'dir' | 'type'} name */
  next(name) {
    nextChoice(this[name]);
  }

  /** @param {number} at */
  lane(at) {
    const lane = /** @type {Lane} */ (LANES[at]);
    if (!this.#label(lane).hidden) this.#box(lane).click();
  }

  focus() {
    this.text.focus();
    this.text.select();
  }

  clear() {
    for (const one of [this.text, this.conn, this.dir, this.type]) one.value = '';
    this.marked.checked = this.beside.checked = false;
    this.changed();
  }

  /** @param {number} shown @param {number} all */
  count(shown, all) {
    const wanted = this.wanted();
    const narrowed = isNarrowed(wanted);
    byId('clear', HTMLButtonElement).hidden = !narrowed;
    byId('pair', HTMLElement).hidden = !this.beside.checked;
    this.conn.hidden = this.beside.checked;
    this.output.value = narrowed ? `${shown.toLocaleString('en')} of ${counted(all, 'line')}` : counted(all, 'line');
  }

  /** How much has been looked through, 0 to 1. @param {number} share */
  searching(share) {
    this.output.value = `looking … ${Math.round(share * 100)} %`;
  }
}
