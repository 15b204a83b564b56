"""`wslearn explain`: one topic from the tables, offline."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wslearn.cli.options import JsonObjectOption

if TYPE_CHECKING:
    from wslearn.protocol.explanation import Explanation

MOST_BYTES = 1_000_000
"""How much of standard input is read."""


def explain(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TOPIC...",
            help="1006, 403, websocket.close, readyState 1, ping, or a pasted error text; - reads a log from "
            "standard input; nothing lists all topics.",
            show_default=False,
        ),
    ] = None,
    json: JsonObjectOption = False,
) -> int:
    """Explain a close code, a status, an event or an error text: who makes it, what it means, how Daphne differs."""
    if not words:
        return _list(json)
    explanation = _find(_standard_input() if words == ["-"] else " ".join(words))
    if json:
        _print_json(_as_json(explanation))
        return 0
    from wslearn.render.console import make_console
    from wslearn.render.explanation import draw_explanation

    make_console().print(draw_explanation(explanation, _shown_in(explanation.lesson)))
    return 0


def _find(topic: str) -> "Explanation":
    from wslearn.errors import UsageError
    from wslearn.protocol.explain import explain as look_up
    from wslearn.protocol.explain import suggest

    if explanation := look_up(topic):
        return explanation
    near = suggest(topic)
    hint = f"Did you mean: {', '.join(near)}?" if near else "Type wslearn explain to see every topic."
    raise UsageError(f"Nothing is known about {_short(topic)!r}.", hint)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}..."


def _standard_input() -> str:
    """The end of standard input as text, whatever its bytes are."""
    return sys.stdin.buffer.read(MOST_BYTES).decode("utf-8", "replace")


def _list(json: bool) -> int:
    from wslearn.protocol.explain import topics

    if json:
        _print_json({"v": 1, "kind": "topics", "topics": topics()})
        return 0
    from wslearn.render.console import make_console
    from wslearn.render.explanation import draw_topics

    make_console().print(draw_topics(topics()))
    return 0


def _shown_in(lesson: str) -> str:
    """`wslearn lesson 3 (json)`; a lesson that is not written yet is named, not offered."""
    from wslearn import paths
    from wslearn.protocol.lessons import LESSON_NUMBERS

    number = LESSON_NUMBERS[lesson]
    if any(paths.lessons().glob(f"{number:02}_*")):
        return f"wslearn lesson {number} ({lesson})"
    return f"{number} ({lesson}), not written yet"


def _as_json(explanation: "Explanation") -> dict[str, Any]:
    """The explanation as one JSON object; its own kind is `about`, as `kind` names the form of the line."""
    from dataclasses import asdict

    from wslearn.protocol.lessons import LESSON_NUMBERS

    fields = asdict(explanation)
    about = fields.pop("kind")
    fields["lesson"] = {"id": explanation.lesson, "number": LESSON_NUMBERS[explanation.lesson]}
    return {"v": 1, "kind": "explanation", "about": about, **fields}


def _print_json(value: dict[str, Any]) -> None:
    from json import dumps

    sys.stdout.write(dumps(value) + "\n")
