"""Where a reader's own project is, what it serves, and which interpreter runs it."""

import sys
from pathlib import Path

import pytest

from wslearn.errors import UsageError
from wslearn.session.own_project import find_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a `manage.py`, and one below it."""
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    (tmp_path / "live").mkdir()
    (tmp_path / "manage.py").write_text('os.environ.setdefault("DJANGO_SETTINGS_MODULE", "my.settings")\n')
    return tmp_path


def environment(folder: Path) -> str:
    """A file where the interpreter of a virtual environment is; its path."""
    name = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).touch()
    return str(folder / name)


def test_the_project_is_found_from_below(project: Path) -> None:
    """`manage.py` above names folder and settings; this interpreter serves where there is no other."""
    found = find_project(project / "live", None, None, 8123)
    assert (found.serving.folder, found.serving.settings, found.serving.port) == (str(project), "my.settings", 8123)
    assert found.python == sys.executable


def test_the_environment_says_the_settings_as_for_manage_py(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where DJANGO_SETTINGS_MODULE is set, it counts, as for Django itself."""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "other")
    assert find_project(project, None, None, 0).serving.settings is None


def test_the_interpreter_nearest_to_the_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one asked for, else its `.venv`, else its `venv`, else the active environment."""
    active = environment(project / "active")
    monkeypatch.setenv("VIRTUAL_ENV", str(project / "active"))
    assert find_project(project, None, None, 0).python == active
    for name in ("venv", ".venv"):
        assert find_project(project, None, None, 0).python != (own := environment(project / name))
        assert find_project(project, None, None, 0).python == own
    assert find_project(project, None, "asked", 0).python == "asked"


def test_an_application_needs_no_manage_py(project: Path) -> None:
    """A named application is served from where the reader is; without one the sentence says what to type."""
    alone = project / "live"
    (project / "manage.py").unlink()
    assert find_project(alone, "app.asgi:app", None, 0).serving.folder == str(alone)
    with pytest.raises(UsageError) as error:
        find_project(alone, None, None, 0)
    assert "wslearn trace mysite.asgi:application" in error.value.hint


@pytest.mark.parametrize("name", ["no name", "a:b:c", "1a:b", "", "a/b.py", "a:"])
def test_a_name_that_is_no_application(name: str, project: Path) -> None:
    """A file name or half a name is refused, and the form is told."""
    with pytest.raises(UsageError) as error:
        find_project(project, name, None, 0)
    assert "module and attribute" in error.value.hint
