/** The keys, as one table: what is pressed, what it does, and how the help says it. */

import { h } from './dom.js';

/** @typedef {{keys: string[], says: string, does: () => void}} Key */

/**
 * @param {Key[]} table
 * @param {() => boolean} on whether single letters do anything now
 */
export function listen(table, on) {
  const known = new Map(table.flatMap((key) => key.keys.map((name) => [name, key.does])));
  document.addEventListener('keydown', (event) => {
    const does = known.get(event.key);
    if (!does || event.ctrlKey || event.metaKey || event.altKey || !free(event) || !on()) return;
    event.preventDefault();
    does();
  });
}

/** Whether the key is not for the element that has the focus. @param {KeyboardEvent} event */
function free({ target, key }) {
  if (!(target instanceof Element) || document.querySelector('dialog[open]')) return false;
  if (key === 'Escape') return true;
  if (target.closest('input:not([type=checkbox]), textarea, select')) return false;
  return !(target.closest('button, summary, a, input, [role=tab]') && (key === 'Enter' || key === ' ' || key.startsWith('Arrow')));
}

/** @type {Record<string, string>} */
const SHOWN = { ' ': 'Space', ArrowDown: '↓', ArrowUp: '↑', PageDown: 'Page Down', PageUp: 'Page Up', Escape: 'Esc' };

/** The list of keys. @param {Key[]} table */
export function drawKeys(table) {
  return table.map(({ keys, says }) =>
    h(
      'div',
      {},
      h('dt', {}, ...keys.flatMap((key) => [h('kbd', {}, SHOWN[key] ?? key), ' '])),
      h('dd', {}, says),
    ));
}
