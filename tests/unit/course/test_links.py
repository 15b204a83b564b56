"""Where a lesson points to."""

from pathlib import Path

import pytest

from tests.unit.course.whole_lesson import LESSON, line_of, said

HERE = f"{LESSON}:{line_of('Read [the specification]')}"


@pytest.mark.parametrize(
    "address", ["https://evil.example", "https://example.com:443/x", "http://127.0.0.1:8000/", "http://localhost/"]
)
def test_an_address_that_is_no_source_needs_no_entry(tmp_path: Path, address: str) -> None:
    """Addresses of this machine, and names that exist for examples only, may stand in a lesson."""
    assert said(tmp_path, LESSON, "```play\n", f"```play\n# {address}\n") == []


@pytest.mark.parametrize(
    "address", ["https://a.example.com.evil.org", "https://exampled.com", "https://notexample.com"]
)
def test_another_address_must_be_in_the_table_of_sources(tmp_path: Path, address: str) -> None:
    """An address that only looks like an example is a source that nobody has vouched for."""
    found = said(tmp_path, LESSON, "```play\n", f"```play\n# {address}\n")
    assert found == [(f"{LESSON}:{line_of('```play') + 1}", f"{address} is not in sources.toml.")]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            "the notes](project/s/notes.txt)",
            "the notes](project/s/no.txt)",
            "the link to project/s/no.txt leads nowhere.",
        ),
        ("lesson 1 again", "lesson 3 again", "there is no lesson 3."),
        ("lesson 1 --step 1", "lesson 1 --step 9", "there is no lesson 1 with a step 9."),
        ("lesson 1 --step 1", "lesson 2 --step 1", "there is no lesson 2 with a step 1."),
        ("again:", "and [this][that]:", "the link [that] is not defined."),
    ],
)
def test_what_leads_nowhere_is_told(tmp_path: Path, old: str, new: str, reason: str) -> None:
    """A file, a lesson, a step and a label that are not there: the line and the reason."""
    assert said(tmp_path, LESSON, old, new) == [(HERE, reason)]


def test_a_lesson_that_is_to_be_written_may_be_spoken_of(tmp_path: Path) -> None:
    """The curriculum has a second lesson, so there will be a lesson 2."""
    assert said(tmp_path, LESSON, "lesson 1 again", "lesson 2 again") == []


def test_a_label_that_no_text_uses_is_told(tmp_path: Path) -> None:
    """A definition is left over when its link was taken out."""
    found = said(tmp_path, LESSON, "[the specification][spec]", "the specification")
    assert found == [(f"{LESSON}:{line_of('[spec]: ')}", "no text has the link [spec].")]
