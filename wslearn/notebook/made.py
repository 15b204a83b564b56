"""The committed notebooks: made from lessons, executed, written, compared; and what they were made with."""

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import nbformat

from wslearn.course.model import Course, Lesson
from wslearn.notebook.book import build
from wslearn.notebook.compare import Difference, differences, keep_same
from wslearn.notebook.copies import written
from wslearn.notebook.execute import execute
from wslearn.notebook.frame import file_name
from wslearn.notebook.steady import steady

CONSTRAINTS = "constraints.txt"
"""Names and versions of what the outputs come from, in the form of pip's `--constraint`."""

PINNED = (
    *("asgiref", "autobahn", "channels", "channels-redis", "daphne", "Django", "redis", "Twisted", "websockets"),
    *("quickjs-ng", "rich", "ipykernel", "ipython", "jupyter_client", "jupyterlab", "nbclient", "nbformat"),
)


def folder_of(course: Course) -> Path:
    """Where the committed notebooks of a course are: beside its lessons."""
    return course.root.parent / "notebooks"


async def make(course: Course, lesson: Lesson) -> Any:
    """The notebook of a lesson, executed, with outputs that are the same in every run.

    Raises:
        LessonError: a cell failed that must not.
        EnvironmentProblem: there is no kernel.
    """
    notebook = build(course, lesson)
    await execute(notebook, file_name(lesson))
    steady(notebook)
    # Without the version of Python: a patch release changes nothing here.
    notebook.metadata["language_info"] = build(course, lesson).metadata["language_info"]
    python = ".".join(platform.python_version_tuple()[:2])
    notebook.metadata["wslearn"] = {"versions": {"Python": python, **_versions()}}
    return notebook


def changed(course: Course, lesson: Lesson, made: Any) -> list[Difference]:
    """How a notebook that was just made differs from the committed one; a missing one differs in every cell."""
    return list(differences(_committed(course, lesson), made))


def commit(course: Course, lesson: Lesson, made: Any) -> Path:
    """Write it where the committed ones are; outputs that say the same as before stay as they are."""
    keep_same(_committed(course, lesson), made)
    path = folder_of(course) / file_name(lesson)
    path.parent.mkdir(exist_ok=True)
    path.write_text(written(made), "utf-8", newline="\n")
    return path


def _committed(course: Course, lesson: Lesson) -> Any:
    path = folder_of(course) / file_name(lesson)
    return nbformat.read(path, 4) if path.is_file() else nbformat.from_dict({"cells": []})


def write_constraints(course: Course) -> None:
    """Write down what the outputs were made with."""
    lines = ["# What the outputs of these notebooks were made with, by `wslearn dev notebooks`."]
    lines += [f"{name}=={installed}" for name, installed in _versions().items()]
    (folder_of(course) / CONSTRAINTS).write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


def _versions() -> dict[str, str]:
    found = {}
    for name in PINNED:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
