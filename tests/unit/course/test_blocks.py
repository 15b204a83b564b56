"""The fenced blocks that do something."""

from pathlib import Path
from typing import Any

import pytest

from tests.unit.course.sample import one_lesson
from wslearn.course.model import Block, Convert, Expect, Needs, Play, Predict, Question, Scaffold, Tree, Waits
from wslearn.course.payloads import Payloads
from wslearn.errors import LessonError

# The body of the sample lesson begins at line 10; the block's content at line 13.
CONTENT = 13


def block(root: Path, kind: str, text: str, more: dict[str, str | bytes] | None = None) -> Block:
    """The only block of a lesson."""
    return one_lesson(root, f"## Step\n\n```{kind}\n{text}\n```\n", more).lessons[0].steps[0].blocks[0]


def damage(root: Path, kind: str, text: str, more: dict[str, str | bytes] | None = None) -> LessonError:
    """What is said about a damaged block."""
    with pytest.raises(LessonError) as caught:
        block(root, kind, text, more)
    return caught.value


def test_scaffold_finds_its_files(tmp_path: Path) -> None:
    """The purpose is the text inside; files are sorted, and what Python left behind is no file of the project."""
    files: dict[str, str | bytes] = {
        "project/s/live/b.py": "",
        "project/s/a.py": "",
        "project/s/live/__pycache__/b.pyc": b"\0",
    }
    found = block(tmp_path, "scaffold s", "Two files.", files)

    assert isinstance(found, Scaffold)
    assert (found.name, found.purpose, found.files) == ("s", "Two files.", ("a.py", "live/b.py"))
    assert found.source == "01_one/lesson.md:12"


def test_play_holds_the_verbs(tmp_path: Path) -> None:
    """Comments are left out, the line stays as written, and each verb knows its own line of the file."""
    found = block(tmp_path, "play", 'connect /ws/\n# now\n\nbob: send-json {"n": $int}')

    assert isinstance(found, Play)
    assert [(verb.client, verb.name) for verb in found.verbs] == [("client", "connect"), ("bob", "send-json")]
    assert found.verbs[1].line == 'bob: send-json {"n": $int}'
    assert found.verbs[1].arguments["value"] == {"n": int(Payloads(0).fill("$int"))}
    assert found.verbs[1].source == f"01_one/lesson.md:{CONTENT + 3}"


def test_expect_holds_expectations(tmp_path: Path) -> None:
    """The words after the fence are the concepts; names such as $word are filled in."""
    found = block(tmp_path, "expect json text", "asgi websocket.receive receive text=$word\n    try: send it")

    assert isinstance(found, Expect)
    assert found.concepts == ("json", "text")
    assert found.expectations[0].hint == "send it"
    assert found.expectations[0].pattern.conditions[0].value == Payloads(0).fill("$word")


PREDICT = """\
question = "What?"
[[choice]]
text = "A"
when = "asgi websocket.accept send"
why = "Because."
[[choice]]
text = "B"
when = "no asgi websocket.accept"
why = "Not."
"""


def test_predict_holds_patterns(tmp_path: Path) -> None:
    """Each choice has the pattern that decides it."""
    body = f"## Step\n\n```predict\n{PREDICT}```\n\n```play\ndrop\n```\n\n```expect\nasgi return\n```\n"
    found = one_lesson(tmp_path, body).lessons[0].steps[0].blocks[0]

    assert isinstance(found, Predict)
    assert [(choice.text, choice.when.type, choice.when.negated) for choice in found.choices] == [
        ("A", "websocket.accept", False),
        ("B", "websocket.accept", True),
    ]


EVENTS = """\
question = "In which order?"
[[event]]
text = "A"
when = "asgi websocket.connect receive"
why = "w"
[[event]]
text = "B"
when = "asgi websocket.accept send"
why = "w"
[[event]]
text = "C"
when = "asgi return"
why = "w"
[[event]]
text = "D"
when = "asgi cancel"
why = "w"
"""
ORDERED = f"## Step\n\n```predict\n{EVENTS}```\n\n```play\ndrop\n```\n\n```expect\nasgi return\n```\n"


def test_events_to_order_are_shuffled(tmp_path: Path) -> None:
    """The seed decides how they are shown, so that the file's order gives nothing away; each knows its place in it."""
    shown = []
    for seed in range(10):
        found = one_lesson(tmp_path, ORDERED, payloads=Payloads(seed)).lessons[0].steps[0].blocks[0]
        assert isinstance(found, Predict)
        assert found.ordered
        assert {choice.text: choice.number for choice in found.choices} == {"A": 0, "B": 1, "C": 2, "D": 3}
        shown.append([choice.text for choice in found.choices])
    again = one_lesson(tmp_path, ORDERED, payloads=Payloads(0)).lessons[0].steps[0].blocks[0]
    assert isinstance(again, Predict)
    assert [choice.text for choice in again.choices] == shown[0]
    assert any(order != shown[0] for order in shown)


def test_question_knows_what_is_right(tmp_path: Path) -> None:
    """One choice is right."""
    text = 'question = "Q?"\n[[choice]]\ntext = "a"\nwhy = "w"\n[[choice]]\ntext = "b"\nright = true\nwhy = "w"'
    found = block(tmp_path, "question", text)

    assert isinstance(found, Question)
    assert [option.right for option in found.choices] == [False, True]


