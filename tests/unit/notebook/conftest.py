"""The notebooks of the built-in course, built once."""

from typing import Any

import pytest

from wslearn.course.load import load_course
from wslearn.course.model import Course
from wslearn.course.payloads import Payloads
from wslearn.notebook.book import build
from wslearn.session.content import GOLDEN_SEED


@pytest.fixture(scope="session")
def course() -> Course:
    """The built-in course, with the payloads of the golden traces."""
    return load_course(None, Payloads(GOLDEN_SEED))


@pytest.fixture(scope="session")
def books(course: Course) -> dict[str, Any]:
    """Every notebook by its lesson's id."""
    return {lesson.id: build(course, lesson) for lesson in course.lessons}
