"""The server process from its first line to its last."""

from __future__ import annotations

import atexit
import faulthandler
import os
import sys
from typing import Any, Callable, Optional

from . import control, failures, lean, project
from .inject import Injector
from .pulse import Pulse
from .recorder import Recorder


def main() -> None:
    """Import Daphne, wait for the parent's `serve`, and serve until it says `stop` or is gone."""
    # A crash below Python names the project's line on stderr.
    faulthandler.enable(2)
    commands_fd, records_fd = control.take_pipes()
    recorder = Recorder(records_fd)
    server: list[Any] = []
    pulse = Pulse(recorder)
    injector = Injector(recorder)
    handlers: dict[str, Callable[[Any], None]] = {
        "sync": lambda number: recorder.tell("sync", number),
        "page": injector.use,
        "pulse": lambda _: _beat(server, pulse),
        "where": lambda _: recorder.tell("where", failures.busy_at()),
        "stop": lambda _: _stop(server),
        "exit": lambda _: os._exit(0),
    }
    commands = control.Commands(commands_fd, handlers, gone=lambda: os._exit(0))
    _forget_in_forks(recorder)
    _flush_at_exit(recorder)
    try:
        with lean.paused_collector():
            project.check_packages()
            lean.import_daphne()
            lean.import_channels()
            description = commands.wait_for_serve()
            os.environ.update(description.get("environment", {}))
            missing = _install(recorder, description)
            application = project.load(
                description["folder"],
                description.get("settings"),
                description.get("application"),
                description.get("admit"),
            )
        _serve(recorder, server, application, description, injector, missing)
    except project.UnusableProject as unusable:
        recorder.tell("error", unusable.content)
        sys.exit(1)


def _install(recorder: Recorder, description: dict[str, Any]) -> list[str]:
    """Install every lane that was asked for; one sentence for each that cannot be."""
    from . import consumers, conversions, layers, logs, output, server, wire

    lanes = {
        "wire": wire.install,
        "consumer": consumers.install,
        "json": conversions.install,
        "layer": layers.install,
        "output": output.install,
        "log": logs.install,
        "server": server.check,
    }
    wanted = set(description.get("lanes") or lanes) | {"output", "log", "server"}
    sentences = [_installed(lane, install, recorder) for lane, install in lanes.items() if lane in wanted]
    return [sentence for sentence in sentences if sentence]


def _installed(lane: str, install: Callable[[Recorder], Optional[str]], recorder: Recorder) -> Optional[str]:
    try:
        return install(recorder)
    except Exception as error:
        return f"The hooks of lane {lane} do not fit here ({type(error).__name__}: {error}): it is missing."


def _serve(
    recorder: Recorder,
    server: list[Any],
    application: Any,
    description: dict[str, Any],
    injector: Injector,
    missing: list[str],
) -> None:
    from . import output
    from .server import listen

    def ready(host: str, port: int) -> None:
        output.restore_warnings(recorder)
        sentences = [*missing, *output.end_start()]
        recorder.tell("ready", {"host": host, "port": port, "missing": sentences, "versions": project.versions()})

    def failed(sentence: str) -> None:
        raise_later.append(project.UnusableProject("listen", message=sentence, port=description.get("port", 0)))

    raise_later: list[project.UnusableProject] = []
    listen(recorder, server, application, description, injector, ready, failed)
    if raise_later:
        raise raise_later[0]


def _beat(server: list[Any], pulse: Pulse) -> None:
    """Say whether the loop runs, once there is one; called in the reading thread."""
    if server:
        from twisted.internet import reactor

        pulse.ask(reactor)


def _stop(server: list[Any]) -> None:
    """Stop politely; called in the reading thread."""
    if not server:
        os._exit(0)
    from twisted.internet import reactor

    reactor.callFromThread(server[0].stop)


def _flush_at_exit(recorder: Recorder) -> None:
    """Records survive every exit but a SIGKILL or a crash of the interpreter: `os._exit` flushes too.

    The last word, `bye`, tells the parent that nothing is missing.
    """
    atexit.register(recorder.tell, "bye", None)
    leave = os._exit

    def flushing_exit(status: Optional[int] = 0) -> None:
        recorder.tell("bye", None)
        leave(status or 0)

    os._exit = flushing_exit  # type: ignore[assignment]  # the same function with a flush before it


def _forget_in_forks(recorder: Recorder) -> None:
    """A child that the project forks must not write to the parent's pipe, nor keep it open."""
    leave = os._exit

    def forget() -> None:
        recorder.forget()
        os._exit = leave

    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=forget)
