"""The reader's own Channels project: where it is, what it serves, which interpreter runs it."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from wslearn.errors import UsageError
from wslearn.server.process import Serving

_SETTINGS = re.compile(r"""DJANGO_SETTINGS_MODULE["']\s*,\s*["']([\w.]+)["']""")
_APPLICATION = re.compile(r"[A-Za-z_][\w.]*(:[A-Za-z_][\w.]*)?")


@dataclass(frozen=True, slots=True)
class OwnProject:
    """What to serve, and the interpreter to serve it with."""

    serving: Serving
    python: str


def find_project(start: Path, application: str | None, python: str | None, port: int) -> OwnProject:
    """The project around a folder.

    Args:
        start: the folder of `manage.py` or one below it.
        application: `module:attribute`; None for what the settings say.
        python: the interpreter; None for the project's `.venv` or `venv`, the active environment, or this one.
        port: where to listen; 0 finds a free one.

    Raises:
        UsageError: there is no `manage.py` and no application was named, or its name is none.
    """
    if application is not None and not _APPLICATION.fullmatch(application):
        raise UsageError(
            f"{application!r} is no ASGI application.",
            "Name module and attribute: wslearn trace mysite.asgi:application",
        )
    folder = _folder_of_manage_py(start)
    if folder is None and application is None:
        raise UsageError(
            f"There is no manage.py in {start} or above it.",
            "Go to your project's folder, or name its application: wslearn trace mysite.asgi:application",
        )
    folder = folder or start
    settings = None if "DJANGO_SETTINGS_MODULE" in os.environ else _settings(folder / "manage.py")
    serving = Serving(str(folder), application=application, settings=settings, port=port)
    return OwnProject(serving, python or _interpreter(folder))


def _folder_of_manage_py(start: Path) -> Path | None:
    return next((folder for folder in (start, *start.parents) if (folder / "manage.py").is_file()), None)


def _settings(manage_py: Path) -> str | None:
    """The settings module that `manage.py` names."""
    try:
        found = _SETTINGS.search(manage_py.read_text("utf-8", "replace"))
    except OSError:
        return None
    return found[1] if found else None


def _interpreter(folder: Path) -> str:
    environments = [folder / ".venv", folder / "venv"]
    if active := os.environ.get("VIRTUAL_ENV"):
        environments.append(Path(active))
    script = Path("Scripts/python.exe") if sys.platform == "win32" else Path("bin/python")
    return next((str(e / script) for e in environments if (e / script).exists()), sys.executable)
