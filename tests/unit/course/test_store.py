"""The file of facts: other versions, damage, and a file that cannot be written."""

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from wslearn.course import store
from wslearn.course.facts import Fact, new_fact
from wslearn.course.store import VERSION, Store
from wslearn.errors import EnvironmentProblem


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file is to be."""
    return tmp_path / "progress.db"


def filled(path: Path, count: int = 3) -> tuple[Fact, ...]:
    """A file of so many facts."""
    facts = tuple(new_fact("hint", "json", number=number) for number in range(1, count + 1))
    with closing(Store(path, 1.0)) as made:
        made.add(facts)
    return facts


def read(path: Path) -> tuple[Fact, ...]:
    """What the file holds."""
    with closing(Store(path, 1.0)) as found:
        return found.facts()


def version_0(path: Path) -> None:
    """A file of the first drafts: no ids, version 0."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE facts (at TEXT, kind TEXT, lesson TEXT, data TEXT)")
        rows = [("2026-05-01T12:30:00Z", "hint", "json", json.dumps({"number": number})) for number in (1, 2)]
        connection.executemany("INSERT INTO facts VALUES (?, ?, ?, ?)", rows)
        connection.commit()


def test_facts_are_added_once(path: Path) -> None:
    """Facts come back in order; one that is there already is not added again."""
    facts = filled(path)
    with closing(Store(path, 1.0)) as again:
        assert again.add([*facts, new_fact("opened", "json")]) == 1
        assert again.facts()[:3] == facts
        assert len(again.facts()) == 4


def test_an_older_file_is_brought_to_this_version(path: Path) -> None:
    """The facts of version 0 are all there, each with an id of its own, and stay the same from then on."""
    version_0(path)
    facts = read(path)
    assert [fact.data["number"] for fact in facts] == [1, 2]
    assert len({fact.id for fact in facts}) == 2
    assert read(path) == facts
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_a_migration_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older file is brought on whole or not at all."""
    version_0(path)

    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("DROP TABLE facts")
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(store, "_MIGRATIONS", (fail,))
        with pytest.raises(EnvironmentProblem):
            read(path)
    assert len(read(path)) == 2


def test_a_newer_file_is_left_alone(path: Path) -> None:
    """It is refused in one sentence that names it, for reading and for writing, and not a byte of it changes."""
    filled(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    with closing(Store(path, 1.0)) as newer:
        for action in (newer.facts, lambda: newer.add([new_fact("opened", "json")])):
            with pytest.raises(EnvironmentProblem, match="newer wslearn") as told:
                action()
            assert str(path) in told.value.message
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "content",
    [b"not a database, " * 500, b"SQLite format 3\0" + b"\xff" * 5000, b"\0", random.Random(1).randbytes(9000)],
)
def test_a_damaged_file_is_set_aside(path: Path, content: bytes) -> None:
    """It keeps every byte under another name, which is told; a new file takes its place."""
    if content.startswith(b"SQLite"):
        content = content[:60] + bytes(4) + content[64:]  # else it would be of a newer version
    path.write_bytes(content)
    with closing(Store(path, 1.0)) as found:
        assert found.facts() == ()
        assert "damaged" in found.notice
        found.add([new_fact("opened", "json")])
    aside = list(path.parent.glob("*-damaged-*"))
    assert [file.read_bytes() for file in aside] == [content]
    with closing(Store(path, 1.0)) as later:
        assert len(later.facts()) == 1
        assert later.notice == ""


def test_what_another_process_has_mended_is_not_set_aside(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waited for the other to set the damaged file aside finds its new one, and keeps it."""
    facts = filled(path.with_name("new.db"))
    path.write_bytes(b"damaged" * 1000)
    alone = store._alone

    @contextmanager
    def after_the_other(folder: Path, patience: float) -> Iterator[None]:
        with alone(folder, patience):
            path.with_name("new.db").replace(path)
            yield

    monkeypatch.setattr(store, "_alone", after_the_other)
    with closing(Store(path, 1.0)) as found:
        assert found.facts() == facts
        assert found.notice == ""
    assert list(path.parent.glob("*-damaged-*")) == []


@pytest.mark.parametrize("part", [0.3, 0.5, 0.9])
def test_a_file_cut_short_is_set_aside(path: Path, part: float) -> None:
    """A copy that broke off is damaged, too."""
    filled(path, 500)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    with closing(Store(path, 1.0)) as found:
        assert found.facts() == ()
        assert found.notice
    assert len(list(path.parent.glob("*-damaged-*"))) == 1


def test_another_programs_database_is_set_aside(path: Path) -> None:
    """A whole SQLite file with other tables is no file of ours."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE facts (bookmark TEXT)")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    with closing(Store(path, 1.0)) as found:
        found.add([new_fact("opened", "json")])
        assert found.notice


def test_an_empty_file_is_a_new_one(path: Path) -> None:
    """A process killed between making the file and writing to it has lost nothing."""
    path.touch()
    assert read(path) == ()
    assert len(filled(path)) == len(read(path))


def test_a_row_written_by_hand_is_passed_over(path: Path) -> None:
    """The other rows are read."""
    facts = filled(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO facts VALUES ('x', 'y', 'hint', 'json', '[[[')")
        connection.commit()
    assert sorted(fact.id for fact in read(path)) == sorted(fact.id for fact in facts)


def test_a_writer_that_never_ends_is_told(path: Path) -> None:
    """Who waits in vain for another process gets one sentence, and nothing is half written."""
    facts = filled(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as busy, closing(Store(path, 0.01)) as waiting:
        busy.execute("BEGIN IMMEDIATE")
        with pytest.raises(EnvironmentProblem, match="another wslearn is busy"):
            waiting.add([new_fact("opened", "json")])
        busy.execute("ROLLBACK")
        assert waiting.facts() == facts


def test_a_folder_in_its_place_is_told(path: Path) -> None:
    """Something else of that name is told, and stays."""
    path.mkdir()
    with closing(Store(path, 1.0)) as found, pytest.raises(EnvironmentProblem, match=r"progress\.db"):
        found.add([new_fact("opened", "json")])
    assert path.is_dir()
