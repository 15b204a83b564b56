"""The closed table of verbs. The same parser serves the plays of a lesson and the interactive prompt."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from wslearn.course import arguments
from wslearn.course.said import as_javascript, as_python
from wslearn.course.verb import DEFAULT_CLIENT, DEFAULT_PAGE, Verb
from wslearn.errors import LessonError, UsageError

__all__ = ["DEFAULT_CLIENT", "VERBS", "Verb", "VerbForm", "as_javascript", "as_python", "is_comment", "parse_verb"]


class VerbForm(NamedTuple):
    """What can be written for a verb.

    Attributes:
        syntax: the whole form, the verb included.
        help: one line: what it does.
        parse: reads the rest of the line, see `arguments`.
        who: whom it is for when the line names nobody.
    """

    syntax: str
    help: str
    parse: Callable[[str, str], Mapping[str, object]]
    who: str = DEFAULT_CLIENT


VERBS: Mapping[str, VerbForm] = MappingProxyType(
    {
        "connect": VerbForm(
            "connect PATH [--origin O] [--header N:V] [--subprotocol P] [--as USER] [--server NAME]"
            " [--through PROXY [--trust]]",
            "Do the handshake and wait for its outcome.",
            arguments.connect,
        ),
        "send": VerbForm("send TEXT", "Send one text message.", arguments.text),
        "send-json": VerbForm("send-json JSON", "Send JSON, written as JSON.stringify does.", arguments.json_value),
        "send-bytes": VerbForm("send-bytes HEX", "Send one binary message.", arguments.hexadecimal),
        "send-fragments": VerbForm(
            "send-fragments TEXT | TEXT …", "Send one text message in several frames.", arguments.fragments
        ),
        "send-raw": VerbForm(
            "send-raw HEX", "Write bytes onto the TCP connection as they are.", arguments.raw_hexadecimal
        ),
        "expect": VerbForm("expect TEXT", "The next message is this text.", arguments.text),
        "expect-json": VerbForm(
            "expect-json JSON", "The next message says the same as this JSON.", arguments.json_value
        ),
        "expect-bytes": VerbForm("expect-bytes HEX", "The next message is these bytes.", arguments.hexadecimal),
        "expect-message": VerbForm("expect-message", "A message comes, whatever it says.", arguments.nothing),
        "expect-same": VerbForm(
            "expect-same", "The next message says the same as the solution's (in exercises).", arguments.nothing
        ),
        "expect-close": VerbForm(
            "expect-close CODE", "The connection ends with this close code, as a page sees it.", arguments.close_code
        ),
        "expect-rejected": VerbForm(
            "expect-rejected STATUS", "The handshake got this status; none means no HTTP answer.", arguments.status
        ),
        "expect-nothing": VerbForm("expect-nothing SECONDS", "No message comes for so long.", arguments.seconds),
        "wait": VerbForm("wait PATTERN", "Wait until the trace holds a record that matches.", arguments.pattern),
        "ping": VerbForm("ping [TEXT]", "Send a ping and wait for its pong.", arguments.ping),
        "close": VerbForm(
            "close [CODE [REASON]]", "Do the closing handshake; without a code it is 1000.", arguments.close
        ),
        "drop": VerbForm("drop", "Cut the TCP connection without a word.", arguments.nothing),
        "freeze": VerbForm("freeze", "Stop reading, as a page whose tab sleeps.", arguments.nothing),
        "get": VerbForm("get PATH", "Ask for a page with a plain HTTP GET.", arguments.path),
        "open": VerbForm("open PATH", "Load a page of the project in a browser.", arguments.path, DEFAULT_PAGE),
        "leave": VerbForm("leave", "Close that page's tab.", arguments.nothing, DEFAULT_PAGE),
        "manage": VerbForm("manage ARGS", "Run manage.py in the project and show its output.", arguments.manage),
        "server": VerbForm(
            "server stop|start|restart [NAME]", "Stop or start the lesson's Daphne, or another one.", arguments.server
        ),
        "redis": VerbForm(
            "redis stop|start|keys", "Stop or start the lesson's Redis, or list its keys.", arguments.redis
        ),
    }
)

_LINE = re.compile(
    r"\s*(?:(?P<client>[A-Za-z_]\w*)(?:\*(?P<many>\d{1,3}))?:\s*)?(?P<verb>\S+)(?:[ \t](?P<rest>.*))?",
    re.DOTALL | re.ASCII,
)
_MANY = 100


def is_comment(line: str) -> bool:
    """Whether a line has nothing to do: empty, or it begins with `#`."""
    return not line.strip() or line.lstrip().startswith("#")


def parse_verb(line: str, source: str) -> Verb:
    """One line as a verb.

    The payload of `send` and `expect` is everything after one blank, blanks at its end included.

    Args:
        line: `[NAME:] verb …` or `NAME*30: verb …`, names such as `$word` filled in.
        source: where it stands, `file:line`, or `prompt`.

    Raises:
        UsageError: there is no such verb, or its arguments are wrong; the hint is the verb's syntax.
    """
    found = _LINE.fullmatch(line.rstrip("\r\n"))
    if found is None:
        raise UsageError("This line has no verb.", f"The verbs are: {', '.join(VERBS)}.")
    many = int(found["many"] or 0)
    if found["many"] and not 1 <= many <= _MANY:
        raise UsageError(
            f"{many} clients are too {'many' if many else 'few'}.", f"From 1 to {_MANY}: guest*30: send hello"
        )
    name = found["verb"]
    form = VERBS.get(name)
    if form is None:
        raise UsageError(f"There is no verb {name!r}.", _near(name))
    try:
        values = form.parse(found["rest"] or "", source)
    except (ValueError, LessonError) as error:
        what = error.message if isinstance(error, LessonError) else f"{name} {error}."
        raise UsageError(what, f"It is written: {form.syntax}") from error
    return Verb(name, found["client"] or form.who, MappingProxyType(dict(values)), line, source, many)


def _near(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, VERBS, n=1)
    return f"Did you mean: {VERBS[close[0]].syntax}" if close else f"The verbs are: {', '.join(VERBS)}."