@pytest.mark.parametrize(("words", "language"), [("", "python"), (" json", "json"), (" js", "js")])
def test_convert_has_a_value_a_line(tmp_path: Path, words: str, language: str) -> None:
    """Values are Python unless told otherwise."""
    found = block(tmp_path, f"convert{words}", "(1, 2)\n\nNone")

    assert isinstance(found, Convert)
    assert (found.language, found.values) == (language, ("(1, 2)", "None"))


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("scaffold", "x", "12: a scaffold block takes one name."),
        ("scaffold gone", "x", "12: the folder project/gone is missing."),
        ("scaffold ..", "x", "12: the folder project/.. is missing."),
        ("scaffold empty", "x", "12: the folder project/empty is empty."),
        ("scaffold full", "", "12: the scaffold block does not say what it is for."),
        ("play", "# nothing", "12: the play block is empty."),
        ("play now", "drop", "12: a play block takes no name, and found 'now'."),
        ("play", "drop\nsedn hi", "14: There is no verb 'sedn'."),
        ("play", "drop\nsend-json {", "14: send-json needs JSON"),
        ("play", "send $wrod", "13: nothing is called $wrod."),
        ("expect", "", "12: the expect block is empty."),
        ("expect", "asgi return\nasgo return", "14: "),
        ("question", 'question = "Q?"\nchioce = 1', "14: there is no key 'chioce' here."),
        ("question", 'question = "Q?"\n[[choice]]\ntext = "a"\nwhy = "w"', "12: there must be two choices or more."),
        (
            "question",
            'question = "Q?"\n[[choice]]\ntext = "a"\nwhy = "w"\n[[choice]]\ntext = "a"\nwhy = "w"',
            "12: exactly one choice must have right = true.",
        ),
        ("predict", PREDICT.replace("asgi websocket.accept send", "nowhere accept"), "16: "),
        ("predict", PREDICT.replace("when", "then", 1), "16: there is no key 'then' here."),
        ("predict", EVENTS.replace("asgi cancel", "no asgi cancel"), "12: a pattern with `no` stands at no time"),
        ("predict", EVENTS + PREDICT.partition("\n")[2], "30: there is no key 'choice' here."),
        (
            "predict",
            EVENTS.partition("[[event]]")[0] + "[[event]]\ntext = 'A'",
            "12: there must be two events or more.",
        ),
        ("predict", PREDICT, "12: no play and expect block decide this prediction."),
        ("convert ruby", "1", "12: values cannot be converted from 'ruby'."),
        ("convert", " ", "12: the convert block is empty."),
    ],
)
def test_damage_is_told_with_its_line(tmp_path: Path, kind: str, text: str, message: str) -> None:
    """Each kind of damage has a sentence of its own that begins with file and line."""
    (tmp_path / "01_one" / "project" / "empty").mkdir(parents=True)
    more: dict[str, Any] = {"project/full/a.py": ""}

    assert damage(tmp_path, kind, text, more).message.startswith(f"01_one/lesson.md:{message}")


def test_play_may_be_brief(tmp_path: Path) -> None:
    """The one other word that a play takes, beside `exercise`."""
    found = block(tmp_path, "play brief", "connect /ws/")

    assert isinstance(found, Play)
    assert (found.brief, found.exercise) == (True, False)
    assert "a play block takes no name" in damage(tmp_path / "other", "play brief exercise", "connect /ws/").message


def test_waits_needs_its_caption_and_judged_plays(tmp_path: Path) -> None:
    """Below a play and its expect block; anywhere else there is nothing to draw."""
    judged = "## Step\n\n```play\nconnect /\n```\n\n```expect\nasgi scope\n```\n\n"
    found = one_lesson(tmp_path / "a", judged + "```waits\nTwo.\n```\n").lessons[0].steps[0].blocks[2]

    assert isinstance(found, Waits)
    assert found.caption == "Two."
    assert "no expect block stands above" in damage(tmp_path / "b", "waits", "Two.").message
    with pytest.raises(LessonError, match="does not say what it shows"):
        _ = one_lesson(tmp_path / "c", judged + "```waits\n\n```\n").lessons[0].steps


def test_a_play_may_be_counted(tmp_path: Path) -> None:
    """So much happens in it that its rows are not drawn."""
    found = block(tmp_path, "play counted", "guest*30: connect /ws/")

    assert isinstance(found, Play)
    assert (found.counted, found.brief, found.verbs[0].many) == (True, False, 30)


@pytest.mark.parametrize(("words", "counted"), [("tree", False), ("tree counted", True)])
def test_tree_stands_below_judged_plays(tmp_path: Path, words: str, counted: bool) -> None:
    """As `waits` does, with its caption; `counted` tells only how many."""
    judged = "## Step\n\n```play\nconnect /\n```\n\n```expect\nasgi scope\n```\n\n"
    found = one_lesson(tmp_path / "a", judged + f"```{words}\nAll.\n```\n").lessons[0].steps[0].blocks[2]

    assert isinstance(found, Tree)
    assert (found.caption, found.counted) == ("All.", counted)
    assert "no expect block stands above" in damage(tmp_path / "b", words, "All.").message
    assert "a tree block takes no name" in damage(tmp_path / "c", "tree big", "All.").message
    with pytest.raises(LessonError, match="the tree block does not say what it shows"):
        _ = one_lesson(tmp_path / "d", judged + f"```{words}\n\n```\n").lessons[0].steps


def test_needs_names_what_is_there_beside_python(tmp_path: Path) -> None:
    """`needs browser` with nothing inside."""
    found = block(tmp_path, "needs browser", "")
    assert found == Needs("browser", "01_one/lesson.md:12")


@pytest.mark.parametrize(("kind", "text"), [("needs", ""), ("needs magic", ""), ("needs browser", "a text")])
def test_needs_names_one_known_thing(tmp_path: Path, kind: str, text: str) -> None:
    """Nothing, something that nobody knows, and a text inside are damage, with the right form in the hint."""
    assert "needs block" in damage(tmp_path, kind, text).message
