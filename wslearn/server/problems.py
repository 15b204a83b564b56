"""Why a project could not be served, in two sentences: what happened, what to do next."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wslearn.errors import ServerNotStarted

Content = Mapping[str, Any]

# Where a frame of a traceback begins; not importlib's own, which say nothing.
_PLACE = re.compile(r'^  File "(?!<frozen importlib)(?!.*importlib.__init__\.py")', re.MULTILINE)


def not_started(content: Content, folder: str, stderr: str) -> ServerNotStarted:
    """The error for what the probe said before it gave up.

    Args:
        content: the probe's `error` word, see `wslearn/probe/project.py`.
        folder: the project's folder; files are named relative to it.
        stderr: the last lines of the process's stderr.
    """
    message, hint = _SENTENCES.get(str(content.get("stage")), _died)(content, Path(folder))
    report = str(content.get("traceback") or "")
    details = _evidence(content, report) if report else stderr.rstrip()
    error = ServerNotStarted(message, hint, details, _exception(content))
    if report:
        error.add_note(f"In the server process:\n{report}")
    return error


def _exception(content: Content) -> Content:
    """The exception that was raised while the project was loaded, with the keys of its record; empty without one."""
    raised = {key: content.get(key) for key in ("class", "message", "traceback", "file", "line", "function")}
    return {**raised, "source": "start"} if raised["class"] else {}


def _evidence(content: Content, report: str) -> str:
    """The end of a traceback: the place where it broke, and what broke there. `--debug` shows all of it."""
    places = list(_PLACE.finditer(report))
    return report[places[-1].start() :].rstrip() if places and _is_named(content) else ""


def died(returncode: int | None, stderr: str) -> ServerNotStarted:
    """The error for a process that ended before it listened, without a word."""
    return ServerNotStarted(
        f"The server process ended before it listened (exit status {returncode}).",
        "Read the last lines of its output below.",
        stderr.rstrip(),
    )


def too_slow(seconds: float, stderr: str, place: Content | None, folder: str) -> ServerNotStarted:
    """The error for a process that neither listens nor ends.

    Args:
        seconds: how long it was waited for.
        stderr: the last lines of the process's stderr.
        place: file and line of the project where it is; None where it did not say.
        folder: the project's folder; the file is named relative to it.
    """
    late = f"The project did not start within {seconds:g} seconds"
    if place is None:
        where = "Look for code that waits or loops while it is imported: settings.py, asgi.py, apps.py."
        return ServerNotStarted(f"{late}.", where, stderr.rstrip())
    line = _where(place, Path(folder))
    return ServerNotStarted(
        f"{late}: it is at {line}.", f"Mend {line}: it waits or loops while it is imported.", stderr.rstrip()
    )


def _package(content: Content, folder: Path) -> tuple[str, str]:
    package = content["package"]
    install = "'channels[daphne]'" if package in ("daphne", "channels", "django") else package
    return (
        f"The interpreter {content['python']} has no package {package}.",
        f"Install it there: {content['python']} -m pip install {install}",
    )


def _version(content: Content, folder: Path) -> tuple[str, str]:
    return (
        f"{content['package']} {content['version']} is too old: wslearn needs {content['oldest']} or newer.",
        f"Upgrade it in the project's environment: python -m pip install -U {content['package']}",
    )


def _settings(content: Content, folder: Path) -> tuple[str, str]:
    if "missing" in content:
        return (
            f"The settings have no {content['missing']}.",
            'Add one to settings.py, for example ASGI_APPLICATION = "mysite.asgi.application".',
        )
    if "Requested setting" in content.get("message", ""):
        return (
            "Django has no settings to work with: DJANGO_SETTINGS_MODULE is not set.",
            "Run this in the folder of manage.py, or name the application: wslearn trace mysite.asgi:application",
        )
    what = f"The project's settings cannot be used: {_what(content)}"
    if not _is_named(content):
        return what, "Is the name in manage.py, or in DJANGO_SETTINGS_MODULE, right?"
    return what, f"Mend {_where(content, folder)}."


def _application(content: Content, folder: Path) -> tuple[str, str]:
    name = content["application"]
    if "missing" in content:
        return (
            f"The module {content['module']} has no {content['missing']!r}.",
            f"Define it there, or correct ASGI_APPLICATION: now it says {name}.",
        )
    what = f"The application {name} cannot be imported: {_what(content)}"
    if not _is_named(content):
        return what, f"Is its name right, and is {folder} the folder of your project?"
    return what, f"Mend {_where(content, folder)}."


def _listen(content: Content, folder: Path) -> tuple[str, str]:
    return (
        f"Daphne cannot listen: {content['message']}",
        "Stop what uses the port, or name another one with --port (0 finds a free one).",
    )


def _died(content: Content, folder: Path) -> tuple[str, str]:
    return "The server process gave up.", "Read the last lines of its output below."


def _what(content: Content) -> str:
    return f"{content.get('class', 'error')}: {content.get('message', '')}"


def _is_named(content: Content) -> bool:
    """Whether a file is to blame; where a module was not found at all, only importlib's own is named."""
    file = str(content.get("file") or "")
    return bool(file) and "importlib" not in file


def _where(content: Content, folder: Path) -> str:
    """File (relative to the project) and line of the project's own code."""
    file = content.get("file")
    if not file:
        return "the project's code named below"
    path = Path(str(file))
    real = folder.resolve()
    shown = path.relative_to(real) if path.is_relative_to(real) else path
    return f"{shown}, line {content.get('line')}"


_SENTENCES = {
    "package": _package,
    "version": _version,
    "settings": _settings,
    "application": _application,
    "listen": _listen,
}
