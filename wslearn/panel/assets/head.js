/** The head of the page: what is shown, what the server does, how far the page is behind, and the trace as a file. */

import { byId } from './dom.js';
import { counted } from './words.js';

/** @typedef {import('./types.js').Hello} Hello */

const ELSEWHERE = 'wslearn did not start this server: only the clients’ side is seen.';
const LOST = 'wslearn does not answer. If it was ended, all that is shown stays here; if not, this page comes back by itself.';

export class Head {
  /** @param {import('./stream.js').Stream} stream */
  constructor(stream) {
    this.stream = stream;
    this.sentence = '';
    this.state = 'starting';
    this.loaded = false;
    this.title = byId('title', HTMLElement);
    this.serverLine = byId('server', HTMLParagraphElement);
    this.text = byId('server-text', HTMLElement);
    this.pageLink = byId('page-link', HTMLAnchorElement);
    this.behindLine = byId('behind', HTMLParagraphElement);
    this.told = byId('told', HTMLParagraphElement);
    this.followButton = byId('follow', HTMLButtonElement);
    this.newer = byId('newer', HTMLButtonElement);
    this.#files();
  }

  #files() {
    const file = byId('file', HTMLInputElement);
    const menu = byId('menu', HTMLDetailsElement);
    byId('save', HTMLAnchorElement).href = this.stream.address('trace.jsonl');
    byId('export', HTMLAnchorElement).href = this.stream.address('trace.html');
    byId('load', HTMLButtonElement).addEventListener('click', () => file.click());
    byId('live', HTMLButtonElement).addEventListener('click', () => this.stream.ask({ load: 'live' }));
    menu.addEventListener('click', ({ target }) => {
      if (target instanceof Element && target.closest('a, button')) menu.open = false;
    });
    menu.addEventListener('focusout', ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
    });
    file.addEventListener('change', () => {
      const [chosen] = file.files ?? [];
      if (chosen) void this.stream.load(chosen).then((sent) => sent || this.tell('There is no connection to wslearn now.', true));
      file.value = '';
    });
  }

  /** @param {Hello} hello */
  greet(hello) {
    this.title.textContent = hello.title || hello.what;
    document.title = `${hello.title || hello.what} · wslearn`;
    this.loaded = hello.what === 'file';
    byId('live', HTMLButtonElement).hidden = !this.loaded;
    // A file is on the learner's disk already.
    for (const id of ['save', 'export']) byId(id, HTMLAnchorElement).hidden = this.loaded;
    byId('versions', HTMLParagraphElement).textContent = Object.entries(hello.versions).map(([name, version]) => `${name} ${version}`).join(' · ');
    this.#page(hello.page);
    if (hello.what === 'connect') this.server({ state: 'elsewhere', text: ELSEWHERE });
    if (hello.what === 'replay' || this.loaded) this.server({ state: 'saved', text: 'A saved trace.' });
  }

  /** @param {string | null | undefined} page */
  #page(page) {
    const safe = page && /^https?:\/\//.test(page) ? page : '';
    this.pageLink.hidden = !safe;
    this.pageLink.href = safe;
  }

  /** @param {{state: string, text: string, page?: string | null}} server */
  server({ state, text, page }) {
    this.state = state;
    this.sentence = text;
    if (page) this.#page(page);
    this.#show(state, text);
  }

  /** @param {string} state @param {string} text */
  #show(state, text) {
    this.serverLine.dataset['state'] = state;
    this.text.textContent = text;
  }

  /** @param {boolean} open whether wslearn answers */
  link(open) {
    if (open) this.#show(this.state, this.sentence || 'Waiting for the server.');
    else this.#show('lost', LOST);
  }

  /** @param {number} items */
  behind(items) {
    this.behindLine.hidden = items === 0;
    this.behindLine.textContent = items ? `behind by ${items.toLocaleString('en')}` : '';
  }

  /** @param {boolean} following @param {number} unseen rows below what is in sight */
  follow(following, unseen) {
    this.followButton.setAttribute('aria-pressed', String(following));
    const below = `${counted(unseen, 'row')} below ↓`;
    this.followButton.textContent = following ? 'following' : unseen ? `follow: ${below}` : 'follow';
    this.newer.hidden = following || unseen === 0;
    this.newer.textContent = below;
  }

  /** One sentence for everybody. @param {string} text @param {boolean} error */
  tell(text, error) {
    this.told.textContent = text;
    this.told.classList.toggle('error', error);
  }
}
