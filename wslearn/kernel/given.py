"""What a cell gives to a call, looked at before anything is done. Knows nothing of servers and of sockets.

Each function gives back what it was given, in the form that is needed, or says in a `UsageError` what is wrong with it.
"""

import math
import re
from collections.abc import Mapping, Sequence

from wslearn.course.arguments import PROXIES
from wslearn.course.json_text import stringify
from wslearn.errors import UsageError

# Characters of a value that a sentence quotes.
_QUOTED = 200
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


def quoted(value: object) -> str:
    """A value as Python writes it, not too long for a sentence."""
    text = repr(value)
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}… ({len(text):,} characters)"


def path_of(path: object) -> str:
    """A path on the server."""
    if isinstance(path, str) and path.startswith("/"):
        return path
    raise UsageError(f"The path {quoted(path)} does not begin with a slash.", 'Write it as "/ws/…/".')


def name_of(name: object) -> str:
    """A client's name; patterns and verbs have it before a colon."""
    if isinstance(name, str) and _NAME.fullmatch(name):
        return name
    raise UsageError(
        f"A client cannot be called {quoted(name)}.", "A name has letters, digits and _, and no digit first."
    )


def headers_of(headers: object) -> tuple[tuple[str, str], ...]:
    """Headers of a request: pairs of texts, or a dict of them."""
    pairs = list(headers.items()) if isinstance(headers, Mapping) else headers
    if isinstance(pairs, Sequence) and all(_is_pair(pair) for pair in pairs):
        return tuple((name, value) for name, value in pairs)
    raise UsageError(f"These are no headers: {quoted(headers)}.", 'Write pairs: headers=[("Name", "value")].')


def _is_pair(pair: object) -> bool:
    return isinstance(pair, tuple | list) and len(pair) == 2 and all(isinstance(text, str) for text in pair)


def subprotocols_of(names: object) -> tuple[str, ...]:
    """Subprotocols; one may be a text alone, as in a page's `new WebSocket(url, "chat")`."""
    if isinstance(names, str):
        return (names,)
    return tuple(_texts("subprotocols", names))


def proxy_of(name: object) -> str | None:
    """A way through an nginx, or None."""
    if name is None or name in PROXIES:
        return name if name is None else str(name)
    raise UsageError(f"There is no way through {quoted(name)}.", f"There are {', '.join(PROXIES)}.")


def text_of(call: str, text: object) -> str:
    """A text; `call` is the method that sends it."""
    if isinstance(text, str):
        return text
    hint = "send_json sends any value as JSON text; send_bytes sends bytes."
    raise UsageError(f"{call} needs a str, and this is a {type(text).__name__}: {quoted(text)}.", hint)


def texts_of(call: str, texts: object) -> Sequence[str]:
    """A list of texts."""
    return _texts(call, texts)


def bytes_of(call: str, data: object) -> bytes:
    """Bytes of any kind."""
    if isinstance(data, bytes | bytearray | memoryview):
        return bytes(data)
    what = f"{call} needs bytes, and this is a {type(data).__name__}: {quoted(data)}."
    raise UsageError(what, 'Write b"…", or bytes.fromhex("00 ff").')


def json_of(value: object) -> str:
    """A value as JSON text, as a page would write it."""
    try:
        return stringify(value)
    except (TypeError, ValueError, RecursionError) as error:
        raise UsageError(
            f"json.dumps cannot write this: {error}.", "Send what JSON has: see wslearn.convert."
        ) from None


def seconds_of(seconds: object) -> float:
    """A time that comes to an end."""
    if isinstance(seconds, int | float) and math.isfinite(seconds) and seconds >= 0:
        return seconds
    raise UsageError(f"{quoted(seconds)} is no number of seconds.", "Write one from 0 on, as 2.5.")


def _texts(what: str, texts: object) -> Sequence[str]:
    if isinstance(texts, Sequence) and not isinstance(texts, str) and all(isinstance(text, str) for text in texts):
        return texts
    raise UsageError(f"{what} needs a list of texts, and this is {quoted(texts)}.", 'Write ["one", "two"].')
