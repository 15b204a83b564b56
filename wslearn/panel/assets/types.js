/**
 * What the stream carries, as wslearn/panel/items.py and details.py make it. Texts of payloads arrive escaped.
 *
 * @typedef {'client' | 'wire' | 'asgi' | 'consumer' | 'json' | 'layer'} Lane
 * @typedef {[text: string, style: string]} Part style is a role of the theme, '' for a payload
 * @typedef {Part[]} Line
 * @typedef {[lane: Lane, lines: Line[]]} Cell
 * @typedef {{said: string, sent: string, why: string, topic: string}} Mark
 * @typedef {[side: 'page' | 'asgi', state: string]} StateChange
 * @typedef {[from: string, to: string, label: string, mark?: unknown]} Arrow
 * @typedef {[src: string, seq: number]} RecordId
 *
 * @typedef {object} Row
 * @property {'row'} kind
 * @property {number} i
 * @property {number} number 0 for rows of the server itself
 * @property {string} row the kind of row: message, close, exception …
 * @property {number} t ns since the trace began
 * @property {number} delta ns since the row before
 * @property {string | null} conn
 * @property {string | null} client
 * @property {'receive' | 'send' | null} dir the application's view
 * @property {boolean} late continues a row that was already shown
 * @property {boolean} [always] drawn whatever the lanes: it tells of something missing
 * @property {Cell[]} cells
 * @property {Mark[]} marks
 * @property {string[]} types
 * @property {StateChange[]} states
 * @property {Arrow[]} arrows
 * @property {RecordId} [fans] the group_send in it
 *
 * @typedef {{kind: 'step', i: number, number: number, title: string}} Step
 * @typedef {{kind: 'finding', i: number, passed: boolean, expected: string, did: string, hint: string}} Finding
 * @typedef {{kind: 'server', i: number, state: string, text: string, page?: string | null}} Server
 * @typedef {{kind: 'notice', i: number, text: string}} Notice
 * @typedef {Row | Step | Finding | Server | Notice} Item what is kept
 *
 * @typedef {object} Hello
 * @property {'hello'} kind
 * @property {string} what `lesson 3`, `trace`, `connect`, `replay`
 * @property {string} title
 * @property {Record<string, string>} versions
 * @property {boolean} acts whether the panel may connect and send
 * @property {string | null} page address of the project's own page
 * @property {string | null} [socket] path that the panel's client offers
 * @property {number} first index of the first item that follows
 *
 * @typedef {{kind: 'behind', items: number}} Behind
 * @typedef {{kind: 'told', text: string, error: boolean}} Told
 *
 * @typedef {{bits: [name: string, value: unknown, count: number][], mask: string | null, length: number}} Frame
 * @typedef {{python: string, json: string, javascript: string, changes: string[]}} Conversion
 *
 * @typedef {object} DetailRecord
 * @property {Lane} lane
 * @property {string} type
 * @property {'receive' | 'send' | null} dir
 * @property {number} t ns since the trace began
 * @property {string} python
 * @property {string | null} json
 * @property {Frame | null} [frame]
 * @property {Conversion | null} [conversion]
 *
 * @typedef {{kind: 'detail', row: number, records: DetailRecord[]}} Detail
 * @typedef {{text: string, mark?: unknown, children?: Branch[]}} Branch
 * @typedef {{kind: 'tree', id: RecordId, tree: Branch}} Tree
 *
 * @typedef {Hello | Item | Behind | Told | Detail | Tree} Said all that the server says
 */

/** @type {Lane[]} */
export const LANES = ['client', 'wire', 'asgi', 'consumer', 'json', 'layer'];

/** @type {Record<Lane, string>} how a lane is called above its column */
export const LANE_NAMES = {
  client: 'client', wire: 'wire', asgi: 'ASGI', consumer: 'consumer', json: 'JSON', layer: 'layer',
};
