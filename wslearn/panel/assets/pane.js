/** Beside the timeline: a row's detail, the sequence diagram, the fan-out, and the form to send. */

import { drawDetail } from './detail.js';
import { byId, h } from './dom.js';
import { drawTree } from './fan.js';
import { drawSequence, steps } from './sequence.js';
import { Store } from './store.js';

/** @typedef {'detail' | 'sequence' | 'fan' | 'send'} View */
/** @typedef {import('./timeline.js').Timeline} Timeline */

/** @type {View[]} */
const VIEWS = ['detail', 'sequence', 'fan', 'send'];

/** Rows in a diagram. */
const ROWS = 60;

/** Milliseconds between two diagrams, while rows come. */
const EVERY = 150;

/** @typedef {{ask: (message: object) => boolean, choose: (position: number) => void}} Actions */

export class Pane {
  /** @param {Actions} actions */
  constructor(actions) {
    this.actions = actions;
    this.store = new Store();
    /** @type {Timeline | null} */
    this.timeline = null;
    /** @type {View} */
    this.view = 'detail';
    this.element = byId('pane', HTMLElement);
    this.chosen = -1;
    /** position of the last group_send */
    this.lastFan = -1;
    this.asked = '';
    this.drawn = '';
    this.timer = 0;
    this.#listen();
  }

  #listen() {
    for (const view of VIEWS) this.#tab(view).addEventListener('click', () => this.open(view));
    byId('close-pane', HTMLButtonElement).addEventListener('click', () => this.close());
    document.addEventListener('open-detail', () => this.element.hidden && this.open('detail'));
    this.element.querySelector('[role=tablist]')?.addEventListener('keydown', (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[/** @type {KeyboardEvent} */ (event).key];
      if (by) this.open(/** @type {View} */ (VIEWS[(VIEWS.indexOf(this.view) + by + VIEWS.length) % VIEWS.length]), true);
    });
    new ResizeObserver(() => this.look()).observe(this.element);
  }

  /** @param {View} view */
  #tab(view) {
    return byId(`tab-${view}`, HTMLButtonElement);
  }

  /** @param {View} view */
  #panel(view) {
    return byId(`view-${view}`, HTMLElement);
  }

  /** @param {import('./types.js').Hello} hello */
  greet(hello) {
    this.#tab('send').hidden = !hello.acts;
    if (hello.socket) byId('send-path', HTMLInputElement).value = hello.socket;
  }

  /** @param {Store} store @param {Timeline} timeline */
  reset(store, timeline) {
    this.store = store;
    this.timeline = timeline;
    this.chosen = this.lastFan = -1;
    this.asked = this.drawn = '';
    for (const view of VIEWS) if (view !== 'send') this.#panel(view).replaceChildren();
    this.#refresh();
  }

  /** A row came. @param {import('./types.js').Row} row @param {number} position */
  see(row, position) {
    if (row.fans) this.lastFan = position;
  }

  /** @param {View} view @param {boolean} [focus] */
  open(view, focus = false) {
    if (this.#tab(view).hidden) return;
    this.view = view;
    this.element.hidden = false;
    for (const one of VIEWS) {
      this.#tab(one).setAttribute('aria-selected', String(one === view));
      this.#tab(one).tabIndex = one === view ? 0 : -1;
      this.#panel(one).hidden = one !== view;
    }
    if (focus) this.#tab(view).focus();
    if (view === 'send') byId('send-payload', HTMLTextAreaElement).focus();
    this.asked = this.drawn = '';
    this.#refresh();
  }

  /** Whether there was something to close. */
  close() {
    if (this.element.hidden) return false;
    this.element.hidden = true;
    byId('table', HTMLElement).focus();
    return true;
  }

  /** @param {number} position */
  choose(position) {
    this.chosen = position;
    this.#refresh();
  }

  /** Rows came, or others are in sight. */
  look() {
    if (this.element.hidden || this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.#refresh();
    }, EVERY);
  }

  #refresh() {
    if (this.element.hidden) return;
    if (this.view === 'detail') this.#askDetail();
    if (this.view === 'sequence') this.#drawSequence();
    if (this.view === 'fan') this.#askTree();
  }

  /** Ask once for the same thing. @param {object} message */
  #ask(message) {
    const asked = JSON.stringify(message);
    if (asked !== this.asked && this.actions.ask(message)) this.asked = asked;
  }

  #askDetail() {
    if (this.chosen >= 0 && this.store.isRow(this.chosen)) this.#ask({ ask: 'detail', row: this.store.first + this.chosen });
    else if (!this.#panel('detail').firstChild) this.#say('detail', 'Choose a row, by a click or with j and k.');
  }

  #askTree() {
    const chosen = this.#fanAt(this.chosen) ?? this.#fanAt(this.lastFan);
    if (chosen) this.#ask({ ask: 'tree', id: chosen });
    else this.#say('fan', 'No group_send has been seen yet.');
  }

  /** @param {number} position */
  #fanAt(position) {
    const item = position >= 0 && position < this.store.length ? this.store.at(position) : null;
    return item?.kind === 'row' ? item.fans : undefined;
  }

  /** @param {View} view @param {string} sentence */
  #say(view, sentence) {
    this.#panel(view).replaceChildren(h('p', { class: 'meta' }, sentence));
  }

  /** @param {import('./types.js').Detail} detail */
  showDetail(detail) {
    const position = detail.row - this.store.first;
    if (position !== this.chosen) return; // an answer that came too late
    const item = this.store.at(position);
    if (item.kind === 'row') this.#panel('detail').replaceChildren(...drawDetail(detail.records, item.t));
    this.#panel('detail').scrollTop = 0;
  }

  /** @param {import('./types.js').Tree} tree */
  showTree(tree) {
    this.#panel('fan').replaceChildren(drawTree(tree.tree));
  }

  /** The last rows of the list before an index, within one step of the lesson. @param {number} end */
  #rowsUntil(end) {
    const rows = [];
    const order = this.timeline?.list.order;
    for (let index = end - 1; order && index >= Math.max(0, end - ROWS); index--) {
      const item = this.store.at(order.at(index));
      if (item.kind === 'step' && index < end - ROWS / 3) break;
      if (item.kind === 'row') rows.unshift({ position: order.at(index), row: item });
    }
    return rows;
  }

  /** The rows around the chosen one, else the last ones that are in sight. */
  #drawSequence() {
    if (!this.timeline) return;
    const { list } = this.timeline;
    const end = Math.min(list.order.length, (this.chosen >= 0 ? list.indexOf(this.chosen) + ROWS / 3 : list.inSight()[1]) + 1);
    const rows = this.#rowsUntil(end);
    const panel = this.#panel('sequence');
    const sheet = { room: panel.clientWidth, scale: this.timeline.line / 20, chosen: this.chosen, choose: this.actions.choose };
    const drawn = `${sheet.room} ${sheet.scale} ${this.chosen} ${rows[0]?.position} ${rows.at(-1)?.position} ${rows.length}`;
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const all = steps(rows);
    if (!all.length) return this.#say('sequence', 'Nothing to draw yet.');
    panel.replaceChildren(...drawSequence(all, sheet));
    const chosen = panel.querySelector('.chosen');
    if (chosen) chosen.scrollIntoView({ block: 'nearest' });
    else panel.scrollTop = panel.scrollHeight;
  }
}
