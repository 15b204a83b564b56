"""`connect … --as USER`: a real login, made with the project's own Django."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from wslearn.course.model import ServerSettings
from wslearn.course.verbs import parse_verb
from wslearn.server.process import Server
from wslearn.session.face import SilentFace
from wslearn.session.host import Host
from wslearn.session.live import Live
from wslearn.session.player import Player
from wslearn.trace.record import Finding, Record

SETTINGS = """
SECRET_KEY = "x"
DEBUG = True
ALLOWED_HOSTS = []
INSTALLED_APPS = [{apps}]
ASGI_APPLICATION = "mysite.asgi.application"
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}}}
"""
APPS = ("django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions")
MANAGE = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""
ASGI = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")
from django.core.asgi import get_asgi_application
django = get_asgi_application()
from channels.auth import AuthMiddlewareStack
from channels.generic.websocket import WebsocketConsumer

class Who(WebsocketConsumer):
    def connect(self):
        self.accept()
        self.send(text_data=self.scope["user"].get_username() or "nobody")

application = AuthMiddlewareStack(Who.as_asgi())
"""


def project(folder: Path, apps: tuple[str, ...] = APPS) -> Path:
    """A project with users and a consumer that says who is there; it has no tables yet."""
    (folder / "mysite").mkdir()
    (folder / "manage.py").write_text(MANAGE)
    (folder / "mysite" / "__init__.py").touch()
    (folder / "mysite" / "settings.py").write_text(SETTINGS.format(apps=", ".join(map(repr, apps))))
    (folder / "mysite" / "asgi.py").write_text(ASGI)
    return folder


def play(folder: Path, *lines: str, users: Sequence[str] = ()) -> tuple[list[Finding | None], list[Record]]:
    """Do these verbs on the project's real server; what each found, and the records."""

    async def run() -> tuple[list[Finding | None], list[Record]]:
        live = Live([])
        host = Host(folder, ServerSettings(), live, lambda name: Server(live.take_from_thread, name))
        player = Player(host, live, SilentFace(), users=users)
        try:
            found = [await player.run(parse_verb(line, "test")) for line in lines]
            await host.settled()
            return found, list(live.records)
        finally:
            await player.close()
            host.stop()

    return asyncio.run(run())


def test_a_user_is_made_and_logged_in(tmp_path: Path) -> None:
    """The consumer sees the user that did not exist before, and nobody where no one was named; tables are made."""
    found, records = play(
        project(tmp_path), "ada: connect /ws/ --as ada", "ada: expect ada", "connect /ws/", "expect nobody"
    )
    assert [finding.passed for finding in found if finding] == [True, True]
    scopes = [record.data["headers"] for record in records if record.type == "scope"]
    cookies = [value for headers in scopes for name, value in headers if name == b"cookie"]
    assert len(cookies) == 1
    assert cookies[0].startswith(b"sessionid=")
    assert b"masked" not in cookies[0]


def test_users_who_are_known_log_in_together(tmp_path: Path) -> None:
    """One process logs in all of them, each as themselves: the later ones need no Django any more."""
    connects = ["ada: connect /ws/ --as ada", "bob: connect /ws/ --as bob", "again: connect /ws/ --as ada"]
    broken = "manage shell -v 0 -c \"open('manage.py', 'w').write('no Python')\""
    lines = [connects[0], broken, *connects[1:], "ada: expect ada", "bob: expect bob", "again: expect ada"]
    found, _ = play(project(tmp_path), *lines, users=("ada", "bob"))
    assert [finding for finding in found if finding and not finding.passed] == []


def test_other_cookies_stay_secret(tmp_path: Path) -> None:
    """Only the login that the lesson made is shown; a cookie given beside it is sent and masked."""
    found, records = play(project(tmp_path), "connect /ws/ --as ada --header Cookie:token=verysecret", "expect ada")
    assert [finding.passed for finding in found if finding] == [True]
    shown = next(dict(record.data["headers"])[b"cookie"] for record in records if record.type == "scope")
    assert b"verysecret" not in shown
    assert b"token=<masked, 10 characters>; sessionid=" in shown


@pytest.mark.parametrize("apps", [(), APPS[:2]])
def test_a_project_without_users_is_told(tmp_path: Path, apps: tuple[str, ...]) -> None:
    """A project that has no users or no sessions: a finding that says what to add, and no traceback."""
    (finding,), _ = play(project(tmp_path, apps), "connect /ws/ --as ada")
    assert finding is not None
    assert not finding.passed
    assert "ada cannot be logged in" in finding.did
    assert "Traceback" not in finding.did
    assert "INSTALLED_APPS" in finding.hint
