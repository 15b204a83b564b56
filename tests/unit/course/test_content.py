"""What a lesson's files must be before anything is played."""

import shutil
from pathlib import Path

import pytest

from wslearn import paths
from wslearn.course.content import check_files
from wslearn.course.load import load_course


def complaints(folder: Path, line: str) -> list[str]:
    """What is said of a copy of the course whose first lesson ends with this line."""
    root = Path(shutil.copytree(paths.lessons(), folder / "lessons"))
    course = load_course(root)
    with (course.lessons[0].folder / "lesson.md").open("a", encoding="utf-8") as lesson:
        lesson.write(f"\n{line}\n")
    return [problem.reason for problem in check_files(course, course.lessons[0]) if "sources.toml" in problem.reason]


@pytest.mark.parametrize(
    "address", ["https://evil.example", "https://example.com:443/x", "http://127.0.0.1:8000/", "http://localhost/"]
)
def test_an_address_that_is_no_source_needs_no_entry(tmp_path: Path, address: str) -> None:
    """Addresses of this machine, and names that exist for examples only, may stand in a lesson."""
    assert complaints(tmp_path, f"connect {address}") == []


@pytest.mark.parametrize(
    "address", ["https://a.example.com.evil.org", "https://exampled.com", "https://notexample.com"]
)
def test_another_address_must_be_in_the_table_of_sources(tmp_path: Path, address: str) -> None:
    """An address that only looks like an example is a source that nobody has vouched for."""
    assert complaints(tmp_path, f"[link]: {address}") == [f"{address} is not in sources.toml."]
