/** The sentences and short forms of the panel, the same as the terminal's. */

/** @typedef {import('./types.js').Mark} Mark */
/** @typedef {import('./types.js').Row} Row */
/** @typedef {Exclude<import('./types.js').Item, Row>} Divider */

/** Nanoseconds as a person reads them: `0.4 ms`, `12 ms`, `1.25 s`, `63 s`. @param {number} ns */
export function duration(ns) {
  if (ns < 9_950_000) return `${(ns / 1e6).toFixed(1)} ms`;
  if (ns < 999_500_000) return `${Math.round(ns / 1e6)} ms`;
  return ns < 9_995_000_000 ? `${(ns / 1e9).toFixed(2)} s` : `${Math.round(ns / 1e9).toLocaleString('en')} s`;
}

/** `≠ said … · sent … (why) · wslearn explain TOPIC`, in pieces with their styles. @param {Mark} mark @returns {import('./types.js').Line} */
export function markLine(mark) {
  return [
    ['≠ said', 'mark'],
    [` ${mark.said} · `, ''],
    ['sent', 'mark'],
    [` ${mark.sent}`, ''],
    [` (${mark.why.replace(/\.+$/, '')}) · `, 'meta'],
    [`wslearn explain ${mark.topic}`, 'command'],
  ];
}

/** @param {Mark} mark */
export function markText(mark) {
  return markLine(mark).map(([text]) => text).join('');
}

/** `→ receive`, `← send`, or the kind of row. @param {Row} row */
export function way(row) {
  return row.dir ? `${row.dir === 'receive' ? '→' : '←'} ${row.dir}` : row.row;
}

/** `12`, or `↳ 12` where it continues a row shown before. @param {Row} row */
export function number(row) {
  return row.late ? `↳ ${row.number}` : String(row.number || '');
}

/** `c1 alice`; the name of an only client goes without saying. @param {string | null} conn @param {string | null | undefined} client */
export function who(conn, client) {
  return (conn ?? 'server') + (client && client !== 'client' ? ` ${client}` : '');
}

/** What stands between the rows, in pieces with their styles. @param {Divider} item @returns {import('./types.js').Line} */
export function dividerLine(item) {
  switch (item.kind) {
    case 'step':
      return [[`Step ${item.number}: ${item.title}`, 'heading']];
    case 'finding':
      return item.passed ? [['✓ held ', 'good'], [` ${item.expected}`, 'meta']] : failed(item);
    case 'server':
      return [[item.text, 'strong']];
    case 'notice':
      return [['Note ', 'warn'], [item.text, '']];
  }
}

/** What many expectations that held are told as. @param {number} count @param {boolean} open @returns {import('./types.js').Line} */
export function foldLine(count, open) {
  return [['✓ held ', 'good'], [` ${count} expectations about the rows above ${open ? '▾' : '▸'}`, 'meta']];
}

/** @param {import('./types.js').Finding} item @returns {import('./types.js').Line} */
function failed(item) {
  return [
    ['✗ did not hold ', 'bad'],
    [` ${item.expected}`, ''],
    [` · what happened: ${item.did}`, ''],
    [item.hint ? ` · try: ${item.hint}` : '', 'meta'],
  ];
}

/** @param {Divider} item */
export function dividerText(item) {
  return dividerLine(item).map(([text]) => text).join('');
}

/** All that can be read in an item, for the search. @param {import('./types.js').Item} item */
export function allText(item) {
  if (item.kind !== 'row') return dividerText(item);
  const texts = [way(item), item.conn ?? '', item.client ?? ''];
  for (const [, lines] of item.cells) for (const line of lines) texts.push(line.map(([text]) => text).join(''));
  for (const mark of item.marks) texts.push(markText(mark));
  return texts.join('\n');
}

/** `1 row`, `1,200 rows`. @param {number} count @param {string} noun */
export function counted(count, noun) {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
