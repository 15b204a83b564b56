/** The head of a frame, bit by bit (RFC 6455 section 5.2). */

import { h } from './dom.js';

/** @typedef {import('./types.js').Frame} Frame */

/** @param {Frame} frame */
export function drawBits(frame) {
  return h(
    'div',
    { class: 'frame' },
    h('ol', { class: 'bits', 'aria-label': 'The head of the frame, bit by bit' }, ...frame.bits.map(field)),
    h('p', { class: 'meta' }, about(frame)),
  );
}

/** @param {Frame} frame */
function about({ mask, length }) {
  const masked = mask ? `, each XORed with the mask ${mask}` : ', not masked';
  return `then the payload: ${length.toLocaleString('en')} ${length === 1 ? 'byte' : 'bytes'}${masked}`;
}

/** @param {[string, unknown, number]} bits */
function field([name, value, count]) {
  const element = h(
    'li',
    {},
    h('span', { class: 'name' }, name),
    h('span', { class: 'value' }, String(value)),
    h('span', { class: 'count' }, count === 1 ? '1 bit' : `${count} bits`),
  );
  element.style.flexGrow = String(Math.min(count, 10));
  return element;
}
