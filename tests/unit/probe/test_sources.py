"""The probe runs under the project's own interpreter: older Pythons, and no package of wslearn's."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from wslearn import paths

SOURCES = sorted(paths.probe().glob("*.py"))
SERVERS_OWN = {"daphne", "channels", "django", "twisted", "autobahn", "asgiref", "wslearn_probe"}
# Of 3.10 and 3.11, where a name says so; `ast` cannot see it.
TOO_NEW = {"tomllib"}


def imported(tree: ast.AST) -> Iterator[str]:
    """The top names of all absolute imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module).partition(".")[0]


def test_there_are_sources() -> None:
    """The tests below look at something."""
    assert {"main.py", "wire.py"} <= {source.name for source in SOURCES}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_module_is_python_3_9(source: Path) -> None:
    """Each module parses as Python 3.9, and keeps its annotations from being evaluated there."""
    tree = ast.parse(source.read_text("utf-8"), str(source), feature_version=(3, 9))
    names = {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    annotated = any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(tree))
    assert not annotated or "annotations" in names or source.name == "launch.py"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_module_imports_what_a_server_has(source: Path) -> None:
    """Standard library, what Daphne and Channels bring, and relative modules: nothing else."""
    allowed = (set(sys.stdlib_module_names) | SERVERS_OWN) - TOO_NEW
    assert set(imported(ast.parse(source.read_text("utf-8")))) <= allowed
