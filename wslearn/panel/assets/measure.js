/**
 * How many lines an item takes, from the lengths of its texts alone: no element is ever measured, so that 100,000 rows
 * have their place before any of them is drawn. All texts stand in a font of one width.
 *
 * A line is packed into 16 bits: whether a record begins with it, the number of its lane, up to 4,095 columns.
 */

import { dividerText, markText } from './words.js';
import { LANES } from './types.js';

/** @typedef {import('./types.js').Item} Item */
/** @typedef {import('./types.js').Line} Line */
/** @typedef {import('./arrange.js').Arrangement} Arrangement */
/** @typedef {import('./store.js').Store} Store */

/** The number of lines that go across all lanes: marks, and all that is no row. */
export const ACROSS = LANES.length;

/** A record takes at most so many lines, a row so many beside its marks; its detail shows the rest. */
export const RECORD_LINES = 5;
const ROW_LINES = 20;

const BEGINS = 1 << 15;
const SHIFT = 12;
const LONGEST = (1 << SHIFT) - 1;
const PLAIN = /^[\x20-\x7e]*$/;

/** The columns that a text takes; East Asian letters take two. @param {string} text */
export function width(text) {
  if (PLAIN.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += isWide(/** @type {number} */ (character.codePointAt(0))) ? 2 : 1;
  return columns;
}

/** @param {number} code */
function isWide(code) {
  return code >= 0x1100 && (code <= 0x115f || (code >= 0x2e80 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff)
    || (code >= 0xfe30 && code <= 0xff60) || code >= 0x1f000);
}

/** The lengths of all lines of an item, packed. @param {Item} item @returns {number[]} */
export function lineLengths(item) {
  if (item.kind !== 'row') return [packed(ACROSS, width(dividerText(item)))];
  const lengths = [];
  for (const [lane, lines] of item.cells) {
    lines.forEach((line, at) => lengths.push(packed(LANES.indexOf(lane), lineWidth(line)) | (at ? 0 : BEGINS)));
  }
  for (const mark of item.marks) lengths.push(packed(ACROSS, width(markText(mark))));
  return lengths;
}

/** @param {Line} line */
function lineWidth(line) {
  let sum = 0;
  for (const [text] of line) sum += width(text);
  return sum;
}

/** @param {number} lane @param {number} length */
function packed(lane, length) {
  return (lane << SHIFT) | Math.min(length, LONGEST);
}

/** @typedef {{lines: number, across: number}} Size lines of the cells side by side, and those across all of them */

/**
 * The lines of one item in an arrangement of columns.
 * @param {Store} store
 * @param {number} position
 * @param {Arrangement} arrangement
 * @returns {Size}
 */
export function size(store, position, arrangement) {
  const [start, end] = store.lines(position);
  const conn = store.conn.at(position);
  const sums = new Array(arrangement.columns.length).fill(0);
  let across = 0;
  let left = 0; // lines that the record may still take
  for (let at = start; at < end; at++) {
    const line = store.lengths.at(at);
    const lane = (line & ~BEGINS) >> SHIFT;
    const column = lane === ACROSS ? -1 : arrangement.columnOf(lane, conn);
    if (line & BEGINS) left = RECORD_LINES;
    if (column >= 0) {
      const taken = Math.min(left, wrapped(line & LONGEST, arrangement.columns[column]?.chars ?? 1));
      left -= taken;
      sums[column] += taken;
    } else if (lane === ACROSS || store.always.at(position)) across += wrapped(line & LONGEST, arrangement.chars);
  }
  return store.isRow(position) ? { lines: rowLines(sums, arrangement), across } : { lines: 0, across };
}

/** @param {number[]} sums @param {Arrangement} arrangement */
function rowLines(sums, arrangement) {
  if (!arrangement.stacked) return Math.min(ROW_LINES, Math.max(2, ...sums));
  return 1 + Math.min(ROW_LINES, sums.reduce((sum, lines) => sum + lines, 0));
}

/** Lines that words take: where they wrap, some columns at the end of each stay empty. @param {number} length @param {number} chars */
function wrapped(length, chars) {
  return length <= chars ? 1 : Math.ceil(length / Math.max(8, chars * 0.88));
}
