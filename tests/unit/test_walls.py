"""The walls of the house: CONTRIBUTING.md's map, with its table as data here."""

import ast
import fnmatch
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import wslearn

PACKAGE = Path(wslearn.__file__).parent
TESTS = Path(__file__).parent
MOST_LINES = 400
SERVER_SIDE = ("autobahn", "channels", "daphne", "django", "twisted")


class Room(NamedTuple):
    """A package or module of wslearn: the row it is in, and which outside libraries it may import."""

    row: int
    libraries: frozenset[str] = frozenset()


def _room(row: int, *libraries: str) -> Room:
    return Room(row, frozenset(libraries))


ROOMS = {
    "protocol": _room(0),
    "breaking": _room(0),
    "exit_codes": _room(0),
    "errors": _room(0),
    "paths": _room(0, "platformdirs"),
    "trace": _room(1),
    "conversion": _room(1, "quickjs"),
    "course": _room(2, "markdown_it", "merge3"),
    # In the server process the probe is called wslearn_probe; wslearn itself need not be installed there.
    "probe": _room(3, *SERVER_SIDE, "asgiref", "wslearn_probe"),
    "server": _room(3),
    "client": _room(3, "websockets"),
    "pages": _room(3, "websockets"),
    "session": _room(4, "watchfiles"),
    "notebook": _room(4, "nbformat", "nbclient", "jupyter_client"),
    "render": _room(5, "rich"),
    "prompt": _room(5, "prompt_toolkit"),
    "panel": _room(5, "websockets"),
    "kernel": _room(6, "IPython", "quickjs"),
    "cli": _room(6, "typer", "rich"),
    "__main__": _room(6),
}

# Within a row, which has no order of its own: an error knows its exit code; the panel's cells are the terminal's.
NEIGHBOURS = {("errors", "exit_codes"), ("paths", "errors"), ("__main__", "cli"), ("panel", "render")}

# Modules without a test file of their own (`*` stands for any): the test file that covers them, or why they need none.
NOT_MIRRORED = {
    "errors": "classes without behaviour; every command's tests read their messages",
    "exit_codes": "a table of numbers",
    "paths": "live/test_wheel.py",
    "protocol/error_texts/*": "unit/protocol/test_explain.py",
    "protocol/*": "unit/protocol/test_tables.py",
    "trace/record": "dataclasses without behaviour",
    "trace/record_types": "a table; unit/trace/test_patterns.py reads it",
    "trace/row": "dataclasses without behaviour",
    "trace/lines": "unit/trace/test_jsonl.py",
    "trace/*_rules": "unit/trace/test_rows.py",
    "trace/group*": "unit/trace/test_rows.py",
    "trace/ties": "unit/trace/test_rows.py",
    "trace/matching": "unit/trace/test_patterns.py",
    "trace/pattern": "unit/trace/test_patterns.py",
    "trace/labels": "unit/trace/test_mermaid.py",
    "trace/wording": "unit/trace/test_expectations.py",
    "conversion/form": "dataclasses without behaviour",
    "course/verb": "unit/course/test_verbs.py",
    "course/exercise": "live/test_exercises.py",
    "course/problem": "a dataclass without behaviour",
    # These rooms do their work together: with a real server, in a real terminal, in a picture of all rows.
    "client/*": "live/test_client_verbs.py",
    "pages/browser": "live/test_visits.py",
    "pages/server": "live/test_pages_server.py",
    "server/*": "live/test_server.py",
    "session/*": "tests/live plays lessons and exercises",
    "render/*": "unit/render/test_timeline.py",
    "cli/*": "tests/live runs the commands",
    "notebook/sections": "unit/notebook/test_book.py",
    "notebook/exercise": "unit/notebook/test_book.py",
    "notebook/frame": "unit/notebook/test_book.py",
    "notebook/first": "unit/notebook/test_book.py",
    "notebook/execute": "live/notebook/test_committed.py",
    "notebook/made": "live/notebook/test_committed.py",
    "notebook/lab*": "live/notebook/test_lab.py",
    "kernel/*": "tests/live/kernel runs cells in a real kernel",
    "panel/server": "live/test_panel.py",
    "panel/downloads": "live/test_panel.py",
    "panel/loading": "unit/panel/test_backlog.py",
    "panel/written": "unit/panel/test_details.py",
}

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if not any(part.startswith("_lessons") for part in path.parts))
NAMES = [path.relative_to(PACKAGE).with_suffix("").as_posix() for path in MODULES]


