"""What `wslearn scaffold` shows."""

import io
from pathlib import Path

import pytest

from tests.unit.course.sample import growing, write
from wslearn.cli.scaffold_faces import Drawn, next_commands
from wslearn.course.project import FileChange, Project, write_project
from wslearn.course.stages import stages
from wslearn.render.console import make_console
from wslearn.render.overview import file_diffs


def project(tmp_path: Path) -> Project:
    """At the last stage of a course, in a folder with a blank and a quotation mark in its name."""
    course = growing(tmp_path / "course", [{"a.py": "1\n"}, {"a.py": "2\n"}])
    return write_project(tmp_path / "it's here", course, stages(course)[-1])


def test_a_conflict_says_why_and_where() -> None:
    """The reason, and the name of the new version, stand beside the file."""
    (drawn,) = file_diffs([FileChange("a.py", "conflict", "-x\n+y\x0cz", "a.py.wslearn-new", "You changed it.")])

    assert drawn.path == "a.py"
    assert drawn.state.startswith("conflict. You changed it. The new version: a.py.wslearn-new.")
    assert drawn.lines == ["-x", "+y\x0cz"]


def test_next_commands_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder's name is quoted; inside it there is no `cd`; at the end of the course no `--next`."""
    made = project(tmp_path)
    outside = next_commands(made, complete=True)
    monkeypatch.chdir(made.folder)

    assert outside[0].startswith(("cd '", 'cd "'))
    assert outside[1:] == ["python manage.py runserver"]
    assert next_commands(made, complete=False) == ["python manage.py runserver", "wslearn scaffold --next"]


@pytest.mark.parametrize("plain", [True, False])
def test_long_names_are_whole(tmp_path: Path, plain: bool) -> None:
    """A command longer than the screen is neither cut nor broken."""
    made = project(tmp_path)
    stream = io.StringIO()
    Drawn(make_console(plain=plain, width=20, stream=stream)).end(made, moved=True, complete=True)

    assert f"Next: {next_commands(made, complete=True)[0]}\n" in stream.getvalue()


def test_an_open_conflict_is_named_whole(tmp_path: Path) -> None:
    """In plain text, both names are on one line, however narrow the screen."""
    course = growing(tmp_path / "course", [{"live/long_name.txt": "1\n"}, {"live/long_name.txt": "2\n"}])
    made = write_project(tmp_path / "p", course, stages(course)[0])
    write(made.folder, {"live/long_name.txt": "mine\n"})
    made.advance(course, stages(course)[1])
    stream = io.StringIO()
    Drawn(make_console(plain=True, width=20, stream=stream)).end(made, moved=True, complete=True)

    assert "live/long_name.txt is still as you left it. The new version is in live/long_name.txt.wslearn-new.\n" in (
        stream.getvalue()
    )
