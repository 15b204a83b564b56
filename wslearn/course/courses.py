"""Which courses there are, and the one that is asked for. Knows nothing of what stands in a lesson.

A course is the folder that `course.toml` is in. An installed package offers one under the entry point group
`wslearn.courses`: `name = "package"`, where the package's folder is the course; none of its code is run for that.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wslearn import paths
from wslearn.course import asked, disk
from wslearn.course.load import SAMPLE, load_course
from wslearn.course.model import Course
from wslearn.course.payloads import Payloads
from wslearn.errors import LessonError, UsageError

ENTRY_POINTS = "wslearn.courses"
COURSE_FILE = "course.toml"
BUILT_IN = "wslearn"
STATE = f"{disk.OWN}/project.json"
"""Where a learner's folder keeps which course it belongs to (`root`, unless it is the built-in one)."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A course that is here under a name; `root` is None where its package has no folder with a `course.toml`."""

    name: str
    root: Path | None


def offers() -> Iterator[Offer]:
    """The built-in course, then those of installed packages, by name."""
    from importlib.metadata import entry_points

    yield Offer(BUILT_IN, paths.lessons())
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        yield Offer(point.name, _folder_of(point.module))


def find(name: str) -> Path:
    """The folder of a course: a folder, or the name of an offer.

    Raises:
        UsageError: it is neither.
    """
    folder = Path(name)
    if (folder / COURSE_FILE).is_file():
        return folder.resolve()
    for offer in offers():
        if offer.name == name and offer.root is not None:
            return offer.root
    raise UsageError(
        f"There is no course {name!r}: no folder with a course.toml, and no installed course.",
        "See which there are with: wslearn courses",
    )


def open_course(payloads: Payloads = SAMPLE, folder: Path | None = None) -> Course:
    """The course that is asked for by `--course`, else by the learner's folder, else the built-in one.

    Args:
        payloads: as of `load_course`.
        folder: where the learner is; the current folder unless given.

    Raises:
        UsageError: there is no such course.
        LessonError: it is damaged.
    """
    return load_course(_root(folder or Path.cwd()), payloads, asked.language(os.environ))


def _root(folder: Path) -> Path:
    """Where the course that is asked for is."""
    name = os.environ.get(asked.COURSE)
    if name:
        return find(name)
    kept = next((_kept(place) for place in (folder, *folder.parents) if (place / STATE).is_file()), None)
    if kept is None:
        return paths.lessons()
    if not (Path(kept) / COURSE_FILE).is_file():
        raise LessonError(f"The course of this folder is not at {kept} any more.", "Say where it is: --course PATH")
    return Path(kept)


def _kept(folder: Path) -> str | None:
    """The course that a learner's folder names; a damaged file is told of by who reads the rest of it."""
    try:
        root = json.loads((folder / STATE).read_bytes()).get("root")
    except (OSError, ValueError, AttributeError):
        return None
    return root if isinstance(root, str) else None


def _folder_of(package: str) -> Path | None:
    """The folder of a package that is a course, found without importing it."""
    from importlib.util import find_spec

    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return None
    folders = (spec and spec.submodule_search_locations) or ()
    return next((Path(folder) for folder in folders if (Path(folder) / COURSE_FILE).is_file()), None)