def _imports(path: Path) -> Iterator[str]:
    """The absolute names of all that a module imports, wherever in it and TYPE_CHECKING or not."""
    package = ["wslearn", *path.relative_to(PACKAGE).parent.parts]
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) + 1 - node.level] if node.level else []
            module = ".".join([*start, *(node.module or "").split(".")]).strip(".")
            # `from wslearn import errors` names the room only after the import.
            yield from (f"{module}.{alias.name}" for alias in node.names) if module == "wslearn" else (module,)


def _may_import(room: str, target: str) -> bool:
    top, _, rest = target.partition(".")
    if top != "wslearn":
        return top in sys.stdlib_module_names or top in ROOMS[room].libraries
    other = rest.partition(".")[0]
    if other in ("", "__version__", room):
        return True
    if other not in ROOMS or "probe" in (room, other):
        return False
    return ROOMS[other].row < ROOMS[room].row or (room, other) in NEIGHBOURS


def test_every_room_is_on_the_map() -> None:
    """A new package or module at the top has its row in the table, here and in CONTRIBUTING.md."""
    tops = {name.partition("/")[0] for name in NAMES} - {"__init__"}
    assert tops <= ROOMS.keys()


@pytest.mark.parametrize(("path", "name"), list(zip(MODULES, NAMES, strict=True)), ids=NAMES)
def test_imports_go_one_way(path: Path, name: str) -> None:
    """A module imports only from rows above its own, its own room, and the room's outside library."""
    room = name.partition("/")[0]
    if name == "__init__":
        # What a notebook calls is only named here; it is imported when it is first used.
        assert set(_imports(path)) == {"importlib", "typing", "wslearn.kernel.api", "wslearn.kernel.magics"}
    else:
        assert [target for target in _imports(path) if not _may_import(room, target)] == []


@pytest.mark.parametrize(
    ("room", "target"),
    [
        ("trace", "wslearn.session.live"),
        ("trace", "wslearn.conversion"),
        ("render", "wslearn.prompt"),
        ("cli", "wslearn.probe.main"),
        ("probe", "wslearn.trace.record"),
        ("client", "channels.layers"),
        ("session", "rich.console"),
        ("cli", "django"),
    ],
)
def test_the_walls_hold(room: str, target: str) -> None:
    """The check itself refuses what the map forbids."""
    assert not _may_import(room, target)


def test_modules_stay_small() -> None:
    """No module is over 400 lines."""
    sizes = {path.relative_to(PACKAGE): len(path.read_bytes().splitlines()) for path in MODULES}
    assert {path: lines for path, lines in sizes.items() if lines > MOST_LINES} == {}


def test_every_module_has_its_test_file() -> None:
    """tests/unit mirrors the package; what has no file of its own says where it is tested, or why not."""
    ours = {name for name in NAMES if not name.startswith("probe/") and not name.endswith(("__init__", "__main__"))}
    tested = {name for name in ours if _mirror(name).is_file()}
    excused = {pattern: set(fnmatch.filter(ours - tested, pattern)) for pattern in NOT_MIRRORED}
    assert sorted(ours - tested - set().union(*excused.values())) == []
    # The list of exceptions holds nothing that is gone, or tested by now.
    assert [pattern for pattern, names in excused.items() if not names] == []
    files = {reason for reason in NOT_MIRRORED.values() if reason.endswith(".py")}
    assert {file for file in files if not (TESTS.parent / file).is_file()} == set()


def _mirror(name: str) -> Path:
    folder, _, module = name.rpartition("/")
    return TESTS / folder / f"test_{module}.py"


_LOADS = """
import importlib, sys
for name in sys.argv[2:]:
    importlib.import_module(name)
    loaded = sorted(set(sys.argv[1].split(",")) & sys.modules.keys())
    assert not loaded, f"{name} loads {loaded}"
"""


def test_the_parent_never_loads_the_servers_libraries() -> None:
    """Importing every module outside the probe loads no Django, Channels, Daphne, Twisted or Autobahn."""
    names = [f"wslearn.{name}".replace("/", ".").removesuffix(".__init__") for name in NAMES]
    outside = [name for name in names if not name.startswith("wslearn.probe") and name != "wslearn.__main__"]
    result = subprocess.run(
        [sys.executable, "-c", _LOADS, ",".join(SERVER_SIDE), *outside], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
