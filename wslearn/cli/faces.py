"""The faces of a session on this terminal: JSON lines for programs, drawn rows for people."""

import os
import sys
from typing import TYPE_CHECKING, Protocol

from wslearn.cli.view import make_view
from wslearn.errors import WslearnError
from wslearn.server.process import Ready
from wslearn.session.face import SilentFace
from wslearn.session.live import Listener
from wslearn.trace.jsonl import dump_line
from wslearn.trace.record import LANES, Entry

if TYPE_CHECKING:
    from wslearn.cli.drawn_face import DrawnFace


class WatchingFace(Listener, Protocol):
    """Shows the trace of a server that somebody else talks to."""

    def serving(self, ready: Ready, python: str) -> None:
        """Say where it listens, which interpreter runs it, and which lanes it cannot record."""

    def ended(self, code: int, stderr: str) -> None:
        """Say that the server ended by itself, with its exit status and last words."""


def watching_face(
    *, json: bool, plain: bool, theme: str | None, lanes: str, hide: str, pages: bool = False
) -> WatchingFace:
    """The face of `wslearn trace`: a page is the client, so the wire is shown, and what the page tells, if it does.

    Raises:
        UsageError: no such lane, kind or theme.
    """
    view = make_view(lanes, hide, tuple(lane for lane in LANES if pages or lane != "client"))
    if json:
        return JsonFace()
    from wslearn.cli.drawn_face import DrawnFace
    from wslearn.render.console import make_console

    return DrawnFace(make_console(plain=plain, theme=theme), view)


def connecting_face(*, json: bool, plain: bool, theme: str | None) -> "JsonFace | DrawnFace":
    """The face of `wslearn connect`; a `TalkingFace` where a person types.

    Raises:
        UsageError: no such theme.
    """
    if json:
        return JsonFace()
    from wslearn.cli.drawn_face import DrawnFace
    from wslearn.render.console import make_console
    from wslearn.render.timeline import View

    console, view = make_console(plain=plain, theme=theme), View(lanes=("client",))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return DrawnFace(console, view)
    from wslearn.cli.talking_face import TalkingFace

    return TalkingFace(console, view)


class JsonFace(SilentFace):
    """Every entry as a JSON line on stdout, and nothing else there; asks nobody."""

    def entry(self, entry: Entry) -> None:
        """Write one line; end when nobody reads any more, as in `| head`."""
        try:
            sys.stdout.write(dump_line(entry) + "\n")
            sys.stdout.flush()
        except BrokenPipeError:
            # Python would complain at its end about what is still in the buffer.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(1) from None

    def serving(self, ready: Ready, python: str) -> None:
        """The records say it: `server.ready`."""

    def ended(self, code: int, stderr: str) -> None:
        """The records say it: `server.exit`."""

    def conclude(self, topic: int | None) -> None:
        """What a close code means is for people."""

    def trouble(self, error: WslearnError) -> None:
        """Standard error takes it: on stdout there is nothing but the trace."""
        from wslearn.render.errors import print_error

        print_error(error, sys.stderr)

    def close(self) -> None:
        """There is nothing to mute."""
