/** Which items are shown. All but the text is asked of numbers; the text needs the item itself. */

import { laneBits } from './store.js';
import { allText } from './words.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Lane} Lane */

/**
 * @typedef {object} Wanted
 * @property {string} conn '' for all
 * @property {'' | 'receive' | 'send'} dir
 * @property {string} type a record's type, '' for all
 * @property {Lane[]} lanes
 * @property {string} text
 * @property {boolean} marked only rows where what was said and what was sent differ
 * @property {string[]} pair two connections side by side, or none
 */

/** @returns {Wanted} */
export function everything() {
  return { conn: '', dir: '', type: '', lanes: [], text: '', marked: false, pair: [] };
}

/**
 * Whether an item is shown, as a function of its position.
 * @param {Store} store
 * @param {Wanted} wanted
 * @returns {(position: number) => boolean}
 */
export function filter(store, wanted) {
  const lanes = laneBits(wanted.lanes);
  const conns = (wanted.pair.length ? wanted.pair : wanted.conn ? [wanted.conn] : []).map((conn) => store.conns.number(conn));
  const dir = { '': 0, receive: 1, send: 2 }[wanted.dir];
  const holds = typeTest(store, wanted.type);
  const text = wanted.text.toLowerCase();

  /** @param {number} position */
  const numbersFit = (position) =>
    (store.lanes.at(position) & lanes) !== 0
    && (!conns.length || conns.includes(store.conn.at(position)))
    && (!dir || store.dir.at(position) === dir)
    && (!wanted.marked || store.marked.at(position) === 1)
    && holds(store.types.at(position));

  // Steps and what the server does say where one is; findings are about all rows, and go where only some are shown.
  const narrowed = isNarrowed({ ...wanted, text: '' });
  /** @param {number} position */
  const kindFits = (position) => (store.isRow(position) ? numbersFit(position) : !narrowed || store.kind(position) !== 'finding');

  return (position) =>
    kindFits(position)
    && (!text || allText(store.at(position)).toLowerCase().includes(text));
}

/** Whether anything but lanes is asked for. @param {Wanted} wanted */
export function isNarrowed(wanted) {
  return Boolean(wanted.conn || wanted.dir || wanted.type || wanted.text || wanted.marked || wanted.pair.length);
}

/** Each set of types is looked at once. @param {Store} store @param {string} type @returns {(set: number) => boolean} */
function typeTest(store, type) {
  if (!type) return () => true;
  /** @type {Map<number, boolean>} */
  const known = new Map();
  return (set) => {
    let found = known.get(set);
    if (found === undefined) known.set(set, found = store.typeSets.text(set).split(' ').includes(type));
    return found;
  };
}
