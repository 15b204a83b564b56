"""Keep a fact of progress without ever stopping what the learner does."""

from collections.abc import Callable
from pathlib import Path

from wslearn.course.progress import Progress
from wslearn.errors import WslearnError


def keep(folder: Path, fact: Callable[[Progress], None]) -> str:
    """Keep one thing; an empty text, or what the learner must know: it could not be kept, or a file was set aside.

    Args:
        folder: the course folder.
        fact: calls the method of `Progress`.
    """
    try:
        with Progress(folder) as progress:
            fact(progress)
            return progress.notice
    except WslearnError as error:
        return f"Your progress was not kept: {error.message} {error.hint}"
