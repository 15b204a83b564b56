"""What the environment says of the course: its name, and the language of its texts. Light: every command imports it."""

import re
import shlex
import sys
from collections.abc import Mapping

COURSE = "WSLEARN_COURSE"
"""Name or folder of the course; `--course` sets it for one run."""
LANGUAGE = "WSLEARN_LANGUAGE"
"""Two letters; `--language` sets it for one run."""

_options: list[str] = []


def note(option: str, value: str) -> None:
    """Keep an option of this run, so that the commands that are proposed have it, too."""
    _options.extend((option, value))


def again(command: str) -> str:
    """A command to type next, with the `--course` and `--language` of this one."""
    return shlex.join([*command.split(" "), *_options]) if _options else command


def language(environ: Mapping[str, str], system: str = "") -> str:
    """Two letters: `WSLEARN_LANGUAGE`, else the locale's; empty where neither says one.

    Args:
        system: the locale as Python names it; on Windows, no variable says it.
    """
    names = (environ.get(key, "") for key in (LANGUAGE, "LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, names), system or _windows_locale())
    letters = re.match("[a-z]{2}(?![a-z])", name.casefold())
    return letters[0] if letters else ""


def _windows_locale() -> str:
    if sys.platform != "win32":
        return ""
    import locale

    return locale.getlocale()[0] or ""
