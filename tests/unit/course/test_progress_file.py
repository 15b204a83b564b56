"""Progress taken to a second machine."""

import json
from pathlib import Path
from typing import Any

import pytest

from wslearn.course.progress import Progress
from wslearn.course.progress_file import export_progress, import_progress
from wslearn.errors import UsageError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The exported file of a machine where lesson `json` is at step 2 with a hint."""
    with Progress(tmp_path / "one") as progress:
        progress.open_step("json", 1)
        progress.open_step("json", 2)
        progress.show_hint("json", 1)
        export_progress(progress, tmp_path / "progress.json")
    return tmp_path / "progress.json"


def changed(file: Path, **changes: Any) -> None:
    """Change keys of the file."""
    file.write_text(json.dumps({**json.loads(file.read_text()), **changes}))


def test_a_second_machine_gets_everything(file: Path, tmp_path: Path) -> None:
    """What was exported is there after the import; a second import of it adds nothing."""
    with Progress(tmp_path / "one") as one, Progress(tmp_path / "two") as two:
        assert import_progress(two, file) == 3
        assert two.facts() == one.facts()
        assert import_progress(two, file) == 0


def test_the_further_state_wins_on_both_sides(file: Path, tmp_path: Path) -> None:
    """After an import nothing that was here is lost, and what was further there is here."""
    with Progress(tmp_path / "two") as two:
        two.open_step("json", 1)
        two.show_hint("json", 3)
        two.check_exercise("json", passed=True, seed=1)
        import_progress(two, file)
        found = two.lesson("json")
        assert (found.step, found.hints, found.tried) == (2, 3, 1)
        assert found.passed


def test_the_file_names_its_format(file: Path) -> None:
    """The JSON has `format_version` and `kind`, for those who read it."""
    content = json.loads(file.read_text())
    assert (content["format_version"], content["kind"]) == (1, "wslearn-progress")


def test_an_older_export_is_replaced_and_nothing_else(file: Path, tmp_path: Path) -> None:
    """An export of before may be replaced; any other file is left as it is."""
    with Progress(tmp_path / "one") as one:
        assert export_progress(one, file) == 3
        newer = '{"kind": "wslearn-progress", "format_version": 2}'
        for content in ("my thesis", "{}", '["kind"]', newer):
            file.write_text(content)
            with pytest.raises(UsageError, match="left as it is"):
                export_progress(one, file)
            assert file.read_text() == content
    assert {path.name for path in tmp_path.iterdir()} == {"one", "progress.json"}


def test_a_newer_file_is_refused(file: Path, tmp_path: Path) -> None:
    """It says so politely and adds nothing."""
    changed(file, format_version=2, facts="in another form")
    with Progress(tmp_path / "two") as two, pytest.raises(UsageError, match="newer wslearn"):
        import_progress(two, file)
    assert not (tmp_path / "two").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000, b'{"kind": "wslearn-progress"}', b'{"kind": 5}', b"null", b'"text"'],
)
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    """It says so in a sentence with the file's name and adds nothing."""
    file = tmp_path / "progress.json"
    file.write_bytes(content)
    with Progress(tmp_path / "two") as two, pytest.raises(UsageError, match=r"progress\.json"):
        import_progress(two, file)
    assert not (tmp_path / "two").exists()


@pytest.mark.parametrize("facts", [None, 5, {}, [5], ["x" * 40]])
def test_one_damaged_fact_spoils_the_file(file: Path, tmp_path: Path, facts: object) -> None:
    """Nothing of it is added: half an import would not be seen."""
    good = json.loads(file.read_text())["facts"]
    changed(file, facts=good + facts if isinstance(facts, list) else facts)
    with Progress(tmp_path / "two") as two:
        if facts == {}:
            assert import_progress(two, file) == 0
        else:
            with pytest.raises(UsageError, match="damaged"):
                import_progress(two, file)
        assert two.facts() == ()
