/** The fan-out of a group_send: who it reached, as a tree. */

import { h } from './dom.js';

/** @typedef {import('./types.js').Branch} Branch */

/** @param {Branch} branch @returns {HTMLElement} */
export function drawTree(branch) {
  return h('ul', { class: 'tree' }, drawBranch(branch));
}

/** @param {Branch} branch @returns {HTMLElement} */
function drawBranch({ text, mark, children = [] }) {
  return h(
    'li',
    { class: mark ? 'marked' : null },
    h('bdi', {}, text),
    typeof mark === 'string' && mark ? h('bdi', { class: 'r-mark' }, ` ${mark}`) : null,
    children.length ? h('ul', {}, ...children.map(drawBranch)) : null,
  );
}
