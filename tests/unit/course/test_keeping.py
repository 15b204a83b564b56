"""Facts of progress are kept, or the learner is told; nothing is raised."""

from pathlib import Path

from wslearn.course.keeping import keep
from wslearn.course.progress import FILE, Progress


def test_a_fact_is_kept_without_a_word(tmp_path: Path) -> None:
    """What was kept is there for the next reader."""
    assert keep(tmp_path, lambda progress: progress.open_step("json", 2)) == ""
    with Progress(tmp_path) as progress:
        assert progress.lesson("json").steps == frozenset({2})


def test_what_cannot_be_kept_is_a_sentence(tmp_path: Path) -> None:
    """A folder where the file should be: told, and the lesson goes on."""
    (tmp_path / FILE).mkdir(parents=True)
    assert keep(tmp_path, lambda progress: progress.open_step("json", 2)).startswith("Your progress was not kept: ")
