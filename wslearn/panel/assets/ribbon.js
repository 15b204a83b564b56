/** The state ribbon: one for each connection, two tracks each. */

import { h } from './dom.js';
import { STATES } from './states.js';

/** @typedef {import('./states.js').States} States */
/** @typedef {import('./states.js').Side} Side */

const MOST = 12;

/** @type {[Side, string][]} */
const TRACKS = [['page', 'page'], ['asgi', 'ASGI']];

/**
 * @typedef {object} Moment
 * @property {States} states
 * @property {number} position states are told as they were after this row
 * @property {string} conn the connection of the chosen row, or ''
 * @property {string} only the only connection that is shown, or ''
 * @property {(conn: string) => string} who
 */

export class Ribbon {
  /** @param {HTMLElement} list @param {(conn: string) => void} choose called with the connection that was clicked */
  constructor(list, choose) {
    this.list = list;
    this.choose = choose;
    this.shown = '';
  }

  /** @param {Moment} moment */
  show(moment) {
    const conns = recent(moment);
    const tracks = conns.map((conn) => TRACKS.map(([side]) => moment.states.until(conn, side, moment.position)));
    const shown = JSON.stringify([conns.map(moment.who), tracks, moment.conn, moment.only]);
    if (shown === this.shown) return;
    this.shown = shown;
    this.list.replaceChildren(...conns.map((conn, at) => this.#connection(conn, tracks[at] ?? [], moment)));
    this.list.classList.toggle('any', moment.states.connections().length > 0);
    const here = this.list.querySelector('.here');
    if (here) here.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    else this.list.scrollLeft = this.list.scrollWidth;
  }

  /** @param {string} conn @param {string[][]} tracks @param {Moment} moment */
  #connection(conn, tracks, moment) {
    const said = TRACKS.map(([, name], at) => `${name} ${tracks[at]?.at(-1) ?? 'not begun'}`).join(', ');
    const button = h(
      'button',
      { type: 'button', 'aria-pressed': conn === moment.only, title: `Show only ${conn}` },
      h('bdi', {}, moment.who(conn)),
      h('span', { class: 'unseen' }, `: ${said}. Show only this connection`),
    );
    button.addEventListener('click', () => this.choose(conn));
    return h('li', { class: conn === moment.conn ? 'here' : null }, button, ...TRACKS.map(([side, name], at) => track(side, name, tracks[at] ?? [])));
  }
}

/** The newest connections that have begun by now, and the one in focus. @param {Moment} moment */
function recent({ states, position, conn }) {
  const all = states.connections().filter((one) => states.begun(one, position));
  return all.filter((one, at) => at >= all.length - MOST || one === conn);
}

/** @param {Side} side @param {string} name @param {string[]} gone */
function track(side, name, gone) {
  const now = gone.at(-1);
  const steps = STATES[side].map((state) =>
    h('span', { class: state === now ? 'now' : gone.includes(state) ? 'gone' : 'ahead' }, state));
  return h('div', { class: 'track', 'data-side': side, 'aria-hidden': 'true' }, h('span', { class: 'side' }, name), ...steps);
}
