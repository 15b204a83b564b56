"""`manage.py` commands in a project's folder, and a login made with one."""

import asyncio
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from wslearn.errors import ClientError

TIMEOUT = 60.0
"""Seconds that a command may take."""

_MARK = "wslearn-login "
# `force_login` is Django's own way to log in without a password. The tables are made only where they are missing.
_LOG_IN = """
import json
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client

def log_in(name):
    model = get_user_model()
    user, made = model._default_manager.get_or_create(**{model.USERNAME_FIELD: name})
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return [cookie.key, cookie.value]

def log_in_with_tables(name):
    try:
        return log_in(name)
    except DatabaseError:
        call_command("migrate", interactive=False, verbosity=0)
        return log_in(name)

print()
print(MARK + json.dumps({name: log_in_with_tables(name) for name in NAMES}))
"""


_ERROR = re.compile(r"^[\w.]+(?:Error|Exception)\b.*$", re.MULTILINE)


class Ran(NamedTuple):
    """How a command ended, and what it printed on both streams."""

    exit_code: int
    output: str

    @property
    def verdict(self) -> str:
        """How it ended, in words, with the first error of its output: `it ended with exit status 1: KeyError: 'a'`."""
        error = _ERROR.search(self.output)
        return f"it ended with exit status {self.exit_code}{f': {error[0]}' if error else ''}"


async def manage(folder: Path, environment: Mapping[str, str], words: Sequence[str]) -> Ran:
    """Run `manage.py` with these words.

    Raises:
        ClientError: it did not end within `TIMEOUT` seconds.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "manage.py",
        *words,
        cwd=folder,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(TIMEOUT):
            output, _ = await process.communicate()
    except TimeoutError:
        raise ClientError(
            f"manage.py {words[0]} did not end within {TIMEOUT:g} s.", "Does it wait for input?"
        ) from None
    finally:
        if process.returncode is None:
            process.kill()
    return Ran(process.returncode or 0, output.decode("utf-8", "replace"))


async def log_in(folder: Path, environment: Mapping[str, str], users: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Log users in with the project's own Django, and make them and the tables where there are none.

    One process for all of them: starting Django takes longer than all the rest.

    Returns:
        User → name and value of the session's cookie.

    Raises:
        ClientError: the project has no users or no sessions.
    """
    code = f"MARK, NAMES = {_MARK!r}, {list(users)!r}\n{_LOG_IN}"
    ran = await manage(folder, environment, ["shell", "-c", code])
    lines = ran.output.rstrip().splitlines()
    for line in lines:
        if line.startswith(_MARK):
            cookies = json.loads(line.removeprefix(_MARK))
            return {user: (name, value) for user, (name, value) in cookies.items()}
    raise ClientError(
        f"{users[0]} cannot be logged in: {lines[-1] if lines else 'Django said nothing'}",
        "INSTALLED_APPS needs django.contrib.auth, django.contrib.contenttypes and django.contrib.sessions.",
    )
