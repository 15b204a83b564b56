/** The panel as one more client: what its form says, as a line of a play. */

import { byId } from './dom.js';

/**
 * The line of one verb, or a sentence that says why there is none.
 * @param {string} client
 * @param {'text' | 'json' | 'bytes'} kind
 * @param {string} payload
 * @returns {{line: string} | {wrong: string}}
 */
export function sendLine(client, kind, payload) {
  if (kind === 'json') return jsonLine(client, payload);
  if (kind === 'bytes') return bytesLine(client, payload);
  if (/[\r\n]/.test(payload)) return { wrong: 'A text goes out as one line here: take the line breaks out, or send it as JSON.' };
  return { line: `${client}: send ${payload}` };
}

/** @param {string} client @param {string} payload */
function jsonLine(client, payload) {
  try {
    JSON.parse(payload);
  } catch (error) {
    return { wrong: `This is not JSON yet. ${error instanceof Error ? error.message : ''}` };
  }
  // Blanks between values may go; the value itself is left as it was typed, large numbers too.
  return { line: `${client}: send-json ${payload.replace(/[\r\n\t]+/g, ' ')}` };
}

/** @param {string} client @param {string} payload */
function bytesLine(client, payload) {
  const digits = payload.replace(/\s+/g, '');
  if (!/^([0-9a-f]{2})+$/i.test(digits)) return { wrong: 'Bytes are pairs of hex digits: 68 69 is two bytes.' };
  return { line: `${client}: send-bytes ${digits}` };
}

/**
 * Wire the form up.
 * @param {(line: string) => void} act
 * @param {(sentence: string) => void} complain
 */
export function sendForm(act, complain) {
  const client = byId('send-client', HTMLSelectElement);
  const path = byId('send-path', HTMLInputElement);
  const kind = byId('send-kind', HTMLSelectElement);
  const payload = byId('send-payload', HTMLTextAreaElement);
  const code = byId('send-code', HTMLInputElement);

  byId('send-connect', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    act(`${client.value}: connect ${path.value.trim()}`);
  });
  byId('send-message', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    const made = sendLine(client.value, /** @type {'text' | 'json' | 'bytes'} */ (kind.value), payload.value);
    if ('line' in made) act(made.line);
    else complain(made.wrong);
  });
  payload.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) payload.form?.requestSubmit();
  });
  byId('send-ping', HTMLButtonElement).addEventListener('click', () => act(`${client.value}: ping`));
  byId('send-close', HTMLButtonElement).addEventListener('click', () => act(`${client.value}: close ${code.value}`.trim()));
  byId('send-drop', HTMLButtonElement).addEventListener('click', () => act(`${client.value}: drop`));
}
