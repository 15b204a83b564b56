/** One item as the elements of its row in the table. */

import { h } from './dom.js';
import { RECORD_LINES } from './measure.js';
import { LANES } from './types.js';
import { dividerLine, duration, foldLine, markLine, number, way, who } from './words.js';

/** @typedef {import('./types.js').Line} Line */
/** @typedef {import('./types.js').Lane} Lane */
/** @typedef {import('./types.js').Row} Row */
/** @typedef {import('./arrange.js').Arrangement} Arrangement */
/** @typedef {import('./arrange.js').Place} Place */

/** A role of the theme as a class. @param {string} role */
function classOf(role) {
  return role ? `r-${role.replace('.', '-')}` : '';
}

/** Pieces of a line, each isolated: right-to-left letters of a payload stay where they are. @param {Line} line */
export function pieces(line) {
  return line.filter(([text]) => text).map(([text, role]) =>
    h('bdi', role ? { class: classOf(role) } : {}, ...(role === 'call.consumer' ? breakable(text) : [text])));
}

/** `Class.method` may go on in the next line after its dot or an underscore. @param {string} text */
function breakable(text) {
  return text.split(/(?<=[._])/).flatMap((part, at) => (at ? [h('wbr'), part] : [part]));
}

/**
 * @param {import('./types.js').Item} item
 * @param {Arrangement} arrangement
 * @param {number} lines how many lines its cells may take
 * @param {number} conn its number
 */
export function drawItem(item, arrangement, lines, conn) {
  return item.kind === 'row' ? drawRow(item, arrangement, lines, conn) : divider(item, arrangement);
}

/**
 * Expectations that held: how many, or each of them below that.
 * @param {import('./types.js').Finding[]} findings
 * @param {boolean} open
 * @param {Arrangement} arrangement
 */
export function drawFold(findings, open, arrangement) {
  const lines = [foldLine(findings.length, open), ...(open ? findings.map(dividerLine) : [])];
  const across = h('div', { role: 'gridcell', 'aria-colspan': arrangement.columns.length + 1, 'aria-expanded': String(open), class: 'across' });
  across.append(...lines.map((line) => h('div', {}, ...pieces(line))));
  return h('div', { role: 'row', class: 'item finding held fold' }, across);
}

/** @param {import('./words.js').Divider} item @param {Arrangement} arrangement */
function divider(item, arrangement) {
  const state = item.kind === 'finding' ? (item.passed ? ' held' : ' failed') : '';
  const across = h('div', { role: 'gridcell', 'aria-colspan': arrangement.columns.length + 1, class: 'across' });
  across.append(...pieces(dividerLine(item)));
  return h('div', { role: 'row', class: `item ${item.kind}${state}` }, across);
}

/**
 * @param {Row} row
 * @param {Arrangement} arrangement
 * @param {number} lines
 * @param {number} conn
 */
function drawRow(row, arrangement, lines, conn) {
  const element = h('div', { role: 'row', class: `item row k-${row.row}` }, gutter(row));
  const cells = arrangement.columns.map((column) => h('div', { role: 'gridcell', class: 'cell', 'data-lane': column.lanes[0] ?? '' }));
  const homeless = [];
  for (const [lane, texts] of row.cells) {
    const cell = cells[arrangement.columnOf(LANES.indexOf(lane), conn)];
    if (cell) cell.append(record(lane, texts));
    else if (row.always) homeless.push(...texts);
  }
  element.style.setProperty('--lines', String(lines));
  element.append(...(arrangement.stacked ? cells.filter((cell) => cell.firstChild) : cells));
  const across = [...homeless, ...row.marks.map(markLine)];
  if (across.length) element.append(marks(across, arrangement));
  return element;
}

/** @param {Row} row */
function gutter(row) {
  const kind = row.dir ?? (row.row === 'exception' || row.row === 'warning' ? 'warn' : 'strong');
  return h(
    'div',
    { role: 'rowheader', class: 'gutter' },
    h('span', { class: 'number' }, number(row)),
    ' ',
    h('span', { class: `way r-${kind}` }, way(row)),
    ' ',
    h('bdi', { class: 'who' }, who(row.conn, row.client)),
    ' ',
    h('span', { class: 'delta' }, `+${duration(row.delta)}`),
  );
}

/** @param {Lane} lane @param {Line[]} lines */
function record(lane, lines) {
  const element = h('div', { class: 'record', 'data-lane': lane }, ...lines.map((line) => h('div', {}, ...pieces(line))));
  element.style.setProperty('-webkit-line-clamp', String(RECORD_LINES));
  return element;
}

/** @param {Line[]} lines @param {Arrangement} arrangement */
function marks(lines, arrangement) {
  return h(
    'div',
    { role: 'gridcell', class: 'marks', 'aria-colspan': arrangement.columns.length + 1 },
    ...lines.map((line) => h('div', {}, ...pieces(line))),
  );
}
