/**
 * Which lanes stand in which column, for the room there is. Lanes without a record fold away; where columns would be
 * too narrow, neighbours share one, as in the terminal; on a phone all stand one below the other.
 */

import { LANES, LANE_NAMES } from './types.js';

/** @typedef {import('./types.js').Lane} Lane */

/**
 * @typedef {object} Place one column
 * @property {string} title
 * @property {Lane[]} lanes
 * @property {number} conn the number of the only connection whose cells stand here; 0 for all
 * @property {number} share of the width
 * @property {number} chars so many letters stand in a line
 */

/**
 * @typedef {object} Arrangement
 * @property {Place[]} columns
 * @property {boolean} stacked one below the other
 * @property {number} chars so many letters stand in a line across all columns
 * @property {(lane: number, conn: number) => number} columnOf the column of a cell; -1 where it is not shown
 */

/**
 * @typedef {object} Room
 * @property {Lane[]} lanes the lanes to show, in their order
 * @property {number} chars letters across, without the gutter
 * @property {boolean} stacked
 * @property {number[]} pair the numbers of two connections to set side by side, or none
 * @property {(conn: number) => string} who
 * @property {string} client what the client's lane is called: `page` or `client`
 */

/** Letters in the gutter, as in the terminal. */
export const GUTTER = 20;

const NARROWEST = 27;

/** @type {Record<Lane, number>} */
const SHARES = { client: 25, wire: 28, asgi: 36, consumer: 31, json: 31, layer: 27 };

/** Wider to narrower: each list of groups is tried until its columns are wide enough. @type {Lane[][][]} */
const GROUPINGS = [
  [['client'], ['wire'], ['asgi'], ['consumer'], ['json'], ['layer']],
  [['client'], ['wire'], ['asgi'], ['consumer'], ['json', 'layer']],
  [['client'], ['wire'], ['asgi'], ['consumer', 'json', 'layer']],
  [['client', 'wire'], ['asgi'], ['consumer', 'json', 'layer']],
];

/** @param {Room} room @returns {Arrangement} */
export function arrange(room) {
  const columns = room.pair.length ? paired(room) : grouped(room);
  for (const column of columns) column.chars = charsOf(column, columns, room);
  /** @type {Map<number, number>} */
  const known = new Map();
  return {
    columns,
    stacked: room.stacked,
    chars: room.chars - 2,
    columnOf(lane, conn) {
      const key = conn * 8 + lane;
      let found = known.get(key);
      if (found === undefined) known.set(key, found = find(columns, lane, conn));
      return found;
    },
  };
}

/** @param {Place[]} columns @param {number} lane @param {number} conn */
function find(columns, lane, conn) {
  const name = /** @type {Lane} */ (LANES[lane]);
  return columns.findIndex((column) => column.lanes.includes(name) && (!column.conn || column.conn === conn));
}

/** @param {Room} room @returns {Place[]} */
function grouped(room) {
  if (room.stacked) return room.lanes.map((lane) => place([lane], 1, room));
  const groupings = GROUPINGS.map((groups) => shownOf(groups, room));
  return groupings.find((places) => wideEnough(places, room)) ?? /** @type {Place[]} */ (groupings.at(-1));
}

/** @param {Lane[][]} groups @param {Room} room */
function shownOf(groups, room) {
  const shown = groups.map((group) => group.filter((lane) => room.lanes.includes(lane))).filter((group) => group.length);
  return shown.map((group) => place(group, Math.max(...group.map((lane) => SHARES[lane])), room));
}

/** @param {Place[]} places @param {Room} room */
function wideEnough(places, room) {
  return places.every((one) => charsOf(one, places, room) >= NARROWEST);
}

/** Two clients at the sides, what the application does between them. @param {Room} room @returns {Place[]} */
function paired(room) {
  /** @param {Lane[]} lanes */
  const shown = (lanes) => lanes.filter((lane) => room.lanes.includes(lane));
  const [left = 0, right = 0] = room.pair;
  const sides = [left, right].map((conn) => ({ ...place(shown(['client', 'wire']), 30, room), conn, title: room.who(conn) }));
  const middle = place(shown(['asgi', 'consumer', 'json', 'layer']), 40, room);
  const columns = [.../** @type {Place[]} */ (sides.slice(0, 1)), middle, .../** @type {Place[]} */ (sides.slice(1))];
  return columns.filter((column) => column.lanes.length);
}

/** @param {Lane[]} lanes @param {number} share @param {Room} room @returns {Place} */
function place(lanes, share, room) {
  const title = lanes.map((lane) => (lane === 'client' ? room.client : LANE_NAMES[lane])).join(', ');
  return { title, lanes, share, conn: 0, chars: 0 };
}

/** @param {Place} column @param {Place[]} columns @param {Room} room */
function charsOf(column, columns, room) {
  if (room.stacked) return room.chars - 9; // the lane's name stands before its lines
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  return Math.floor((room.chars * column.share) / all) - 2;
}
