/** The sequence diagram of some rows: lifelines side by side, one arrow below the other. */

import { s } from './dom.js';

/** @typedef {import('./types.js').Row} Row */
/** @typedef {{position: number, number: number, from: string, to: string, label: string, marked: boolean}} Step */

const SERVER = 'Daphne';
const LAYER = 'channel layer';

/** In pixels, where a line of the timeline is 20 pixels high. */
const STEP = 34;
const HEAD = 28;
const LETTER = 7.4;
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
 * @typedef {object} Sheet what is drawn on
 * @property {number} room pixels across
 * @property {number} scale 1 where a line of the timeline is 20 pixels high
 * @property {number} chosen the position of the chosen row
 * @property {(position: number) => void} choose
 */

/**
 * @param {Step[]} all
 * @param {Sheet} sheet
 * @returns {SVGSVGElement[]} the names, and the arrows below them
 */
export function drawSequence(all, sheet) {
  const { room, scale } = sheet;
  const names = lifelines(all);
  const gap = Math.max(NARROWEST * scale, Math.floor(room / Math.max(1, names.length)));
  const width = Math.max(room, gap * names.length);
  const step = STEP * scale;
  const height = all.length * step + step / 2;
  /** @param {string} name */
  const x = (name) => gap * names.indexOf(name) + gap / 2;
  const heads = s('svg', { width, height: HEAD * scale, class: 'heads', 'aria-hidden': 'true' });
  heads.append(...names.map((name) => label(name, x(name), 19 * scale, gap, scale)));
  const drawing = s('svg', { width, height, role: 'group', 'aria-label': `Sequence diagram: ${names.join(', ')}` });
  drawing.append(...names.map((name) => s('line', { x1: x(name), x2: x(name), y1: 0, y2: height, class: 'lifeline' })));
  drawing.append(...all.map((one, at) => {
    const group = arrow(one, x(one.from), x(one.to), gap, scale);
    group.setAttribute('transform', `translate(0 ${at * step})`);
    group.classList.toggle('chosen', one.position === sheet.chosen);
    group.addEventListener('click', () => sheet.choose(one.position));
    return group;
  }));
  return [heads, drawing];
}

/** @param {Step} step @param {number} from @param {number} to @param {number} gap @param {number} scale */
function arrow(step, from, to, gap, scale) {
  const y = 27 * scale;
  const group = s('g', { class: step.marked ? 'arrow marked' : 'arrow' }, s('title', {}, `row ${step.number}: ${step.label}`));
  group.append(s('rect', { x: 0, y: 0, width: '100%', height: STEP * scale, class: 'band' }));
  if (from === to) {
    const text = label(step.label, from + 9, y + 2, gap - 9, scale);
    text.setAttribute('text-anchor', 'start');
    group.append(s('circle', { cx: from, cy: y - 2, r: 3.5 }), text);
    return group;
  }
  const tip = to > from ? to - HALF_HEAD : to + HALF_HEAD;
  group.append(
    s('line', { x1: from, x2: to, y1: y, y2: y }),
    s('path', { d: `M${to} ${y}L${tip} ${y - 4}V${y + 4}Z` }),
    label(step.label, (from + to) / 2, y - 7, Math.abs(to - from), scale),
  );
  return group;
}

/** A text in the middle of its room, cut where it is longer. @param {string} text @param {number} x @param {number} y @param {number} room @param {number} scale */
function label(text, x, y, room, scale) {
  const most = Math.max(1, Math.floor((room - 10) / (LETTER * scale)));
  return s('text', { x, y, 'text-anchor': 'middle' }, text.length <= most ? text : `${text.slice(0, most - 1)}…`);
}
