"""Progress as one JSON file, to take it to a second machine."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from wslearn.course import disk
from wslearn.course.facts import Fact, now, parse_fact
from wslearn.course.progress import Progress
from wslearn.errors import UsageError

FORMAT_VERSION = 1
KIND = "wslearn-progress"
LARGEST = 50_000_000
"""Bytes that a file may have."""


def export_progress(progress: Progress, path: Path) -> int:
    """Write the file whole, over an older one of its kind; how many facts are in it.

    Raises:
        UsageError: another file has that name.
        EnvironmentProblem: it cannot be written.
    """
    facts = progress.facts()
    if path.exists() and not _is_ours(path):
        raise UsageError(f"{path} is another file; it was left as it is.", "Give a new name after --export.")
    content = {"format_version": FORMAT_VERSION, "kind": KIND, "exported": now(), "facts": [_plain(f) for f in facts]}
    waiting = path.with_name(f"{path.name}.part")
    with disk.told(path, "written"):
        try:
            waiting.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
            waiting.replace(path)
        except OSError:
            with suppress(OSError):
                waiting.unlink()
            raise
    return len(facts)


def import_progress(progress: Progress, path: Path) -> int:
    """Add what is in the file and not here yet; how many facts that were. Nothing that is here is lost.

    Raises:
        UsageError: the file is damaged, of another kind, or of a newer version; nothing was added.
        EnvironmentProblem: it cannot be read.
    """
    content = _read(path)
    version = content.get("format_version")
    if type(version) is int and version > FORMAT_VERSION:
        hint = "Get the newer one with: python -m pip install --upgrade wslearn"
        raise UsageError(f"{path} was written by a newer wslearn; nothing was added.", hint)
    try:
        if version != FORMAT_VERSION:
            raise ValueError("format_version is missing")
        facts = [parse_fact(value) for value in content["facts"]]
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(path) from error
    return progress.merge(facts)


def _plain(fact: Fact) -> dict[str, Any]:
    return {"id": fact.id, "at": fact.at, "kind": fact.kind, "lesson": fact.lesson, "data": dict(fact.data)}


def _read(path: Path) -> dict[str, Any]:
    """The JSON object of a file of ours."""
    with disk.told(path, "read"):
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path} is too large for a file of progress.", "Give the file that --export wrote.")
        text = path.read_bytes()
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged(path) from error
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise UsageError(f"{path} is no file of progress.", "Give the file that --export wrote.")
    return content


def _is_ours(path: Path) -> bool:
    """Whether the file is an export that this version can read."""
    try:
        return _read(path).get("format_version") == FORMAT_VERSION
    except UsageError:
        return False


def _damaged(path: Path) -> UsageError:
    return UsageError(f"{path} is damaged; nothing was added.", "Export it again, and copy the whole file.")
