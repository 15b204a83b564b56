"""A learner's copies of notebooks: written, and never over what the learner changed."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

from wslearn.course import disk

_COPIED = "copied"
"""In the metadata of a copy, below `wslearn`: the fingerprint of its cells as they were written."""


def copy(notebooks: Mapping[str, Any], folder: Path) -> list[str]:
    """Write notebooks into a folder, which is made.

    A copy whose cells are as they were written is replaced by a newer one.

    Args:
        notebooks: by file name.
        folder: of the learner.

    Returns: the names of the files that the learner changed; they are as they were.

    Raises:
        EnvironmentProblem: the folder cannot be written to.
    """
    kept = []
    for name, notebook in notebooks.items():
        content = _with_fingerprint(notebook)
        found = disk.read(folder, name)
        if found is not None and _is_changed(found):
            if found != content:
                kept.append(name)
        elif found != content:
            _put(folder / name, content)
    return kept


def written(notebook: Any) -> str:
    """A notebook as its file has it."""
    return str(nbformat.writes(notebook)) + "\n"


def _with_fingerprint(notebook: Any) -> bytes:
    notebook.metadata["wslearn"] = {**notebook.metadata.get("wslearn", {}), _COPIED: _fingerprint(notebook.cells)}
    return written(notebook).encode()


def _is_changed(content: bytes) -> bool:
    """Whether a learner's file has other cells or outputs than it was written with; one that cannot be read has."""
    try:
        notebook = json.loads(content)
        return bool(notebook["metadata"]["wslearn"][_COPIED] != _fingerprint(notebook["cells"]))
    except (ValueError, KeyError, TypeError):
        return True


def _fingerprint(cells: Any) -> str:
    """Of all that a learner can change; Jupyter writes a cell's text as a list of its lines."""
    said = [[cell["cell_type"], "".join(cell["source"]), cell.get("outputs", [])] for cell in cells]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _put(path: Path, content: bytes) -> None:
    """Whoever looks sees the old file or the new one."""
    new = path.with_name(f".{path.name}.new")
    with disk.told(path, "written"):
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(content)
        new.replace(path)
