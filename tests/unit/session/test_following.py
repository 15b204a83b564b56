"""Where a lesson on a projector is, from one terminal to another."""

from pathlib import Path

import pytest

from wslearn.session.following import Following, Position


def test_told_and_read(tmp_path: Path) -> None:
    """The last word counts; nothing is left when it ends, and nothing else lies in the folder."""
    teller, reader = Following("json", tmp_path), Following("json", tmp_path)
    assert reader.read() is None
    teller.tell(Position(1, "the run"))
    teller.tell(Position(2, ""))
    assert reader.read() == Position(2, "")
    assert Following("other", tmp_path).read() is None
    teller.end()
    assert reader.read() is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"{}", b'{"step": null, "ahead": ""}'])
def test_a_damaged_file_is_nobody(tmp_path: Path, content: bytes) -> None:
    """The notes wait as if nothing was shown."""
    (tmp_path / "projector-json.json").write_bytes(content)
    assert Following("json", tmp_path).read() is None


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """The lesson goes on without followers."""
    Following("json", tmp_path / "not there").tell(Position(1, ""))
