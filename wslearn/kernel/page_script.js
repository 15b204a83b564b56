// What a page has beside the language itself: WebSocket as a browser's, console, timers, location. Nothing here is
// called by Python while the page's code runs: what the page wants is kept as orders, which the process takes later.
(() => {
  "use strict";
  const MOST_LINES = 1000, MOST_TEXT = 2000, MOST_ITEMS = 100, MOST_DEPTH = 6, MOST_VALUES = 1000, MOST_BATCH = 1e6;
  const MOST_BUFFERED = 16e6, MOST_UNSENT = 1e5;
  // Kept here, for the page may give these names to things of its own; what wslearn adds is declared in here as well.
  const { Array, ArrayBuffer, DataView, Date, DOMException, Error, Map, Math, Number, Promise, RegExp, Set, Uint8Array } = globalThis;
  const { parse, stringify } = JSON, { keys, getPrototypeOf, setPrototypeOf, defineProperty, is } = Object, { isView } = ArrayBuffer;
  const free = Function.prototype.bind.bind(Function.prototype.call); // free(f)(self, x) is f.call(self, x)
  const push = free([].push), splice = free([].splice), join = free([].join);
  const runGlobally = eval, now = performance.now.bind(performance), text = String;

  // Orders: what goes to the kernel, as JSON texts.
  let orders = [], lines = 0;
  const order = (content) => push(orders, stringify({ __proto__: null, ...content })); // nobody's toJSON
  const print = (level, said, stack = "") => {
    if (lines > MOST_LINES) return;
    if (lines++ === MOST_LINES) [level, said] = ["note", `The page printed more than ${MOST_LINES} lines; the rest is left out.`];
    order({ do: "print", level, text: said.length > MOST_TEXT ? said.slice(0, MOST_TEXT) + "…" : said, stack });
  };

  // Values as a console shows them.
  const className = (value) => {
    const prototype = getPrototypeOf(value);
    const name = prototype && prototype !== Object.prototype && prototype.constructor && prototype.constructor.name;
    return typeof name === "string" && name ? name : "";
  };
  const listed = (items, count, open, close) => {
    if (count > items.length) items.push(`… ${count - items.length} more`);
    return open + items.join(", ") + close;
  };
  const quoted = (string) => string.includes('"') && !string.includes("'") ? `'${stringify(string).slice(1, -1).replaceAll('\\"', '"')}'` : stringify(string);
  let room;
  const inside = (value, depth, seen) => {
    if (seen.includes(value)) return "[circular]";
    if (depth > MOST_DEPTH || --room < 0) return "{…}";
    const deeper = (item) => shown(item, depth + 1, [...seen, value]), name = className(value);
    const prefix = name && name !== "Array" ? name + " " : "";
    if (Array.isArray(value) || (isView(value) && !(value instanceof DataView)))
      return listed(Array.from(value.slice(0, MOST_ITEMS), deeper), value.length, `${prefix}[`, "]");
    if (value instanceof Map || value instanceof Set) {
      const items = [...value].slice(0, MOST_ITEMS);
      return listed(items.map((item) => value instanceof Map ? `${deeper(item[0])} => ${deeper(item[1])}` : deeper(item)), value.size, `${prefix}{`, "}");
    }
    const names = keys(value), label = (key) => /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) ? key : stringify(key);
    return listed(names.slice(0, MOST_ITEMS).map((key) => `${label(key)}: ${deeper(value[key])}`), names.length, `${prefix}{`, "}");
  };
  const shown = (value, depth = 0, seen = []) => {
    if (typeof value === "string") return depth ? quoted(value) : value;
    if (typeof value === "bigint") return `${value}n`;
    if (typeof value === "function") return `function ${value.name || "(anonymous)"}`;
    if (typeof value !== "object" || value === null) return is(value, -0) ? "-0" : text(value);
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    if (value instanceof Date || value instanceof RegExp) return text(value);
    if (value instanceof WebSocket) return `WebSocket {url: ${stringify(value.url)}, readyState: ${value.readyState}}`;
    if (value instanceof ArrayBuffer) return `ArrayBuffer(${value.byteLength})`;
    if (value instanceof Blob) return `Blob(${value.size})`;
    return inside(value, depth, seen);
  };
  const spoken = (value) => {
    room = MOST_VALUES;
    try {
      return shown(value);
    } catch {
      return "a value that cannot be shown";
    }
  };
  const speak = (level) => (...values) => print(level, values.map(spoken).join(" "));
  const console = { log: speak("log"), info: speak("info"), warn: speak("warn"), error: speak("error"), debug: speak("debug") };

  let ofNull;
  /** What no code of the page caught: the page goes on, as in a browser. */
  const uncaught = (error) => {
    const stack = error instanceof Error ? text(error.stack) : "";
    print("uncaught", error === null ? ofNull : spoken(error), stack);
  };
  /** Calls code of the page. What an async function throws comes later, through the promise that it gave. */
  const guarded = (call) => {
    try {
      const given = call();
      if (given instanceof Promise) given.then(undefined, uncaught);
    } catch (error) {
      uncaught(error);
    }
  };

  // Text and bytes. A "binary" text has one letter a byte, as btoa wants it.
  const usv = (value) => text(value).toWellFormed();
  const binaryOf = (string) => unescape(encodeURIComponent(string));
  const WELL_FORMED = /[\0-\x7f]+|[\xc2-\xdf][\x80-\xbf]|(?:\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f])[\x80-\xbf]|(?:\xf0[\x90-\xbf]|[\xf1-\xf3][\x80-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf]{2}|[^]/g;
  const textOf = (binary) => binary.replace(WELL_FORMED, (part) => part.length > 1 || part < "\x80" ? decodeURIComponent(escape(part)) : "\ufffd");
  const bytesOf = (binary) => Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  /** The bytes of an ArrayBuffer, a view of one or a Blob; null of anything else. */
  const binaryFrom = (value) => {
    if (value instanceof Blob) return contents(value);
    if (!(value instanceof ArrayBuffer || isView(value))) return null;
    const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    let binary = "";
    for (let at = 0; at < bytes.length; at += 8192) binary += text.fromCharCode(...bytes.subarray(at, at + 8192));
    return binary;
  };
  let contents;
  class Blob {
    #binary;
    static { contents = (blob) => blob.#binary; }
    constructor(parts = [], { type = "" } = {}) {
      this.#binary = Array.from(parts, (part) => binaryFrom(part) ?? binaryOf(usv(part))).join("");
      defineProperty(this, "type", { value: text(type).toLowerCase(), enumerable: true });
    }
    get size() { return this.#binary.length; }
    async arrayBuffer() { return bytesOf(this.#binary).buffer; }
    async bytes() { return bytesOf(this.#binary); }
    async text() { return textOf(this.#binary); }
  }
  class TextEncoder {
    get encoding() { return "utf-8"; }
    encode(string = "") { return bytesOf(binaryOf(usv(string))); }
  }
  class TextDecoder {
    get encoding() { return "utf-8"; }
    decode(bytes = new ArrayBuffer(0)) { return textOf(binaryFrom(bytes)); }
  }

  // Events.
  const fixed = (object, values, enumerable) => {
    for (const key of keys(values)) defineProperty(object, key, { value: values[key], enumerable, configurable: true });
  };
  class Event {
    constructor(type) { fixed(this, { type: text(type) }, true); }
  }
  class MessageEvent extends Event {
    constructor(type, { data = null, origin = "" } = {}) { super(type); fixed(this, { data, origin }, true); }
  }
  class CloseEvent extends Event {
    constructor(type, { code = 0, reason = "", wasClean = false } = {}) { super(type); fixed(this, { code, reason, wasClean }, true); }
  }
  class EventTarget {
    #listeners = [];
    addEventListener(type, callback, options) {
      if (callback === null || callback === undefined || this.#listeners.some((one) => one.type === type && one.callback === callback)) return;
      this.#listeners.push({ type: text(type), callback, once: Boolean(options && options.once) });
    }
    removeEventListener(type, callback) {
      this.#listeners = this.#listeners.filter((one) => one.type !== type || one.callback !== callback);
    }
    dispatchEvent(event) {
      fixed(event, { target: this, currentTarget: this }, false);
      for (const one of this.#listeners.filter((one) => one.type === event.type)) {
        if (!this.#listeners.includes(one)) continue; // a listener before it took it away
        if (one.once) this.removeEventListener(one.type, one.callback);
        guarded(() => typeof one.callback === "function" ? one.callback.call(this, event) : one.callback.handleEvent(event));
      }
      return true;
    }
  }

  // The address of the page, and those of sockets (WHATWG WebSockets, the constructor's steps for its URL).
  const PORTS = { ws: 80, wss: 443 }, SCHEMES = { http: "ws", https: "wss", ws: "ws", wss: "wss" };
  const syntaxError = (why) => new DOMException(why, "SyntaxError");
  /** A path with its `.` and `..` carried out. */
  const plain = (path) => {
    const parts = [];
    for (const part of path.replace(/^\//, "").split("/"))
      if (part === "..") parts.pop();
      else if (part !== ".") parts.push(part);
    return "/" + parts.join("/") + (/\/\.\.?$/.test(path) && parts.length ? "/" : "");
  };
  const absolute = (given) => {
    const said = stringify(given);
    const [, named, ours = base.host, other = ours, path, query = ""] = /^(?:([a-z][a-z0-9+.-]*):\/*([^\/?#]*)|\/\/([^\/?#]*))?([^?#]*)(\?[^#]*)?/i.exec(given);
    const scheme = SCHEMES[(named ?? base.protocol.slice(0, -1)).toLowerCase()];
    if (!scheme) throw syntaxError(`The URL ${said} begins with "${named}:" where "ws:" or "wss:" belongs.`);
    if (given.includes("#")) throw syntaxError(`The URL ${said} has a fragment (#), which the URL of a WebSocket cannot have.`);
    const place = /^(\[[0-9a-f:.]+\]|[^\s\[\]:@\\<>^|%]+)(?::(\d*))?$/i.exec(other);
    if (!place || Number(place[2] || 0) > 65535) throw syntaxError(`The URL ${said} names no host that can be connected to.`);
    const port = place[2] && Number(place[2]) !== PORTS[scheme] ? `:${Number(place[2])}` : "";
    const escaped = (part) => part.replace(/[^\x21-\x7e]|["<>]/gu, encodeURIComponent);
    const end = plain(escaped(path).replace(/[`{}|^]/g, encodeURIComponent)) + escaped(query).replaceAll("'", "%27");
    return `${scheme}://${place[1].toLowerCase()}${port}${end}`;
  };
  const offered = (protocols) => {
    const several = typeof protocols === "object" && protocols !== null && Symbol.iterator in protocols;
    const names = several ? Array.from(protocols, usv) : [usv(protocols)];
    const wrong = names.find((name, at) => !/^[!#-'*+.0-9A-Z^_`a-z|~-]+$/.test(name) || names.indexOf(name) !== at);
    if (wrong !== undefined) throw syntaxError(`The subprotocol ${stringify(wrong)} is not a token, or is given twice.`);
    return names;
  };
  let base;
  const openAt = (origin) => {
    const [protocol, host] = origin.split("//"), [, hostname, port = ""] = /^(.*?)(?::(\d+))?$/.exec(host), href = origin + "/";
    base = { protocol, host };
    globalThis.location = { href, origin, protocol, host, hostname, port, pathname: "/", search: "", hash: "", toString: () => href };
  };

  // WebSocket (WHATWG WebSockets). The handshake, frames and times are the bundled client's, in the kernel.
  const STATES = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 };
  const sockets = [];
  let tell;
  /** What Chromium makes of a code: a whole number of 0 to 65535, never one modulo 65536. */
  const clamped = (value) => Math.trunc(Math.min(Math.max(Number(value), 0), 65535)) || 0;
  class WebSocket extends EventTarget {
    #number = sockets.length; #state = 0; #url; #protocol = ""; #type = "blob"; #buffered = 0; #unsent = 0;
    static { tell = (socket, news) => socket.#hear(news); }
    constructor(url, protocols = []) {
      super();
      if (arguments.length === 0) throw new TypeError("new WebSocket() needs a URL.");
      this.#url = absolute(usv(url).trim());
      const names = offered(protocols);
      sockets.push(this);
      order({ do: "open", socket: this.#number, url: this.#url, protocols: setPrototypeOf(names, null) });
    }
    get url() { return this.#url; }
    get readyState() { return this.#state; }
    get protocol() { return this.#protocol; }
    get extensions() { return ""; }
    get bufferedAmount() { return this.#buffered; }
    get binaryType() { return this.#type; }
    set binaryType(type) { if (type === "blob" || type === "arraybuffer") this.#type = type; }
    send(data) {
      if (arguments.length === 0) throw new TypeError("send() needs something to send.");
      if (this.#state === 0) throw new DOMException("send() while readyState is 0, CONNECTING: wait for onopen.", "InvalidStateError");
      const binary = binaryFrom(data), string = binary === null ? usv(data) : null;
      const size = (binary ?? binaryOf(string)).length;
      this.#buffered += size;
      if (this.#state !== 1) return; // dropped, and counted for ever
      if (this.#buffered > MOST_BUFFERED || this.#unsent++ > MOST_UNSENT) return void this.#leave("fail"); // "flagged as full"
      order({ do: "send", socket: this.#number, size, ...(binary === null ? { text: string } : { bytes: btoa(binary) }) });
    }
    close(code, reason = "") {
      const given = code === undefined ? null : clamped(code), why = usv(reason);
      if (given !== null && given !== 1000 && (given < 3000 || given > 4999)) throw new DOMException(`close() takes the code 1000 or one of 3000 to 4999; ${given} is none of them.`, "InvalidAccessError");
      if (binaryOf(why).length > 123) throw syntaxError("The reason of close() is longer than 123 bytes.");
      if (this.#state === 0) this.#leave("fail");
      if (this.#state === 1) this.#leave("close", given, given === null ? "" : why);
    }
    #leave(way, code = null, reason = "") {
      this.#state = 2;
      order({ do: way, socket: this.#number, code, reason });
    }
    #hear({ type, size, count, protocol, text, bytes, code, reason, wasClean }) {
      if (type === "sent") [this.#buffered, this.#unsent] = [this.#buffered - size, this.#unsent - count];
      else if (type === "open" && this.#state === 0) {
        [this.#state, this.#protocol] = [1, protocol];
        this.dispatchEvent(new Event("open"));
      } else if (type === "message" && this.#state === 1) {
        this.dispatchEvent(new MessageEvent("message", { data: text ?? this.#binary(atob(bytes)), origin: this.#url.split("/", 3).join("/") }));
      } else if (type === "error") {
        this.#state = 3;
        this.dispatchEvent(new Event("error"));
      } else if (type === "close") {
        this.#state = 3;
        this.dispatchEvent(new CloseEvent("close", { code, reason, wasClean }));
      }
    }
    #binary(binary) { const { buffer } = bytesOf(binary); return this.#type === "blob" ? new Blob([buffer]) : buffer; }
  }
  for (const owner of [WebSocket, WebSocket.prototype]) fixed(owner, STATES, true);
  // onmessage and its like: a listener that calls whatever is there now, in the place where it was first set.
  const handlers = new WeakMap();
  for (const type of ["open", "message", "error", "close"])
    defineProperty(WebSocket.prototype, "on" + type, {
      enumerable: true,
      get() { return handlers.get(this)?.[type]?.handler ?? null; },
      set(value) {
        const known = handlers.get(this) ?? {}, handler = typeof value === "function" ? value : null;
        handlers.set(this, known);
        if (known[type] && handler) return void (known[type].handler = handler);
        if (known[type]) this.removeEventListener(type, known[type].listener);
        known[type] = handler && { handler, listener(event) { return known[type].handler.call(this, event); } };
        if (handler) this.addEventListener(type, known[type].listener);
      },
    });

  // Timers: each runs as a task of its own, the one that is due first before the others.
  const timers = new Map();
  let numbers = 0, nesting = 0;
  const timer = (repeats) => (callback, delay = 0, ...given) => {
    if (typeof callback !== "function") throw new TypeError("A timer needs a function.");
    const level = nesting + 1, least = repeats || level > 5 ? 4 : 0; // ms, as in HTML
    const every = Math.min(Math.max(Number(delay) || 0, least), 2 ** 31);
    timers.set(++numbers, { due: now() + every, every: repeats ? every : null, level, call: () => callback.apply(globalThis, given) });
    return numbers;
  };
  const setTimeout = timer(false), setInterval = timer(true);
  const clearTimeout = (number) => void timers.delete(number);
  const next = () => {
    let first = null;
    for (const timer of timers) if (!first || timer[1].due < first[1].due) first = timer;
    return first;
  };
  const ring = () => {
    const [number, { due, every, level, call }] = next();
    if (every === null) timers.delete(number);
    else timers.get(number).due = Math.max(due + every, now());
    nesting = level;
    guarded(call);
    nesting = 0;
  };

  const names = { Blob, TextEncoder, TextDecoder, Event, MessageEvent, CloseEvent, EventTarget, WebSocket, console, setTimeout, setInterval, clearTimeout, clearInterval: clearTimeout };
  for (const name of keys(names)) {
    defineProperty(globalThis, name, { value: names[name], writable: true, configurable: true });
    if (names[name].prototype) defineProperty(names[name].prototype, Symbol.toStringTag, { value: name, configurable: true });
  }
  globalThis.window = globalThis.self = globalThis;

  // What the process calls; it gets flat texts only, for the binding takes no other.
  return (job, given) => {
    if (job === "start") {
      const { source, origin, above, null: said } = parse(given);
      ofNull = said;
      openAt(origin);
      guarded(() => runGlobally("\n".repeat(above) + source));
    } else if (job === "hear") {
      const news = parse(given);
      tell(sockets[news.socket], news);
    } else if (job === "ring") ring();
    else if (job === "report") {
      let count = 0;
      for (let size = 0; count < orders.length && size < MOST_BATCH; count++) size += orders[count].length;
      const first = next();
      const due = first ? first[1].due - now() : null;
      return join([`{"orders":[`, join(splice(orders, 0, count), ","), `],"more":${orders.length},"due":${due}}`], "");
    }
    return "";
  };
})()
