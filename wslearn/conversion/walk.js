// Reads a value out of the engine: for every value its type and how JavaScript writes it. The report is written by hand,
// piece by piece, so that a learner's code that changes JSON or a prototype cannot change what is reported.
(function () {
  "use strict";
  const { parse, stringify } = JSON;
  const { keys, getPrototypeOf, getOwnPropertySymbols, is } = Object;
  const { isArray } = Array;
  const { isView } = ArrayBuffer;
  const runGlobally = eval;
  const Compile = Function;
  const toText = String;
  const join = Compile.prototype.call.bind(Array.prototype.join);
  const MAX_DEPTH = $MAX_DEPTH;
  const MAX_NODES = $MAX_NODES;
  const tooLarge = {};
  const texts = {
    Date: (v) => "Date(" + (v.getTime() === v.getTime() ? v.toISOString() : "Invalid Date") + ")",
    RegExp: (v) => toText(v),
    Number: (v) => "Number(" + toText(v.valueOf()) + ")",
    String: (v) => "String(" + stringify(v.valueOf()) + ")",
    Boolean: (v) => "Boolean(" + toText(v.valueOf()) + ")",
  };
  let nodes = 0;
  let stage = "run";

  function className(value) {
    const prototype = getPrototypeOf(value);
    if (prototype === null || prototype === Object.prototype) return "object";
    const name = prototype.constructor && prototype.constructor.name;
    return typeof name === "string" && name ? name : "object";
  }

  function leaf(type, text) {
    return "[" + stringify(type) + "," + stringify(text) + "]";
  }

  function container(type, text, entries) {
    return "[" + stringify(type) + "," + stringify(text) + ",[" + entries + "]]";
  }

  function entry(before, key, keyType, name, value) {
    return before + (before && ",") + "[" + stringify(key) + "," + stringify(keyType) + "," + stringify(name) + "," + value + "]";
  }

  function primitive(value) {
    if (value === null) return leaf("null", "null");
    if (typeof value === "string") return leaf("string", stringify(value));
    if (typeof value === "bigint") return leaf("bigint", toText(value) + "n");
    if (typeof value === "function") return leaf("function", "function " + toText(value.name || "(anonymous)"));
    return leaf(typeof value, is(value, -0) ? "-0" : toText(value));
  }

  function list(type, value, depth) {
    let entries = "";
    for (let at = 0; at < value.length; at++) {
      const item = at in value ? node(value[at], depth + 1) : hole();
      entries = entry(entries, toText(at), "index", toText(at), item);
    }
    return container(type, "", entries);
  }

  function hole() {
    if (++nodes > MAX_NODES) throw tooLarge;
    return leaf("empty", "empty");
  }

  function members(type, value, depth) {
    let entries = "";
    let at = 0;
    for (const item of value) {
      const pair = value instanceof Map;
      const key = pair ? (typeof item[0] === "object" && item[0] ? className(item[0]) : parse(primitive(item[0]))[1]) : toText(at);
      entries = entry(entries, key, pair ? "entry" : "member", key, node(pair ? item[1] : item, depth + 1));
      at++;
    }
    return container(type, type + "(" + toText(value.size) + ")", entries);
  }

  function properties(type, value, depth) {
    let entries = "";
    for (const key of keys(value)) {
      entries = entry(entries, stringify(key), "string", key, node(value[key], depth + 1));
    }
    for (const key of getOwnPropertySymbols(value)) {
      entries = entry(entries, toText(key), "symbol", toText(key), node(value[key], depth + 1));
    }
    return container(type, "", entries);
  }

  function node(value, depth) {
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) throw tooLarge;
    if (value === null || typeof value !== "object") return primitive(value);
    if (isArray(value)) return list("array", value, depth);
    const type = className(value);
    if (value instanceof Error) return leaf(type, toText(value));
    if (value instanceof Map || value instanceof Set) return members(type, value, depth);
    if (isView(value) && typeof value.length === "number") return list(type, value, depth);
    if (texts[type] && value instanceof globalThis[type]) return leaf(type, texts[type](value));
    return properties(type, value, depth);
  }

  function tree(value) {
    nodes = 0;
    try {
      return node(value, 0);
    } catch (error) {
      if (error === tooLarge || error instanceof RangeError) return "null"; // RangeError: this walk needs more stack
      throw error;
    }
  }

  function failure(place, error) {
    let type = "";
    let message = "a value that cannot be shown";
    try {
      if (error instanceof Error) {
        type = toText(error.name);
        message = toText(error.message);
      } else message = "threw " + parse(typeof error === "object" && error ? leaf("", className(error)) : primitive(error))[1];
    } catch (ignored) {}
    return "[" + stringify(place) + "," + stringify(type) + "," + stringify(message) + "]";
  }

  function compiles(source) {
    try {
      new Compile(source);
      return true;
    } catch (error) {
      return false;
    }
  }

  // `{a: 1}` is meant as a value, not as a block with a label: an expression comes first, statements second.
  function evaluate(source) {
    if (compiles("return (\n" + source + "\n)")) return runGlobally("(\n" + source + "\n)");
    if (compiles(source)) return runGlobally(source);
    stage = "compile";
    return runGlobally(source.trimStart()[0] === "{" ? "(" + source : source);
  }

  function finish(make) {
    let value = "null";
    let text = "null";
    let error = "null";
    stage = "run";
    try {
      const result = make();
      stage = "run";
      value = tree(result);
      stage = "stringify";
      const json = stringify(result);
      text = json === undefined ? "null" : stringify(json);
    } catch (caught) {
      error = failure(stage, caught);
    }
    // joined, because the Python binding cannot take a string that QuickJS holds in pieces
    return join(['{"value":', value, ',"json":', text, ',"error":', error, "}"], "");
  }

  return function (job, escaped) {
    const source = parse(escaped);
    return finish(job === "parse" ? () => parse(source) : () => evaluate(source));
  };
})();
