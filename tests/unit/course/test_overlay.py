"""Texts of a lesson in another language."""

from pathlib import Path

import pytest

from tests.unit.course.sample import one_lesson, write
from wslearn.course.load import load_course
from wslearn.course.model import Course, Hint, Lesson, Notes, Play, Predict, Prose, Scaffold
from wslearn.course.overlay import check_overlays, fingerprint, overlay_path, read_pieces, refreshed, texts

BODY = """\
Before, see [the RFC][rfc].

## First

```scaffold one
What it is for.
```

```predict
question = "What comes?"

[[choice]]
text = "Nothing"
when = "no client frame"
why = "It waits."

[[choice]]
text = "A text"
when = "client frame"
why = "It speaks."
```

```play
connect /ws/one/
send hello
```

```expect
client frame
    try: look again
```

```notes
Ask them.
```

[rfc]: https://example.org/rfc
"""


@pytest.fixture
def english(tmp_path: Path) -> Course:
    """One lesson, in English only."""
    return one_lesson(tmp_path, BODY, {"project/one/a.py": "1"})


def _say(lesson: Lesson, said: dict[str, str]) -> None:
    """Write an overlay as an author does: the places first, then the texts."""
    path = overlay_path(lesson.folder, "es")
    pieces = read_pieces(refreshed(lesson, ""), path.name)
    fingerprints = {fingerprint(original): text for original, text in said.items()}
    lines = [f"<!-- {piece.original} -->\n{fingerprints.get(piece.original, '')}\n" for piece in pieces]
    path.write_text("\n".join(lines), "utf-8")


def test_what_is_said_and_what_falls_back(english: Course) -> None:
    """Texts are replaced wherever a learner reads them; what has no text stays; plays and patterns are untouched."""
    before = english.lessons[0]
    said = {"Lesson 1": "Lección 1", "First": "Primero", "What comes?": "¿Qué llega?", "A text": "Un texto"}
    _say(before, {**said, "What it is for.": "Para qué sirve.", "Ask them.": "Pregunta.", "look again": "mira"})

    lesson = load_course(english.root, language="es").lessons[0]

    step = lesson.steps[0]
    found = {type(block): block for block in step.blocks}
    predict, notes, scaffold = found[Predict], found[Notes], found[Scaffold]
    assert isinstance(predict, Predict)
    assert (lesson.title, lesson.summary, step.title) == ("Lección 1", "You will see.", "Primero")
    assert predict.question == "¿Qué llega?"
    assert [(choice.text, choice.why) for choice in predict.choices] == [
        ("Nothing", "It waits."),
        ("Un texto", "It speaks."),
    ]
    assert notes == Notes("Pregunta.", notes.source)
    assert isinstance(scaffold, Scaffold)
    assert lesson.scaffolds[0].purpose == scaffold.purpose == "Para qué sirve."
    original = {type(block): block for block in before.steps[0].blocks}
    assert found[Play] == original[Play]
    asked = original[Predict]
    assert isinstance(asked, Predict)
    assert [choice.when for choice in predict.choices] == [choice.when for choice in asked.choices]


def test_links_are_not_written_twice(english: Course) -> None:
    """Addresses stand in lesson.md alone; the overlay uses their labels."""
    _say(english.lessons[0], {"Before, see [the RFC][rfc].": "Antes, mira [la RFC][rfc]."})
    intro = load_course(english.root, language="es").lessons[0].intro[0]
    assert isinstance(intro, Prose)
    assert intro.markdown == "Antes, mira [la RFC][rfc].\n\n[rfc]: <https://example.org/rfc>"


def test_another_language_or_none(english: Course) -> None:
    """A language that the lesson has not, and no language, are lesson.md's own."""
    _say(english.lessons[0], {"First": "Primero"})
    for language in ("", "de"):
        assert load_course(english.root, language=language).lessons[0].steps[0].title == "First"


def test_a_text_that_changed_is_stale(english: Course) -> None:
    """The new text is shown, and the author is told where the old one's translation stands."""
    lesson = english.lessons[0]
    _say(lesson, {"First": "Primero", "What comes?": "¿Qué llega?"})
    assert list(check_overlays(lesson)) == []

    write(lesson.folder, {"lesson.md": (lesson.folder / "lesson.md").read_text().replace("What comes?", "What next?")})
    changed = load_course(english.root)
    (problem,) = check_overlays(changed.lessons[0])
    assert problem.source.startswith("01_one/lesson.es.md:")
    assert "stale" in problem.reason
    block = load_course(english.root, language="es").lessons[0].steps[0].blocks[1]
    assert isinstance(block, Predict)
    assert block.question == "What next?"


def test_line_breaks_make_nothing_stale() -> None:
    """Prose may be wrapped anew."""
    assert fingerprint("one two\nthree") == fingerprint("one\ntwo three")
    assert fingerprint("one two") != fingerprint("one too")


def test_refreshing_keeps_what_was_written(english: Course) -> None:
    """Every text has its place, in order; what is written stays, and what is stale stands at the end."""
    lesson = english.lessons[0]
    old = f"A note.\n\n<!-- {fingerprint('First')} -->\nPrimero\n\nsegundo\n\n<!-- 0123abcd gone -->\nPerdido\n"
    text = refreshed(lesson, old)
    pieces = read_pieces(text, "x")
    assert [piece.original for piece in pieces[:-1]] == [fingerprint(original) for original in texts(lesson)]
    assert {piece.text for piece in pieces if piece.text} == {"Primero\n\nsegundo", "Perdido"}
    assert pieces[-1].original == "0123abcd"
    assert text.startswith("A note.\n\n<!-- ")
    assert refreshed(lesson, text) == text


def test_hints_and_mistakes_can_be_said(tmp_path: Path) -> None:
    """What a learner reads after a wrong answer is no exception."""
    course = one_lesson(tmp_path, "## S\n\n```hint\nTry.\n```\n")
    _say(course.lessons[0], {"Try.": "Prueba."})
    assert load_course(tmp_path, language="es").lessons[0].steps[0].blocks == (Hint("Prueba.", "01_one/lesson.md:12"),)
