/**
 * All items, kept small: each as its JSON text, parsed when it is looked at, and beside it numbers for what the
 * filters and the layout ask of every item. `position` counts from 0 here; `i` is the stream's index.
 */

import { Bytes } from './bytes.js';
import { Column } from './column.js';
import { Names } from './names.js';
import { lineLengths } from './measure.js';
import { LANES } from './types.js';
import { who } from './words.js';

/** @typedef {import('./types.js').Item} Item */
/** @typedef {import('./types.js').Row} Row */

const DIRECTIONS = { receive: 1, send: 2 };
/** @type {Item['kind'][]} */
const KINDS = ['row', 'step', 'finding', 'server', 'notice'];

const NOTHING = /** @type {string[]} */ ([]);

export class Store {
  /** @param {number} first the stream's index of the first item */
  constructor(first = 0) {
    this.first = first;
    this.bytes = new Bytes();
    this.conns = new Names();
    this.typeSets = new Names();
    /** conn → the client's name */
    this.clients = /** @type {Map<string, string>} */ (new Map());
    this.kinds = new Column(Uint8Array);
    this.conn = new Column(Uint16Array);
    this.dir = new Column(Uint8Array);
    this.lanes = new Column(Uint8Array);
    this.types = new Column(Uint16Array);
    this.marked = new Column(Uint8Array);
    this.always = new Column(Uint8Array);
    /** 1 for an expectation that held */
    this.held = new Column(Uint8Array);
    this.lengths = new Column(Uint16Array);
    this.lengthStarts = new Column(Uint32Array);
  }

  get length() {
    return this.kinds.length;
  }

  /** The stream's index of the item that is still to come. */
  get next() {
    return this.first + this.length;
  }

  /** @param {Item} item */
  add(item) {
    this.lengthStarts.push(this.lengths.length);
    for (const length of lineLengths(item)) this.lengths.push(length);
    if (item.kind === 'row') this.#addRow(item);
    else this.#addNumbers([KINDS.indexOf(item.kind), 0, 0, 255, 0, 0, 0, item.kind === 'finding' && item.passed ? 1 : 0]);
    this.bytes.push(JSON.stringify(small(item)));
  }

  /** @param {Row} row */
  #addRow(row) {
    const conn = row.conn ?? '';
    if (row.client) this.clients.set(conn, row.client);
    this.#addNumbers([
      KINDS.indexOf('row'),
      this.conns.number(conn),
      row.dir ? DIRECTIONS[row.dir] : 0,
      row.always || row.marks.length ? 255 : laneBits(row.cells.map(([lane]) => lane)),
      this.typeSets.number(row.types.join(' ')),
      row.marks.length ? 1 : 0,
      row.always ? 1 : 0,
    ]);
  }

  /** @param {number[]} numbers in the order of the columns below */
  #addNumbers(numbers) {
    const columns = [this.kinds, this.conn, this.dir, this.lanes, this.types, this.marked, this.always, this.held];
    columns.forEach((column, at) => column.push(numbers[at] ?? 0));
  }

  /** @param {number} position @returns {Item} with types and states left out */
  at(position) {
    return { types: NOTHING, states: [], ...JSON.parse(this.bytes.at(position)), i: this.first + position };
  }

  /** @param {number} position @returns {Item['kind']} */
  kind(position) {
    return KINDS[this.kinds.at(position)] ?? 'notice';
  }

  /** @param {number} position */
  isRow(position) {
    return this.kind(position) === 'row';
  }

  /** The lengths of an item's lines, as measure.js packs them. @param {number} position @returns {[number, number]} */
  lines(position) {
    const end = position + 1 < this.length ? this.lengthStarts.at(position + 1) : this.lengths.length;
    return [this.lengthStarts.at(position), end];
  }

  /** A connection with its client's name, once that is known. @param {string | null} conn */
  who(conn) {
    return who(conn, this.clients.get(conn ?? ''));
  }

  /** The connections seen, in order. @returns {string[]} */
  connections() {
    return this.conns.texts.slice(1);
  }

  /** All types of records seen, in order of the alphabet. @returns {string[]} */
  allTypes() {
    return [...new Set(this.typeSets.texts.join(' ').split(' '))].filter(Boolean).sort();
  }
}

/** One bit a lane. @param {Iterable<import('./types.js').Lane>} lanes */
export function laneBits(lanes) {
  let bits = 0;
  for (const lane of lanes) bits |= 1 << LANES.indexOf(lane);
  return bits;
}

/** What of an item is not known otherwise. @param {Item} item */
function small(item) {
  if (item.kind !== 'row') return item;
  const { i, types, states, ...rest } = item;
  return rest;
}
