/** The detail of a row: each of its records whole. */

import { drawBits } from './bits.js';
import { h } from './dom.js';
import { LANE_NAMES } from './types.js';
import { duration } from './words.js';

/** @typedef {import('./types.js').DetailRecord} DetailRecord */
/** @typedef {import('./types.js').Conversion} Conversion */

/** @param {DetailRecord[]} records @param {number} start ns of the row @returns {HTMLElement[]} */
export function drawDetail(records, start) {
  return records.map((record) => drawRecord(record, start));
}

/** @param {DetailRecord} record @param {number} start */
function drawRecord(record, start) {
  return h(
    'section',
    { class: 'detail', 'data-lane': record.lane },
    heading(record, start),
    record.frame ? drawBits(record.frame) : null,
    record.conversion ? drawConversion(record.conversion) : texts(record),
  );
}

/** @param {DetailRecord} record @param {number} start */
function heading(record, start) {
  const way = record.dir ? (record.dir === 'receive' ? ' → receive' : ' ← send') : '';
  return h(
    'h3',
    {},
    h('span', { class: 'lane' }, LANE_NAMES[record.lane]),
    ' ',
    h('bdi', { class: 'type' }, record.type),
    h('span', { class: 'meta' }, `${way} +${duration(Math.max(0, record.t - start))}`),
  );
}

/** The dict as Python prints it, and as JSON where JSON can say it. @param {DetailRecord} record */
function texts(record) {
  const json = record.json === null ? [h('p', { class: 'meta' }, 'JSON cannot hold this.')] : [block(record.json)];
  return h('div', { class: 'pair' }, half('Python', block(record.python)), half('JSON', ...json));
}

/** @param {string} name @param {...HTMLElement} inside */
function half(name, ...inside) {
  return h('div', {}, h('h4', {}, name), ...inside);
}

/** @param {string} text */
function block(text) {
  return h('pre', { tabindex: 0 }, h('bdi', {}, text));
}

/** The same value three times, and what changed on the way. @param {Conversion} conversion */
function drawConversion(conversion) {
  return h(
    'div',
    {},
    h(
      'div',
      { class: 'trio' },
      half('Python', block(conversion.python)),
      half('JSON text', block(conversion.json)),
      half('JavaScript', block(conversion.javascript)),
    ),
    conversion.changes.length
      ? h('ul', { class: 'changes' }, ...conversion.changes.map((change) => h('li', {}, h('bdi', {}, change))))
      : h('p', { class: 'meta' }, 'Nothing changed on the way.'),
  );
}
