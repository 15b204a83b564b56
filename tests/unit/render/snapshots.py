"""Pictures as text files beside the tests, compared exactly.

After a change that is meant: `WSLEARN_REWRITE_SNAPSHOTS=1 python -m pytest tests/unit/render`, then read the diff.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"


def same(name: str, drawn: str) -> None:
    """Assert that `drawn` is what the file `name` holds, or write it there when asked to."""
    file = FOLDER / name
    if os.environ.get("WSLEARN_REWRITE_SNAPSHOTS"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(drawn.encode())
    assert drawn == file.read_bytes().decode(), f"the drawing differs from {file.name}"
