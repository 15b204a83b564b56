"""The growing Django project: its stages in course order, and the files of each."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from wslearn.course.model import Course, Lesson, Scaffold


@dataclass(frozen=True, slots=True)
class Stage:
    """The project after one scaffold block. Two stages are the same when their `id` is.

    Attributes:
        id: `json/01_text`.
        number: counts from 1 through the course.
        step: counts the scaffold blocks of the lesson from 1.
        of: how many of them the lesson has.
    """

    id: str
    number: int = field(compare=False)
    step: int = field(compare=False)
    of: int = field(compare=False)
    lesson: Lesson = field(compare=False, repr=False)
    scaffold: Scaffold = field(compare=False, repr=False)
    before: "Stage | None" = field(compare=False, repr=False)

    @property
    def words(self) -> str:
        """Where that is, in words: `lesson 3, step 1 of 4`."""
        return f"lesson {self.lesson.number}, step {self.step} of {self.of}"


def stages(course: Course) -> tuple[Stage, ...]:
    """All stages in course order.

    Raises:
        LessonError: a lesson's text is damaged.
    """
    found: list[Stage] = []
    for lesson in course.lessons:
        scaffolds = lesson.scaffolds
        for step, scaffold in enumerate(scaffolds, 1):
            stage_id = f"{lesson.id}/{scaffold.name}"
            before = found[-1] if found else None
            found.append(Stage(stage_id, len(found) + 1, step, len(scaffolds), lesson, scaffold, before))
    return tuple(found)


def files_at(stage: Stage | None) -> dict[str, bytes]:
    """The whole project at a stage: path with `/` → content; later stages lie over earlier ones."""
    if stage is None:
        return {}
    files = files_at(stage.before)
    for path in stage.scaffold.files:
        files[path] = (stage.scaffold.folder / path).read_bytes()
    return files


def superseded(stage: Stage, later: Stage) -> bool:
    """Whether a file of the project at `stage` lost lines by the time of `later`.

    Then a step that shows that stage is played on a pristine copy. Lines that were only moved are not lost, nor is an
    import of more names.
    """
    return later.number > stage.number and loses_lines(files_at(stage), files_at(later))


def loses_lines(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> bool:
    """Whether a file has lines in `before` that it has not in `after`."""
    return any(_lost(text, after.get(path, b"")) for path, text in before.items())


def _lost(before: bytes, after: bytes) -> bool:
    if before == after:
        return False
    gone = Counter(_lines(before)) - Counter(_lines(after))
    imports = [_imported(line) for line in _lines(after)]
    return any(not _is_within(_imported(line), imports) for line in gone)


def _lines(content: bytes) -> list[bytes]:
    return [line.rstrip() for line in content.splitlines() if line.strip()]


_IMPORT = re.compile(rb"from ([\w.]+) import ([\w., ]+)")


def _imported(line: bytes) -> tuple[bytes, frozenset[bytes]] | None:
    """The module and the names of a `from … import …` on one line."""
    found = _IMPORT.fullmatch(line)
    return (found[1], frozenset(name.strip() for name in found[2].split(b","))) if found else None


def _is_within(
    wanted: tuple[bytes, frozenset[bytes]] | None, imports: list[tuple[bytes, frozenset[bytes]] | None]
) -> bool:
    if wanted is None:
        return False
    module, names = wanted
    return any(line is not None and line[0] == module and names <= line[1] for line in imports)
