"""A verb said in Python, with wslearn's own client, and in the JavaScript of a page."""

import json
from collections.abc import Callable, Mapping
from keyword import iskeyword
from typing import Any

from wslearn.course.verb import DEFAULT_CLIENT, Verb

PAGE_CANNOT = "a page cannot do this"
# ECMAScript, "Keywords and Reserved Words": those that are not Python's as well.
_JAVASCRIPT_KEYWORDS = frozenset(
    {
        *("case", "catch", "const", "debugger", "default", "delete", "do", "enum", "export", "extends", "false"),
        *("function", "implements", "instanceof", "interface", "let", "new", "null", "package", "private"),
        *("protected", "public", "static", "super", "switch", "this", "throw", "true", "typeof", "var", "void"),
    }
)
_PAGE_CODES = range(3000, 5000)

Said = Callable[[str, Mapping[str, Any]], str]


def as_python(verb: Verb) -> str:
    """The line of Python that does the same: `await socket.send_text("hi")`, with a `wslearn.client.Client`.

    The variable is called like the client; that of the client `client` is called `socket`.
    """
    return _PYTHON[verb.name](variable(verb), verb.arguments) + _many(verb, "#")


def as_javascript(verb: Verb) -> str:
    """The line of page JavaScript that does the same, or a comment that says why a page cannot."""
    return _JAVASCRIPT[verb.name](variable(verb), verb.arguments) + _many(verb, "//")


def _many(verb: Verb, comment: str) -> str:
    return f"  {comment} {verb.client}1 to {verb.client}{verb.many}" if verb.many else ""


def variable(verb: Verb) -> str:
    """The variable that stands for the verb's client in both languages: `socket` for `client`, `null_` for `null`."""
    name = "socket" if verb.client == DEFAULT_CLIENT else verb.client
    return f"{name}_" if iskeyword(name) or name in _JAVASCRIPT_KEYWORDS else name


def _python_connect(name: str, a: Mapping[str, Any]) -> str:
    options = ""
    if a["origin"] is not None:
        options += f", origin={None if a['origin'] == 'none' else a['origin']!r}"
    headers = a["headers"] if a["as"] is None else (*a["headers"], ("Cookie", f"the login of {a['as']}"))
    options += f", headers={list(headers)!r}" if headers else ""
    options += f", subprotocols={list(a['subprotocols'])!r}" if a["subprotocols"] else ""
    options += ", trusted=certificate" if a["trust"] else ""
    return f'handshake = await {name}.connect("{_scheme(a)}" + host + {a["path"]!r}{options})'


def _python_send_json(name: str, a: Mapping[str, Any]) -> str:
    options = 'separators=(",", ":")' if isinstance(a["value"], list | dict) else ""
    options += ("" if a["text"].isascii() else ", ensure_ascii=False") if options else ""
    return f"await {name}.send_text(json.dumps({', '.join(filter(None, (repr(a['value']), options)))}))"


def _python_close(name: str, a: Mapping[str, Any]) -> str:
    reason = f", {a['reason']!r}" if a["reason"] else ""
    return f"await {name}.close({a['code']}{reason})"


_PYTHON: Mapping[str, Said] = {
    "connect": _python_connect,
    "send": lambda name, a: f"await {name}.send_text({a['text']!r})",
    "send-json": _python_send_json,
    "send-bytes": lambda name, a: f"await {name}.send_bytes({_bytes(a)})",
    "send-fragments": lambda name, a: f"await {name}.send_fragments({list(a['parts'])!r})",
    "send-raw": lambda name, a: f"await {name}.send_raw({_bytes(a)})",
    "expect": lambda name, a: f"assert await {name}.receive() == {a['text']!r}",
    "expect-json": lambda name, a: f"assert json.loads(await {name}.receive()) == {a['value']!r}",
    "expect-bytes": lambda name, a: f"assert await {name}.receive() == {_bytes(a)}",
    "expect-message": lambda name, a: f"print(await {name}.receive())",
    "expect-same": lambda name, a: f"print(await {name}.receive())  # and compare it with the solution's",
    "expect-close": lambda name, a: f"assert (await {name}.closed()).code == {a['code']}",
    "expect-rejected": lambda name, a: f"assert handshake.status {'is' if a['status'] is None else '=='} {a['status']}",
    "expect-nothing": lambda name, a: f"await {name}.receive(timeout={a['seconds']:g})  # raises ClientError",
    "wait": lambda name, a: f"# no client sees this: {a['pattern'].text}",
    "ping": lambda name, a: f"await {name}.ping({a['text'].encode('utf-8', 'surrogatepass') if a['text'] else ''})",
    "close": _python_close,
    "drop": lambda name, a: f"await {name}.drop()",
    "freeze": lambda name, a: f"{name}.freeze()",
    "get": lambda name, a: f'urllib.request.urlopen("http://" + host + {a["path"]!r})',
    "open": lambda name, a: f'webbrowser.open("http://" + host + {a["path"]!r})',
    "leave": lambda name, a: "# no client does this: a person closes the tab",
    "manage": lambda name, a: f"subprocess.run({['python', 'manage.py', *a['words']]!r})",
    "server": lambda name, a: "# no client does this: wslearn starts and stops Daphne",
    "redis": lambda name, a: "# no client does this: wslearn starts, stops and asks Redis",
}


