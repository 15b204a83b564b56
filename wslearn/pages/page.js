// Reports to wslearn what this page does with WebSocket and JSON; only there with --browser. The page's code sees what
// it would see without: native events, prototypes, errors. What the page may replace later is kept here first.
(() => {
  "use strict";
  const MOST_TEXT = 16000, MOST_QUEUED = 5000, MOST_BUFFERED = 4e6;
  const script = /** @type {HTMLScriptElement} */ (document.currentScript), source = script.src, address = source.replace("http", "ws").replace("page.js", "page");
  script.remove();

  const { apply, construct, defineProperty, getOwnPropertyDescriptor: property } = Reflect;
  const { keys, setPrototypeOf } = Object, { isArray } = Array, { isView } = ArrayBuffer, { stringify } = JSON;
  const Native = WebSocket, Bytes = Uint8Array, Buffer = ArrayBuffer, base64 = btoa.bind(window);
  const free = Function.prototype.bind.bind(Function.prototype.call); // free(f)(self, x) is f.call(self, x)
  const listen = free(EventTarget.prototype.addEventListener), send = free(Native.prototype.send);
  const stateOf = free(property(Native.prototype, "readyState").get), tagOf = free({}.toString);
  const find = free(WeakMap.prototype.get), put = free(WeakMap.prototype.set), slice = free("".slice);
  const clock = performance.now.bind(performance), origin = performance.timeOrigin, agent = navigator.userAgent;
  const natives = new WeakMap(), sockets = new WeakMap();

  // Reports wait until the page's own code has run, and are dropped when nobody takes them.
  let queue = [], lost = 0, count = 0, numbers = 0, asked = false, dead = false, heard = {}, made = {};
  const link = new Native(address), { port1, port2 } = new MessageChannel(), wake = port2.postMessage.bind(port2, 0);
  const flush = () => {
    asked = false;
    if (dead || link.readyState !== 1 || link.bufferedAmount > MOST_BUFFERED) return;
    for (let i = 0; i < queue.length; ) {
      let batch = "";
      for (; i < queue.length && batch.length < 1e5; i++) batch += (batch && ",") + stringify(queue[i]);
      send(link, `{"now":${origin + clock()},"lost":${lost},"reports":[${batch}]}`);
      lost = 0;
    }
    queue = [];
  };
  port1.onmessage = link.onopen = flush;
  link.onclose = link.onerror = () => { dead = true; queue = []; };
  const report = (e, s = null, d, t = clock(), c = null) => {
    const told = { __proto__: null, i: ++count, e, t: origin + t, s, c, d };
    if (dead || queue.length >= MOST_QUEUED) return lost++, told;
    if (!asked) { asked = true; wake(); }
    return (queue[queue.length] = told);
  };
  const harmless = (work) => { try { return work(); } catch { return undefined; } };

  // Values as a saved trace writes them; bounded, and without a call of the page's getters or toJSON.
  const repr = ($repr) => ({ __proto__: null, $repr });
  const described = (value, room = { left: MOST_TEXT }, depth = 0) => {
    const kind = typeof value;
    if (value === null || kind === "boolean") return value;
    if (kind === "number") return value - value === 0 && !Object.is(value, -0) ? value : repr(Object.is(value, -0) ? "-0" : `${value}`);
    if (kind === "string") return value.length > room.left ? repr(`text of ${value.length} characters`) : ((room.left -= value.length), value);
    if (kind !== "object") return repr(kind === "bigint" ? `${value}n` : kind);
    const tag = tagOf(value), list = isArray(value);
    if (tag === "[object Error]") return repr(`${value.name}: ${value.message}`);
    if (!list && tag !== "[object Object]") return repr(tag);
    const names = list ? value : keys(value), copy = list ? setPrototypeOf([], null) : { __proto__: null };
    if (names.length * 20 > room.left || depth > 50) return repr(`${tag} of ${names.length}, too much to show here`);
    room.left -= names.length * 20;
    for (let i = 0; i < names.length; i++) {
      const name = list ? i : names[i], own = property(value, name);
      copy[list || name[0] !== "$" ? name : "$" + name] = own && "value" in own ? described(own.value, room, depth + 1) : repr("getter");
    }
    return copy;
  };
  const failure = (error) => ({ __proto__: null, class: `${error.name}`, message: slice(`${error.message}`, 0, 1000) });
  const written = (data, text) => {
    data.text = slice(text, 0, MOST_TEXT);
    if (text.length > MOST_TEXT) data.cut = text.length;
    return data;
  };
  /** What send() is given or a message brings: text, the first bytes, or (a Blob) only how many. */
  const content = (value) => {
    const data = { __proto__: null };
    if (typeof value === "string") return written(data, value);
    data.object = slice(tagOf(value), 8, -1);
    const bytes = value instanceof Buffer ? new Bytes(value) : isView(value) && new Bytes(value.buffer, value.byteOffset, value.byteLength);
    if (value instanceof Blob) data.length = value.size;
    if (!bytes) return (data.other = Object(value) === value ? tagOf(value) : slice(String(value), 0, 200)), data;
    let text = "";
    for (let i = 0; i < bytes.length && i < MOST_TEXT; i++) text += String.fromCharCode(bytes[i]);
    data.bytes = { __proto__: null, $bytes: base64(text) };
    data.length = bytes.length;
    return data;
  };

  const replace = (owner, name, handler) => {
    const native = owner[name], proxy = new Proxy(native, { __proto__: null, ...handler });
    put(natives, proxy, native);
    defineProperty(owner, name, { ...property(owner, name), value: proxy });
    return proxy;
  };
  /** Calls the native function, tells what it gave or threw, and hands that on. */
  const observe = (owner, name, before, tell) => replace(owner, name, {
    apply(native, self, args) {
      const t = clock(), data = harmless(() => before(args));
      const state = find(sockets, self) && stateOf(self);
      let given;
      try {
        given = apply(native, self, args);
      } catch (error) {
        harmless(() => { data.error = failure(error); tell(data, t, self, state, args); });
        throw error;
      }
      harmless(() => tell(data, t, self, state, args, given));
      return given;
    },
  });
  observe(JSON, "parse", ([text]) => content(text), (data, t, self, state, [text], value) => {
    const cause = heard.text === text ? heard.told : {};
    if (!data.error) data.value = described(value);
    if (cause.d) cause.d.parses = (cause.d.parses || 0) + 1;
    report("page.parse", cause.s, data, t, cause.i);
  });
  observe(JSON, "stringify", ([value]) => ({ __proto__: null, value: described(value) }), (data, t, self, state, args, text) => {
    if (text !== undefined) written(data, text);
    made = { text, told: report("page.stringify", null, data, t) };
  });
  observe(Native.prototype, "send", ([value]) => content(value), (data, t, self, state, [value]) => {
    const socket = find(sockets, self), cause = made.text === value ? made.told : {};
    if (cause.s === null) cause.s = socket.number;
    if (state === 1 && !data.error) data.n = socket.sent++;
    data.state = state;
    report("page.send", socket.number, data, t, cause.i);
  });
  observe(Native.prototype, "close", (args) => {
    const data = { __proto__: null };
    if (args.length > 0) data.code = described(args[0]);
    if (args.length > 1) data.reason = described(args[1]);
    return data;
  }, (data, t, self, state) => {
    data.before = state;
    data.state = stateOf(self);
    report("page.closing", find(sockets, self).number, data, t);
  });

  // What goes to the browser's console, and what no code caught.
  const spoken = (value) => {
    const shown = typeof value === "string" ? value : described(value);
    return typeof shown === "string" ? shown : shown && shown.$repr ? shown.$repr : stringify(shown);
  };
  for (const level of ["log", "info", "warn", "error", "debug"])
    observe(console, level, (args) => {
      let text = "";
      for (let i = 0; i < args.length; i++) text += (i ? " " : "") + spoken(args[i]);
      return written({ __proto__: null, level }, text);
    }, (data, t) => report("page.print", null, data, t));
  /** The page's own place of an error: a call that is reported was made from here. */
  const place = (error, file, line) => {
    if (file !== source) return [file, line];
    for (const [, from, at] of `${error.stack}`.matchAll(/(https?:\S+?):(\d+):\d+/g)) if (from !== source) return [from, +at];
    return ["", 0];
  };
  const uncaught = (error, message, inFile = "", atLine = 0) => {
    const [file, line] = place(error, inFile, atLine);
    const known = error instanceof Error || error instanceof DOMException;
    const told = known ? failure(error) : { __proto__: null, class: "Uncaught", message: slice(message, 0, 1000) };
    report("page.exception", null, { ...told, __proto__: null, file: slice(file, 0, 500), line });
  };
  listen(window, "error", (event) => harmless(() => uncaught(event.error, event.message, event.filename, event.lineno)));
  listen(window, "unhandledrejection", (event) => harmless(() => uncaught(event.reason, spoken(event.reason))));

  const watch = (socket, data, t) => {
    const known = { number: ++numbers, sent: 0, heard: 0 };
    put(sockets, socket, known);
    data.url = slice(socket.url, 0, 2000);
    data.state = 0;
    report("page.new", known.number, data, t);
    const on = (type, content) => listen(socket, type, (event) => event.isTrusted && harmless(() => {
      const data = content(event);
      data.state = stateOf(socket);
      const told = report("page." + type, known.number, data);
      if (type === "message") heard = { text: event.data, told };
    }));
    on("open", () => ({ __proto__: null }));
    on("error", () => ({ __proto__: null }));
    on("close", ({ code, reason, wasClean }) => ({ __proto__: null, code, reason, wasClean }));
    on("message", ({ data }) => ({ __proto__: null, ...content(data), n: known.heard++ }));
  };
  const Replaced = replace(window, "WebSocket", {
    construct(native, args, target) {
      const t = clock();
      const data = { __proto__: null, url: described(args[0]), protocols: described(args[1] ?? []), agent };
      try {
        const socket = construct(native, args, target === Replaced ? native : target);
        harmless(() => watch(socket, data, t));
        return socket;
      } catch (error) {
        harmless(() => { data.error = failure(error); report("page.new", ++numbers, data, t); });
        throw error;
      }
    },
  });
  defineProperty(Native.prototype, "constructor", { ...property(Native.prototype, "constructor"), value: Replaced });
  // The source text of what was replaced says "native code", as before.
  replace(Function.prototype, "toString", { apply: (native, self, args) => apply(native, find(natives, self) || self, args) });
})();
