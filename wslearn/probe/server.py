"""A real `daphne.server.Server`, told apart only by its recorder and by saying when it is ready."""

from __future__ import annotations

from typing import Any, Callable, Optional

from .asgi import Application
from .inject import Injector
from .recorder import Recorder


def check(_: Recorder) -> Optional[str]:
    """One sentence when frames and events cannot be tied to each other with this Daphne."""
    from daphne.server import Server

    if hasattr(Server, "create_application"):
        return None
    return "daphne.server.Server has no create_application here: frames and events are not tied to each other."


def listen(
    recorder: Recorder,
    holder: list[Any],
    application: Any,
    description: dict[str, Any],
    injector: Injector,
    ready: Callable[[str, int], None],
    failed: Callable[[str], None],
) -> None:
    """Serve until stopped.

    Args:
        recorder: where records go.
        holder: gets the server as its only item, for `stop`.
        application: the project's ASGI application.
        description: the parent's `serve`: host, port, and keyword arguments for Daphne's Server under `daphne`.
        injector: adds what records the JavaScript of pages.
        ready: called with host and port once it listens.
        failed: called with Daphne's sentence when it cannot listen.
    """
    from daphne.endpoints import build_endpoint_description_strings
    from daphne.server import Server

    recorded = Application(application, recorder, injector)

    class RecordedServer(Server):
        """Daphne's server, unchanged in what it does."""

        def create_application(self, protocol: Any, scope: Any) -> Any:
            recorded.protocol = protocol
            return super().create_application(protocol, scope)

        def listen_error(self, failure: Any) -> None:
            failed(failure.getErrorMessage())
            super().listen_error(failure)

    def is_ready() -> None:
        for host, port in server.listening_addresses[:1]:
            ready(host, port)

    endpoints = build_endpoint_description_strings(
        host=description.get("host", "127.0.0.1"), port=description.get("port", 0)
    )
    # Daphne's command line uses 5 seconds where its Server's own default is 20: be what `daphne` is.
    options = {"websocket_connect_timeout": 5, **description.get("daphne", {})}
    server = RecordedServer(recorded, endpoints=endpoints, ready_callable=is_ready, **options)
    holder.append(server)
    server.run()