def _page_cannot(why: str) -> Said:
    return lambda name, a: f"// {PAGE_CANNOT}: {why}"


def _script_connect(name: str, a: Mapping[str, Any]) -> str:
    if a["headers"] or a["origin"] is not None:
        return f"// {PAGE_CANNOT}: the browser chooses the headers of the handshake, the origin as well"
    subprotocols = f", {_literal(list(a['subprotocols']))}" if a["subprotocols"] else ""
    return f'const {name} = new WebSocket("{_scheme(a)}" + location.host + {_literal(a["path"])}{subprotocols});'


def _script_close(name: str, a: Mapping[str, Any]) -> str:
    code = a["code"]
    if code is None:
        return f"{name}.close();"
    if code != 1000 and code not in _PAGE_CODES:
        return f"// {PAGE_CANNOT}: it may give 1000 or a code from 3000 to 4999"
    reason = f", {_literal(a['reason'])}" if a["reason"] else ""
    return f"{name}.close({code}{reason});"


def _script_expect(test: str) -> Callable[[str, str], str]:
    return lambda name, right: f"{name}.onmessage = (event) => console.assert({test} === {right});"


_is_data = _script_expect("event.data")
_is_json = _script_expect("JSON.stringify(JSON.parse(event.data))")
_is_bytes = _script_expect("new Uint8Array(event.data).join()")


def _script_expect_bytes(name: str, a: Mapping[str, Any]) -> str:
    """A page gets bytes as a Blob unless it asks for an ArrayBuffer."""
    return f'{name}.binaryType = "arraybuffer"; {_is_bytes(name, _literal(",".join(map(str, a["data"]))))}'


_JAVASCRIPT: Mapping[str, Said] = {
    "connect": _script_connect,
    "send": lambda name, a: f"{name}.send({_literal(a['text'])});",
    "send-json": lambda name, a: f"{name}.send(JSON.stringify({a['text']}));",
    "send-bytes": lambda name, a: f"{name}.send(new Uint8Array({_literal(list(a['data']))}));",
    "send-fragments": _page_cannot("the browser decides on the frames"),
    "send-raw": _page_cannot("it has no hand on the TCP connection"),
    "expect": lambda name, a: _is_data(name, _literal(a["text"])),
    "expect-json": lambda name, a: _is_json(name, _literal(a["text"])),
    "expect-bytes": _script_expect_bytes,
    "expect-message": lambda name, a: f"{name}.onmessage = (event) => console.log(event.data);",
    "expect-same": lambda name, a: f"{name}.onmessage = (event) => console.log(event.data);",
    "expect-close": lambda name, a: f"{name}.onclose = (event) => console.assert(event.code === {a['code']});",
    "expect-rejected": _page_cannot("it never sees the status, only a close event with 1006"),
    "expect-nothing": lambda name, a: f'setTimeout(() => console.log("nothing came"), {a["seconds"] * 1000:g});',
    "wait": _page_cannot("it does not see the server"),
    "ping": _page_cannot("the browser answers pings, and a script never sees them"),
    "close": _script_close,
    "drop": _page_cannot("the browser sends a close frame whenever it can"),
    "freeze": _page_cannot("the browser reads by itself"),
    "get": lambda name, a: f"await fetch({_literal(a['path'])});",
    "open": lambda name, a: f"const {name} = window.open({_literal(a['path'])});",
    "leave": lambda name, a: f"{name}.close();",
    "manage": _page_cannot("it runs on another machine"),
    "server": _page_cannot("it runs on another machine"),
    "redis": _page_cannot("it runs on another machine"),
}


def _scheme(a: Mapping[str, Any]) -> str:
    return "wss://" if a["through"] == "tls" else "ws://"


def _bytes(a: Mapping[str, Any]) -> str:
    return f'bytes.fromhex("{a["data"].hex(" ")}")'


def _literal(value: Any) -> str:
    """JSON is JavaScript."""
    return json.dumps(value, ensure_ascii=False)
