"""Import the project as the parent described it, and say precisely what is wrong when that fails."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any, Optional

from . import failures

_OLDEST_DAPHNE = (4, 0)
_OLDEST_CHANNELS = (4, 0)


class UnusableProject(Exception):
    """The project cannot be served; `content` is what the parent is told.

    `stage` is one of `package`, `version`, `settings`, `application` and `listen`.
    """

    def __init__(self, stage: str, **content: Any) -> None:
        super().__init__(stage)
        self.content = {"stage": stage, **content}


def check_packages() -> None:
    """Raise `UnusableProject` when Daphne, Channels or Django is missing in this interpreter, or too old."""
    for name, oldest in (("daphne", _OLDEST_DAPHNE), ("channels", _OLDEST_CHANNELS), ("django", None)):
        try:
            package = importlib.import_module(name)
        except ModuleNotFoundError as error:
            raise UnusableProject("package", package=error.name or name, python=sys.executable) from error
        version = str(getattr(package, "__version__", "") or "")
        if oldest and version and _numbers(version) < oldest:
            raise UnusableProject("version", package=name, version=version, oldest=".".join(map(str, oldest)))


def _numbers(version: str) -> tuple[int, ...]:
    parts = version.split(".")[:2]
    return tuple(int("".join(ch for ch in part if ch.isdigit()) or 0) for part in parts)


def versions() -> dict[str, str]:
    """The versions that decide what a trace shows."""
    found = {"python": ".".join(map(str, sys.version_info[:3]))}
    for name in ("django", "channels", "daphne", "twisted", "autobahn"):
        module = sys.modules.get(name)
        version = getattr(module, "__version__", None)
        if name == "django" and module is not None:
            version = module.get_version()
        if version:
            found[name] = str(version)
    return found


def load(folder: str, settings: Optional[str], application: Optional[str], host: Optional[str] = None) -> Any:
    """The project's ASGI application.

    Args:
        folder: the folder of `manage.py`; it joins `sys.path` only now, so that a file of the project called `h2.py`
            cannot break Daphne's import.
        settings: dotted name for `DJANGO_SETTINGS_MODULE`, unless the environment has one.
        application: `module:attribute`, or None for what `ASGI_APPLICATION` says.
        host: an address that wslearn was told to listen at, which the project must admit; None for this machine only.

    Raises:
        UnusableProject: with the exception of the project's own code.
    """
    folder = os.path.realpath(folder)
    os.chdir(folder)
    sys.path.insert(0, folder)
    failures.project = os.path.join(folder, "")
    if settings:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    try:
        if host and os.environ.get("DJANGO_SETTINGS_MODULE"):
            _admit(host)
        name = application or _named_by_settings()
    except UnusableProject:
        raise
    except BaseException as error:
        raise UnusableProject("settings", **failures.describe(error)) from error
    try:
        loaded = _attribute(name)
        return _with_static_files(loaded) if application is None else loaded
    except UnusableProject:
        raise
    except BaseException as error:
        raise UnusableProject("application", application=name, **failures.describe(error)) from error


def _admit(host: str) -> None:
    """Let requests for this host in, in this process only; before the application is imported, which may look."""
    from django.conf import settings

    # What Django itself takes with DEBUG and an empty list (docs, ALLOWED_HOSTS).
    known = list(settings.ALLOWED_HOSTS) or ([".localhost", "127.0.0.1", "[::1]"] if settings.DEBUG else [])
    settings.ALLOWED_HOSTS = [*known, f"[{host}]" if ":" in host else host]


def _named_by_settings() -> str:
    from django.conf import settings

    dotted = getattr(settings, "ASGI_APPLICATION", None)
    if not dotted:
        raise UnusableProject("settings", missing="ASGI_APPLICATION")
    module, _, attribute = str(dotted).rpartition(".")
    return f"{module}:{attribute}"


def _attribute(name: str) -> Any:
    module_name, _, attribute = name.partition(":")
    value: Any = importlib.import_module(module_name)
    for part in (attribute or "application").split("."):
        if not hasattr(value, part):
            raise UnusableProject("application", application=name, missing=part, module=module_name)
        value = getattr(value, part)
    return value


def _with_static_files(application: Any) -> Any:
    """Serve static files as Daphne's own `runserver` does with DEBUG, so that a real page of the project works."""
    from django.apps import apps
    from django.conf import settings

    if not (apps.ready and settings.DEBUG and apps.is_installed("django.contrib.staticfiles")):
        return application
    from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler

    return ASGIStaticFilesHandler(application)
