"""The file of facts: SQLite, so that a process killed at any moment, and several at once, lose nothing."""

import json
import os
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from wslearn.course.facts import Fact, parse_fact
from wslearn.errors import EnvironmentProblem

VERSION = 1
"""`PRAGMA user_version` of the file."""

_COLUMNS = ["id", "at", "kind", "lesson", "data"]
_HEADER = 100
_MAGIC = b"SQLite format 3\0"
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Store:
    """Facts in one SQLite file. It is made by the first `add`.

    The rollback journal is kept, SQLite's default: its write-ahead log needs shared memory, which folders on a network
    have not (https://sqlite.org/wal.html).

    Args:
        path: of the file.
        patience: how many seconds to wait for another process that is writing.

    Raises:
        EnvironmentProblem: by any method: the file is of a newer wslearn, or cannot be read or written.
    """

    def __init__(self, path: Path, patience: float) -> None:
        self.notice = ""
        self._path = path
        self._patience = patience
        self._connection: sqlite3.Connection | None = None

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def facts(self) -> tuple[Fact, ...]:
        """All of them, the oldest first."""
        if self._connection is None and not self._path.exists():
            return ()
        with self._told("read"):
            rows = self._opened().execute("SELECT id, at, kind, lesson, data FROM facts ORDER BY at, rowid").fetchall()
        return tuple(_readable(rows))

    def add(self, facts: Iterable[Fact]) -> int:
        """Add those that are not there yet, all or none; how many they were."""
        rows = [(fact.id, fact.at, fact.kind, fact.lesson, json.dumps(dict(fact.data))) for fact in facts]
        with self._told("written"):
            connection = self._opened()
            with _transaction(connection):
                before = connection.total_changes
                connection.executemany("INSERT OR IGNORE INTO facts VALUES (?, ?, ?, ?, ?)", rows)
                return connection.total_changes - before

    def _opened(self) -> sqlite3.Connection:
        """The connection; what is damaged is set aside first."""
        if self._connection is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            _refuse_newer(self._path)
            try:
                self._connection = _connect(self._path, self._patience)
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise
                self._connection = self._begin_anew()
        return self._connection

    def _begin_anew(self) -> sqlite3.Connection:
        """Set the damaged file aside; another process may have done so a moment ago."""
        with _alone(self._path.parent, self._patience):
            try:
                return _connect(self._path, self._patience)
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise
                aside = _set_aside(self._path)
        self.notice = f"The file of your progress was damaged. It is kept as {aside}, and a new one was begun."
        return _connect(self._path, self._patience)

    @contextmanager
    def _told(self, done: str) -> Iterator[None]:
        """Make an error of SQLite or of the system ours."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            message = f"Your progress in {self._path} cannot be {done}: {_reason(error, self._path)}."
            raise EnvironmentProblem(
                message, "Mend that and run this again; your own files are as they were."
            ) from error


def _connect(path: Path, patience: float) -> sqlite3.Connection:
    """A connection to a file of our version; an older one is brought to it.

    Raises:
        sqlite3.DatabaseError: the file is damaged (`_is_damage`), busy, read-only and so on.
    """
    header = _header(path)
    if header and not header.startswith(_MAGIC):
        raise _damage()  # SQLite takes a very short file for an empty one
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        if _version(connection) < VERSION:
            _upgrade(connection)
        _check(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _upgrade(connection: sqlite3.Connection) -> None:
    """Bring an older or new file to our version, in one transaction."""
    with _transaction(connection):
        # Looked at again: two processes may have come here at once.
        for migrate in _MIGRATIONS[_version(connection) :]:
            migrate(connection)
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _give_ids(connection: sqlite3.Connection) -> None:
    """0 → 1: facts of the first drafts had no id; without ids they could not be merged. A new file has no facts."""
    old = connection.execute("SELECT name FROM sqlite_master WHERE name = 'facts'").fetchone()
    rows = connection.execute("SELECT at, kind, lesson, data FROM facts ORDER BY rowid").fetchall() if old else []
    connection.execute("DROP TABLE IF EXISTS facts")
    connection.execute(
        "CREATE TABLE facts (id TEXT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, lesson TEXT NOT NULL,"
        " data TEXT NOT NULL)"
    )
    connection.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?)", [(uuid.uuid4().hex, *row) for row in rows])


_MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_give_ids,)
"""What brings version n to n + 1, at place n."""


def _check(connection: sqlite3.Connection) -> None:
    """Raise when the file is not whole, or is another program's."""
    problems = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
    columns = [row[1] for row in connection.execute("PRAGMA table_info(facts)")]
    if problems != ["ok"] or columns != _COLUMNS:
        raise _damage()


def _damage() -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError("the file is damaged")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; waits for other writers at its begin, where waiting cannot become a deadlock."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _alone(folder: Path, patience: float) -> Iterator[None]:
    """Hold a lock that ends with the process that holds it: SQLite's own, on an empty file."""
    with closing(sqlite3.connect(folder / "lock", timeout=patience, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


def _refuse_newer(path: Path) -> None:
    """Raise for a file of a newer version, from its bytes: SQLite might write to it by opening it.

    The version is a big-endian number at offset 60 (https://sqlite.org/fileformat.html#user_version_number).
    """
    header = _header(path)
    version = int.from_bytes(header[60:64], "big", signed=True)
    if header.startswith(_MAGIC) and version > VERSION:
        message = f"Your progress in {path} was written by a newer wslearn; it was left as it is."
        raise EnvironmentProblem(message, "Get the newer one with: python -m pip install --upgrade wslearn")


def _header(path: Path) -> bytes:
    """The first bytes of the file; none when there is no file."""
    try:
        with path.open("rb") as file:
            return file.read(_HEADER)
    except FileNotFoundError:
        return b""


def _set_aside(path: Path) -> Path:
    """Rename the file, and its journal; the new name."""
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.stem}-damaged-{stamp}-{uuid.uuid4().hex[:4]}{path.suffix}")
    path.rename(aside)
    journal = path.with_name(f"{path.name}-journal")
    # Second, for when we are killed in between: SQLite ignores a journal beside a file that is new and empty.
    if journal.exists():
        journal.rename(aside.with_name(f"{aside.name}-journal"))
    return aside


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _is_damage(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE


def _reason(error: Exception, path: Path) -> str:
    """Half a sentence in the learner's words."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "another wslearn is busy with it"
    if code == sqlite3.SQLITE_FULL:
        return "the disk is full"
    if code == sqlite3.SQLITE_READONLY or not os.access(path.parent, os.W_OK):
        return "the folder or the file is read-only"
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _readable(rows: Iterable[tuple[str, str, str, str, str]]) -> Iterator[Fact]:
    """The facts; a row that somebody else wrote by hand is passed over."""
    for row in rows:
        try:
            fields = dict(zip(_COLUMNS, row, strict=True))
            yield parse_fact({**fields, "data": json.loads(fields["data"])})
        except (ValueError, TypeError, RecursionError):
            continue
