"""What a fact may be."""

from typing import Any

import pytest

from wslearn.course.facts import KINDS, new_fact, parse_fact

ANSWER = {"source": "a.md:1", "question": "abc", "choice": 0, "right": True, "confidence": None}
GOOD: dict[str, dict[str, Any]] = {
    "opened": {},
    "step": {"step": 2},
    "finished": {},
    "played": {"seconds": 1.5},
    "hint": {"number": 1},
    "checked": {"seed": 7, "passed": False, "mistake": None},
    "predicted": ANSWER,
    "answered": ANSWER,
    "reviewed": ANSWER,
}


def plain(**changes: object) -> dict[str, object]:
    """A good fact as a file holds it, with changes."""
    fact = {"id": "0" * 32, "at": "2026-05-01T12:30:00Z", "kind": "step", "lesson": "json", "data": {"step": 2}}
    return {**fact, **changes}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read_back(kind: str) -> None:
    """A fact of each kind, made now, is the same after its way through a file."""
    fact = new_fact(kind, "json", **GOOD[kind])
    assert (
        parse_fact({name: getattr(fact, name) for name in ("id", "at", "kind", "lesson")} | {"data": GOOD[kind]})
        == fact
    )


def test_ids_differ() -> None:
    """Two facts of the same second are two."""
    assert new_fact("opened", "json").id != new_fact("opened", "json").id


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "fact",
        {},
        plain(more=1),
        plain(id="../../etc"),
        plain(id=5),
        plain(at="yesterday"),
        plain(lesson=""),
        plain(lesson="\x1b[2J"),
        plain(lesson="\ud800"),
        plain(kind="unheard"),
        plain(kind=["step"]),
        plain(data={}),
        plain(data={"step": -1}),
        plain(data={"step": True}),
        plain(data={"step": 2**80}),
        plain(data=[]),
        plain(kind="played", data={"seconds": float("nan")}),
        plain(kind="checked", data={"seed": 1, "passed": 1, "mistake": None}),
        plain(kind="checked", data={"seed": 1, "passed": True, "mistake": "x" * 501}),
        plain(kind="predicted", data={**GOOD["predicted"], "confidence": 4}),
        plain(kind="predicted", data={**GOOD["predicted"], "confidence": True}),
        plain(kind="predicted", data={**GOOD["predicted"], "choice": ["1"]}),
        plain(kind="predicted", data={**GOOD["predicted"], "choice": "1 2"}),
    ],
)
def test_nothing_else_is_a_fact(value: object) -> None:
    """What a file from elsewhere may hold instead is refused with ValueError, terminal escapes included."""
    with pytest.raises(ValueError, match="fact"):
        parse_fact(value)
