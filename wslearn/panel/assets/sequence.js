/** The sequence diagram of some rows: lifelines side by side, one arrow below the other. */

import { s } from './dom.js';

/** @typedef {import('./types.js').Row} Row */
/** @typedef {{position: number, number: number, from: string, to: string, label: string, marked: boolean}} Step */

const SERVER = 'Daphne';
const LAYER = 'channel layer';

const STEP = 34;
const HEAD = 28;
const LETTER = 7;
const NARROWEST = 116;
const HALF_HEAD = 8;

/**
 * @param {{position: number, row: Row}[]} rows
 * @returns {Step[]}
 */
export function steps(rows) {
  return rows.flatMap(({ position, row }) =>
    row.arrows.map(([from, to, label, mark]) => ({
      position, number: row.number, from, to, label, marked: Boolean(mark) || row.marks.length > 0,
    })));
}

/**
 * Who takes part, from left to right: clients, Daphne, consumers, the layer.
 * @param {Step[]} all
 * @returns {string[]}
 */
export function lifelines(all) {
  const names = [...new Set(all.flatMap(({ from, to }) => [from, to]))];
  // ASGI events go between Daphne and an application, everything else that touches Daphne came from a client.
  const network = all.filter(({ from, to, label }) => (from === SERVER || to === SERVER) && !/^(websocket|http)\./.test(label));
  const clients = new Set(network.flatMap(({ from, to }) => [from, to]));
  /** @param {string} name */
  const rank = (name) => (name === SERVER ? 1 : name === LAYER ? 3 : clients.has(name) ? 0 : 2);
  return names.sort((one, other) => rank(one) - rank(other));
}

/**
 * @param {Step[]} all
 * @param {number} room pixels across
 * @param {number} chosen the position of the chosen row
 * @param {(position: number) => void} choose
 * @returns {SVGSVGElement[]} the names, and the arrows below them
 */
export function drawSequence(all, room, chosen, choose) {
  const names = lifelines(all);
  const gap = Math.max(NARROWEST, Math.floor(room / Math.max(1, names.length)));
  const width = Math.max(room, gap * names.length);
  const height = all.length * STEP + STEP / 2;
  /** @param {string} name */
  const x = (name) => gap * names.indexOf(name) + gap / 2;
  const heads = s('svg', { width, height: HEAD, class: 'heads', 'aria-hidden': 'true' });
  heads.append(...names.map((name) => s('text', { x: x(name), y: 19, 'text-anchor': 'middle' }, cut(name, gap))));
  const drawing = s('svg', { width, height, role: 'group', 'aria-label': `Sequence diagram: ${names.join(', ')}` });
  drawing.append(...names.map((name) => s('line', { x1: x(name), x2: x(name), y1: 0, y2: height, class: 'lifeline' })));
  drawing.append(...all.map((step, at) => {
    const group = arrow(step, x(step.from), x(step.to), at * STEP + STEP / 2, gap);
    group.classList.toggle('chosen', step.position === chosen);
    group.addEventListener('click', () => choose(step.position));
    return group;
  }));
  return [heads, drawing];
}

/** @param {Step} step @param {number} from @param {number} to @param {number} y @param {number} gap */
function arrow(step, from, to, y, gap) {
  const group = s('g', { class: step.marked ? 'arrow marked' : 'arrow' }, s('title', {}, `row ${step.number}: ${step.label}`));
  const [left, right] = [Math.min(from, to), Math.max(from, to)];
  group.append(s('rect', { x: 0, y: y - STEP / 2, width: '100%', height: STEP, class: 'band' }));
  if (from === to) {
    group.append(s('circle', { cx: from, cy: y + 6, r: 3.5 }), s('text', { x: from + 9, y: y + 10 }, cut(step.label, gap - 9)));
    return group;
  }
  const tip = to > from ? to - HALF_HEAD : to + HALF_HEAD;
  group.append(
    s('line', { x1: from, x2: to, y1: y + 10, y2: y + 10 }),
    s('path', { d: `M${to} ${y + 10}L${tip} ${y + 6}V${y + 14}Z` }),
    s('text', { x: (left + right) / 2, y: y + 3, 'text-anchor': 'middle' }, cut(step.label, right - left)),
  );
  return group;
}

/** @param {string} text @param {number} room pixels */
function cut(text, room) {
  const most = Math.floor((room - 10) / LETTER);
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
