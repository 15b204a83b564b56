"""What stands around the timeline in a lesson."""

import pytest
from rich.console import Group

from tests.unit.render.drawing import TERMINAL, draw, screen
from tests.unit.render.snapshots import same
from wslearn.render.lesson import (
    Beside,
    answer,
    code,
    finding,
    lesson_heading,
    notice,
    prediction,
    prose,
    question,
    reveal,
    step_heading,
    summary,
)
from wslearn.render.overview import FileDiff, LessonLine, lessons_list, scaffold_diff, welcome
from wslearn.render.theme import THEMES, rich_theme
from wslearn.trace.record import Finding

MARKDOWN = """You send **text**. The consumer gets a `dict`, see [the docs](https://docs.example).

### A heading

- one item, long enough to be wrapped at eighty columns: a frame is not a message, and a message is not an event
- two → three

1. first
2. second

```python
class JsonConsumer(SyncConsumer):
    def websocket_receive(self, event):  # one event
        self.send({"type": "websocket.send", "text": 42})
```

> a quotation

| on the wire | in Python |
|---|---|
| `null` | `None` |
"""
FAILED = Finding(
    False,
    "websocket.send with text",
    "AttributeError in websocket_receive",
    "use json.dumps",
    (),
    "03_json/lesson.md:41",
)
HELD = Finding(True, "websocket.receive holds the text", "seen")
DIFF = FileDiff("live/consumers.py", "changed", ["@@ -1,2 +1,2 @@", " import json", "-x = 1", '+x = "2"', "+\x1b[2J"])
LESSONS = [
    LessonLine(1, "handshake", "From a request to a two-way wire", "You see the handshake.", 10),
    LessonLine(3, "json", "JSON: the same value three times", "You follow one value to the wire and back.", 15),
]
EVERYTHING = Group(
    welcome("wslearn shows what happens on a WebSocket.", "You are in an empty folder.", "wslearn lesson 1"),
    lessons_list(LESSONS),
    lesson_heading(3, "JSON: the same value three times", "You follow one value to the wire and back.", 15),
    step_heading(2, "A value on its way", 5),
    prose(MARKDOWN),
    code('const value = JSON.parse("{}");', "javascript"),
    scaffold_diff("A consumer that answers.", [DIFF]),
    prediction("What does the page get?", ['{"a": 1}', "nothing", "close code 1011"]),
    reveal(
        [
            Beside("extra", "2", "nothing", "An exception ends the connection, and Daphne answers with 1011."),
            Beside("missing", "3", "close code 1011"),
        ],
        predicted=True,
    ),
    reveal([Beside("matched", "2", "nothing", "Right: it waits.")], predicted=True),
    reveal([Beside("matched", "3", "close code 1011")], predicted=False),
    prediction("What does your code see?", ["the GET", "the key", "the event websocket.connect"], ordered=True),
    reveal(
        [
            Beside("matched", "3", "the event websocket.connect", after_ns=0),
            Beside("extra", "2", "the key", "Daphne keeps it: it is about the handshake."),
            Beside("missing", "1", "the GET", after_ns=1_250_000),
        ],
        predicted=True,
    ),
    question("Which key holds the text?", ["text", "bytes"]),
    answer("bytes", "text", "It is the key for binary messages."),
    answer("text", "text", "Yes: a str."),
    answer(None, "text", "It holds a str."),
    finding(HELD),
    finding(FAILED),
    summary([HELD, FAILED], 1_500_000_000, "wslearn lesson 4"),
    notice("Press Enter to go on."),
)


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_picture_at_every_width(width: int) -> None:
    """All of a lesson's texts, as they look at this width; nothing is wider than it."""
    text = draw(EVERYTHING, screen(width))
    same(f"lesson_{width}.txt", text)
    assert max(map(len, text.splitlines())) <= width


def test_picture_in_plain() -> None:
    """No signs, no boxes, and our own sentences unbroken."""
    text = draw(EVERYTHING, screen(40, plain=True))
    same("lesson_plain.txt", text)
    assert "failed  websocket.send with text\n" in text
    assert not set(text) & set("✓✗│─→•▌\x1b")


@pytest.mark.parametrize("theme", THEMES)
def test_only_the_themes_own_colours_are_used(theme: str) -> None:
    """Markdown and code bring no colours of rich's or of Pygments': those were never measured."""
    ours = {(style.color, style.bgcolor) for style in rich_theme(theme).styles.values() if style.color}
    measured = {pair for pair in ours if (pair[0].number or 0) >= 16} | {(None, None)}
    console = screen(80, theme=theme, environ=TERMINAL)
    segments = list(console.render(EVERYTHING))
    used = {(s.style.color, s.style.bgcolor) for s in segments if s.style and s.text.strip()}
    assert used <= measured
    assert len(used) > 1


def test_findings_say_their_outcome_in_words() -> None:
    """A sign and a word; a failed one says what happened and what to try."""
    assert "✓ held" in draw(finding(HELD), screen())
    text = draw(finding(FAILED), screen())
    assert "✗ failed" in text
    assert "what happened: AttributeError in websocket_receive" in text
    assert "what to try: use json.dumps" in text


def test_a_reveal_says_its_marks_in_words() -> None:
    """Each event is matched, missing or extra; both orders are told by number, a right one once."""
    answers = [Beside("matched", "3", "c"), Beside("extra", "2", "b", "not so"), Beside("missing", "1", "a\x1b[2J")]
    assert draw(reveal(answers, predicted=True), screen(plain=True)).splitlines() == [
        "You predicted: 3 2",
        "What happened: 3 1",
        "matched    3  c",
        "extra      2  b",
        "not so",
        r"missing    1  a\x1b[2J",
    ]
    assert "✗ extra    2  b" in draw(reveal(answers, predicted=True), screen())
    assert draw(reveal(answers[:1], predicted=True), screen()).splitlines() == [
        "You predicted it: 3",
        "  ✓ matched  3  c",
    ]
    assert draw(reveal(answers[:1], predicted=False), screen()).splitlines() == ["What happened:", "  3  c"]


def test_diff_signs_stand_before_the_lines() -> None:
    """`+` and `-` say what the colours repeat, and a file's control characters are shown."""
    text = draw(scaffold_diff("", [DIFF]), screen())
    assert "  -x = 1\n" in text
    assert r"+\x1b[2J" in text


def test_evidence_is_never_executed() -> None:
    """What a finding quotes from a payload is shown escaped."""
    hostile = Finding(False, "a\x1b]0;title\x07", "b\u202e", "c\x9b")
    text = draw(finding(hostile), screen())
    assert r"a\x1b]0;title\x07" in text
    assert r"b\u202e" in text


def test_markup_of_rich_is_plain_text() -> None:
    """Square brackets in a text are only square brackets."""
    assert "[bold]x[/bold] [link=y]" in draw(prediction("[bold]x[/bold] [link=y]", []), screen())


def test_summary_counts() -> None:
    """How many held of how many."""
    assert "✓ held: 2 of 2 expectations held." in draw(summary([HELD, HELD]), screen())
    assert "✗ failed: 1 of 2 expectations held" in draw(summary([HELD, FAILED]), screen())
