"""Front matter."""

from pathlib import Path

import pytest

from tests.unit.course.sample import lesson_text, write
from wslearn.course.front import read_lesson
from wslearn.course.model import Lesson
from wslearn.course.payloads import Payloads
from wslearn.errors import LessonError

GOOD = lesson_text("## Step\n")


def read(root: Path, text: str | bytes) -> Lesson:
    """The lesson `01_one` with this file."""
    write(root / "01_one", {"lesson.md": text})
    return read_lesson(root / "01_one", Payloads(0))


def test_front_matter_is_read(tmp_path: Path) -> None:
    """All keys arrive, and what the server is started with."""
    server = '[server]\nping_interval = 2\nenvironment = { NAME = "value" }\n+++\n'
    found = read(tmp_path, GOOD.replace("requires = []\n+++\n", f'requires = ["zero"]\n\n{server}'))

    assert (found.id, found.number, found.title, found.summary) == ("one", 1, "Lesson 1", "You will see.")
    assert (found.minutes, found.socket, found.page, found.requires) == (5, "/ws/one/", None, ("zero",))
    assert dict(found.server.daphne) == {"ping_interval": 2}
    assert dict(found.server.environment) == {"NAME": "value"}


def test_server_settings_are_optional(tmp_path: Path) -> None:
    """Without [server], Daphne is started as it comes."""
    found = read(tmp_path, GOOD)

    assert not found.server.daphne
    assert not found.server.environment


def test_the_page_is_optional(tmp_path: Path) -> None:
    """A lesson may name its page in a browser."""
    assert read(tmp_path, GOOD.replace("requires", 'page = "/one/"\nrequires')).page == "/one/"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("+++\nid", "id", ":1: the lesson does not begin with front matter."),
        ("+++\n##", "##", ":1: the front matter has no end."),
        ('id = "one"', "id = one", ":2: this is not valid TOML"),
        ('id = "one"', 'id = "One!"', ":2: 'id' must be small letters, digits and single hyphens, not 'One!'."),
        ("number = 1", 'number = "1"', ":3: 'number' must be a whole number from 1."),
        ("minutes = 5\n", "", ":2: the key 'minutes' is missing."),
        ("minutes", "minuets", ":6: there is no key 'minuets' here."),
        ('"/ws/one/"', '"ws/one/"', ":7: 'socket' must begin with a slash."),
        ("requires = []", "page = 'one/'\nrequires = []", ":8: 'page' must begin with a slash."),
        ("requires = []", "requires = 'x'", ":8: 'requires' must be a list of texts."),
        ("requires = []", "requires = []\n[server]\ntimeout = 1", ":10: there is no key 'timeout' here."),
        ("requires = []", "requires = []\n[server]\nenvironment = {A = 1}", ":10: 'A' must be a text."),
    ],
)
def test_damage_names_file_line_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    """Each kind of damage is its own sentence."""
    with pytest.raises(LessonError) as caught:
        read(tmp_path, GOOD.replace(old, new, 1))

    assert caught.value.message.startswith(f"01_one/lesson.md{message}")


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    """The byte is named."""
    with pytest.raises(LessonError, match=r"01_one/lesson\.md: this file is not UTF-8: .* at byte 4"):
        read(tmp_path, b"+++\n\xff\n+++\n")


def test_a_missing_file(tmp_path: Path) -> None:
    """A lesson folder without lesson.md is a damaged lesson, not a traceback."""
    with pytest.raises(LessonError, match=r"01_one/lesson\.md: this file cannot be read"):
        read_lesson(tmp_path / "01_one", Payloads(0))
