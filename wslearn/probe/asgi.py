"""Lane asgi: every event dict, verbatim, as the application receives and sends it."""

from __future__ import annotations

import asyncio
from typing import Any, Callable, Optional

from . import current, failures
from .current import Connection
from .harmless import report
from .inject import Injector
from .plain import atomic, plain
from .recorder import Recorder
from .wire import numbers


class Application:
    """The project's application with a recorder on its three arguments.

    Args:
        inner: the project's ASGI application.
        recorder: where records go.
        injector: adds a script to pages, after they were recorded.
    """

    def __init__(self, inner: Any, recorder: Recorder, injector: Injector) -> None:
        self._inner = inner
        self._recorder = recorder
        self._injector = injector
        # Set by the server right before it calls us: the protocol that the next scope belongs to.
        self.protocol: Any = None

    def __call__(self, scope: Any, receive: Any, send: Any) -> Any:
        connection = getattr(self.protocol, "wslearn", None) or Connection(next(numbers))
        return self._run(connection, scope, receive, send)

    async def _run(self, connection: Connection, scope: Any, receive: Any, send: Any) -> Any:
        current.connection.set(connection)
        current.tasks[asyncio.current_task()] = connection.number
        record = self._recorder.record
        record(connection.number, "asgi", "receive", "scope", plain(scope), _first(connection))
        receiving = _receiver(connection, receive, record)
        send = self._injector.wrap(scope, connection.number, send)
        sending = _sender(connection, send, record, scope.get("type") == "websocket")
        try:
            result = await self._inner(scope, receiving, sending)
        except asyncio.CancelledError:
            record(connection.number, "asgi", None, "cancel", {})
            raise
        except BaseException as error:
            failures.record(self._recorder, connection, error, "asgi")
            raise
        record(connection.number, "asgi", None, "return", {})
        return result


def _first(connection: Connection) -> Any:
    return connection.inbox[0] if connection.inbox else None


def _receiver(connection: Connection, receive: Any, record: Callable[..., int]) -> Any:
    number, inbox = connection.number, connection.inbox

    async def recorded_receive() -> Any:
        event = await receive()
        cause = inbox.popleft() if inbox else None
        connection.event = record(number, "asgi", "receive", event["type"], dict(event), cause)
        return event

    return recorded_receive


def _sender(connection: Connection, send: Any, record: Callable[..., int], websocket: bool) -> Any:
    number = connection.number

    def note(event: Any) -> Optional[int]:
        try:
            # A copy, here and now: what the application changes later does not rewrite history.
            copy = dict(event) if type(event) is dict and atomic(event) else plain(event)
            type_ = copy.get("type") if type(copy) is dict else None
            return record(number, "asgi", "send", type_ if type(type_) is str else "?", copy, current.cause())
        except Exception:
            report()
            return None

    async def recorded_send(event: Any) -> None:
        seq = note(event)
        before = connection.written
        connection.sending = seq
        try:
            await send(event)
        finally:
            connection.sending = None
        if websocket and connection.written == before:
            record(number, "wire", "send", "nothing", {}, seq)

    return recorded_send
