/** The panel: what comes from the stream goes to the store, and every view is told to look again. */

import { byId } from './dom.js';
import { Filters } from './filters.js';
import { Head } from './head.js';
import { drawKeys, listen } from './keys.js';
import { Pane } from './pane.js';
import { Ribbon } from './ribbon.js';
import { sendForm } from './send.js';
import { States } from './states.js';
import { Store } from './store.js';
import { Stream } from './stream.js';
import { nextChoice, themeSwitch } from './theme.js';
import { Timeline } from './timeline.js';

/** @typedef {import('./types.js').Said} Said */
/** @typedef {import('./types.js').Item} Item */

const token = location.hash.slice(1);

let store = new Store();
let states = new States();

/** @type {Stream} */
const stream = new Stream(token, {
  next: () => (head.loaded ? 0 : store.next),
  said: (items) => items.forEach(take),
  link: (open) => head.link(open),
});
/** @type {Head} */
const head = new Head(stream);
const filters = new Filters(() => timeline.refilter(filters.wanted()));
const timeline = new Timeline({ chosen: show, seen: look, searching: (share) => filters.searching(share) });
const pane = new Pane({ ask: (message) => stream.ask(message), choose: (position) => timeline.choose(position) });
const ribbon = new Ribbon(byId('ribbon', HTMLUListElement), (conn) => filters.only(conn));

begin();

/** @param {Said} said */
function take(said) {
  switch (said.kind) {
    case 'hello':
      return greet(said);
    case 'behind':
      return head.behind(said.items);
    case 'told':
      return head.tell(said.text, said.error);
    case 'detail':
      return pane.showDetail(said);
    case 'tree':
      return pane.showTree(said);
    default:
      return keep(said);
  }
}

/** @param {import('./types.js').Hello} hello */
function greet(hello) {
  const goesOn = !head.loaded && hello.first !== 0 && hello.first === store.next;
  head.greet(hello);
  pane.greet(hello);
  filters.greet(hello);
  if (goesOn) return;
  store = new Store(hello.first);
  states = new States();
  filters.reset(store);
  pane.reset(store, timeline);
  timeline.reset(store, filters.wanted());
}

/** @param {Item} item */
function keep(item) {
  if (item.i < store.next) return; // a page that came back may be sent what it has
  const position = store.length;
  store.add(item);
  timeline.append(position);
  if (item.kind === 'server') head.server(item);
  if (item.kind !== 'row') return;
  if (item.conn) states.add(item.conn, position, item.states);
  pane.see(item, position);
  filters.see(item);
}

/** A row was chosen, or none. @param {number} position */
function show(position) {
  pane.choose(position);
  look();
}

/** What is in sight has changed. */
function look() {
  const position = timeline.chosen < 0 ? store.length : timeline.chosen;
  const conn = timeline.chosen < 0 ? '' : store.conns.text(store.conn.at(position));
  ribbon.show({ states, position, conn, only: filters.wanted().conn, who: (one) => store.who(one) });
  filters.count(timeline.count, store.length);
  head.follow(timeline.list.following, timeline.unseen);
  pane.look();
}

function begin() {
  themeSwitch(byId('theme', HTMLSelectElement), () => timeline.measure());
  byId('follow', HTMLButtonElement).addEventListener('click', () => timeline.toggle());
  byId('newer', HTMLButtonElement).addEventListener('click', () => timeline.follow());
  sendForm(act, (sentence) => head.tell(sentence, true));
  keys();
  if (token) stream.connect();
  else head.tell('This address lacks its token: open the one that wslearn printed, with all that follows the #.', true);
}

/** @param {string} line of a play */
function act(line) {
  if (!stream.ask({ act: line })) head.tell('There is no connection to wslearn now.', true);
}

function keys() {
  const help = byId('help', HTMLDialogElement);
  const on = byId('keys-on', HTMLInputElement);
  const press = (/** @type {string} */ id) => () => document.getElementById(id)?.click();
  /** @type {import('./keys.js').Key[]} */
  const table = [
    { keys: ['j', 'ArrowDown'], says: 'next row', does: () => timeline.step(1) },
    { keys: ['k', 'ArrowUp'], says: 'row before', does: () => timeline.step(-1) },
    { keys: ['PageDown'], says: 'a page on', does: () => timeline.page(1) },
    { keys: ['PageUp'], says: 'a page back', does: () => timeline.page(-1) },
    { keys: ['Home'], says: 'first row', does: () => timeline.ends(false) },
    { keys: ['End'], says: 'newest row, and follow', does: () => timeline.ends(true) },
    { keys: ['n'], says: 'next place where said and sent differ', does: () => timeline.mark(1) },
    { keys: ['p'], says: 'the one before', does: () => timeline.mark(-1) },
    { keys: [' '], says: 'pause, follow', does: () => timeline.toggle() },
    { keys: ['Enter'], says: 'detail of the row; open a fold', does: () => timeline.unfold() || pane.open('detail') },
    { keys: ['s'], says: 'sequence diagram', does: () => pane.open('sequence') },
    { keys: ['f'], says: 'fan-out of a group_send', does: () => pane.open('fan') },
    { keys: ['w'], says: 'write to the server', does: () => pane.open('send') },
    { keys: ['Escape'], says: 'close what is open, choose no row', does: () => pane.close() || timeline.choose(-1) },
    { keys: ['/'], says: 'find text', does: () => filters.focus() },
    { keys: ['c'], says: 'next connection', does: () => filters.next('conn') },
    { keys: ['d'], says: 'direction', does: () => filters.next('dir') },
    { keys: ['t'], says: 'next type', does: () => filters.next('type') },
    { keys: ['1', '2', '3', '4', '5', '6'], says: 'lanes on and off', does: () => {} },
    { keys: ['m'], says: 'only where said and sent differ', does: press('marked') },
    { keys: ['b'], says: 'two clients side by side', does: press('beside') },
    { keys: ['x'], says: 'show all again', does: () => filters.clear() },
    { keys: ['T'], says: 'theme', does: () => nextChoice(byId('theme', HTMLSelectElement)) },
    { keys: ['S'], says: 'save the trace', does: press('save') },
    { keys: ['O'], says: 'open a saved trace', does: press('load') },
    { keys: ['E'], says: 'export as HTML', does: press('export') },
    { keys: ['?'], says: 'this list', does: () => help.showModal() },
  ];
  const lanes = ['1', '2', '3', '4', '5', '6'].map((key, at) => ({ keys: [key], says: '', does: () => filters.lane(at) }));
  byId('key-list', HTMLDListElement).append(...drawKeys(table));
  byId('keys', HTMLButtonElement).addEventListener('click', () => help.showModal());
  listen([...table, ...lanes], () => on.checked);
}
