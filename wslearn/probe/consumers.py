"""Lane consumer: which method of which consumer ran, when it really began, how long it took and how it ended.

Channels calls `get_handler_name` right before it looks the method up: in the shared thread for a SyncConsumer, in the
event loop for an AsyncConsumer, where a hop through that same thread (`aclose_old_connections`) still lies before the
method. So the two names are wrapped, and `enter` is recorded where the method truly begins. The end of a sync method is
recorded in the thread, too: the loop hears of it later, when the thread is at work for somebody else already.
"""

from __future__ import annotations

import asyncio
import functools
import itertools
from time import perf_counter_ns
from typing import Any, Optional

from . import current, deliveries, failures, output
from .current import Call, Connection
from .harmless import report
from .recorder import Recorder

_HOOKS = {
    "websocket_connect": ("connect",),
    "websocket_receive": ("receive", "receive_json"),
    "websocket_disconnect": ("disconnect",),
    "http_request": ("handle",),
    "http_disconnect": ("disconnect",),
}
_instances = itertools.count(1)


def install(recorder: Recorder) -> Optional[str]:
    """Wrap the three names of `channels.consumer` that every consumer's dispatch goes through."""
    from channels import consumer
    from channels.exceptions import StopConsumer

    for name in ("await_many_dispatch", "get_handler_name", "aclose_old_connections"):
        if not hasattr(consumer, name):
            return f"channels.consumer has no {name} here: lane consumer is missing."
    lane = _Lane(recorder, StopConsumer)
    consumer.await_many_dispatch = lane.many(consumer.await_many_dispatch)
    consumer.get_handler_name = lane.naming(consumer.get_handler_name)
    consumer.aclose_old_connections = lane.hopping(consumer.aclose_old_connections)
    sync_dispatch = vars(consumer.SyncConsumer).get("dispatch")  # a `SyncToAsync`, whose `func` runs in the thread
    if hasattr(sync_dispatch, "func"):
        sync_dispatch.func = lane.threading(sync_dispatch.func)
    return None


class _Lane:
    def __init__(self, recorder: Recorder, stop: type[BaseException]) -> None:
        self._recorder = recorder
        self._record = recorder.record
        self._stop = stop

    def many(self, await_many_dispatch: Any) -> Any:
        """Wrap the dispatch of one connection."""

        async def recorded_many(callables: Any, dispatch: Any) -> Any:
            connection = current.connection.get()
            consumer = _consumer(dispatch)
            if connection is None or consumer is None:
                return await await_many_dispatch(callables, dispatch)
            delivered = deliveries.Delivered(self._recorder, connection, consumer)
            wrapped = [*callables[:1], *[delivered.receiver(receive) for receive in callables[1:]]]
            recorded = self._dispatcher(connection, consumer, dispatch, delivered)
            try:
                return await await_many_dispatch(wrapped, recorded)
            finally:
                delivered.end()

        return recorded_many

    def _dispatcher(self, connection: Connection, consumer: Any, dispatch: Any, delivered: Any) -> Any:
        number = connection.number

        async def recorded_dispatch(message: Any) -> Any:
            if message is delivered.last:
                here = Call(number, consumer, message, "layer", delivered.seq)
            else:
                here = Call(number, consumer, message, "asgi", connection.event)
            current.call.set(here)
            outcome = "exception"
            try:
                await dispatch(message)
                outcome = "return"
            except self._stop:
                outcome = "stop"
                raise
            except asyncio.CancelledError:
                outcome = "cancelled"
                raise
            except BaseException as error:
                failures.record(self._recorder, connection, error, here.source if here.seq is None else "consumer")
                raise
            finally:
                self._leave(here, outcome)
                current.call.set(None)

        return recorded_dispatch

    def threading(self, dispatch: Any) -> Any:
        """Wrap what the shared thread runs: a sync method ends right after it."""

        @functools.wraps(dispatch)
        def recorded_dispatch(consumer: Any, message: Any) -> Any:
            here, connection = current.call.get(), current.connection.get()
            if here is None or connection is None or here.event is not message:
                return dispatch(consumer, message)
            outcome = "exception"
            try:
                result = dispatch(consumer, message)
                outcome = "return"
                return result
            except self._stop:
                outcome = "stop"
                raise
            except BaseException as error:
                failures.record(self._recorder, connection, error, here.source if here.seq is None else "consumer")
                raise
            finally:
                self._leave(here, outcome)

        return recorded_dispatch

    def naming(self, get_handler_name: Any) -> Any:
        """Wrap the lookup: a sync method begins right after it, in the same thread."""

        def recorded_get_handler_name(message: Any) -> Any:
            name = get_handler_name(message)
            self._found(message, name)
            return name

        return recorded_get_handler_name

    def hopping(self, aclose_old_connections: Any) -> Any:
        """Wrap the thread hop: an async method begins right after it."""

        async def recorded_aclose_old_connections() -> Any:
            result = await aclose_old_connections()
            here = current.call.get()
            if here is not None and here.seq is None and here.method:
                self._enter(here)
            return result

        return recorded_aclose_old_connections

    # The three below catch for themselves what `harmless` would: they are on the way of every message.

    def _found(self, message: Any, name: str) -> None:
        try:
            here = current.call.get()
            if here is not None and here.event is message and hasattr(here.consumer, name):
                here.method = name
                if getattr(here.consumer, "_sync", False):
                    self._enter(here)
        except Exception:
            report()

    def _enter(self, here: Call) -> None:
        try:
            class_, method = type(here.consumer), here.method
            instance = here.consumer.__dict__.get("_wslearn_number", 0)
            hook = _hooks[class_, method or ""]
            data = (class_.__name__, method, instance, here.source, here.event.get("type"), hook)
            here.seq = self._record(here.number, "consumer", "receive", "enter", data, here.cause)
            here.started = perf_counter_ns()
        except Exception:
            report()

    def _leave(self, here: Call, outcome: str) -> None:
        """Record the end of a method that began; once, where it is heard of first."""
        if here.seq is None or here.left:
            return
        here.left = True
        try:
            if output.unfinished:
                output.finish_line()
            instance = here.consumer.__dict__.get("_wslearn_number", 0)
            taken = perf_counter_ns() - here.started
            data = (type(here.consumer).__name__, here.method, instance, taken, outcome)
            self._record(here.number, "consumer", None, "leave", data, here.seq)
        except Exception:
            report()


def _consumer(dispatch: Any) -> Any:
    """The consumer whose bound `dispatch` this is, a partial for a SyncConsumer; None for anything else."""
    consumer = getattr(dispatch, "__self__", None) or next(iter(getattr(dispatch, "args", ())), None)
    if not hasattr(consumer, "__dict__"):
        return None
    consumer.__dict__.setdefault("_wslearn_number", next(_instances))
    return consumer


class _Hooks(dict[tuple[type, str], Optional[str]]):
    """The method that a generic consumer calls for `websocket_receive` and the like, None where nobody knows.

    Of several (`receive` calls `receive_json`) it is the first that the project wrote, else the last.
    """

    def __missing__(self, key: tuple[type, str]) -> Optional[str]:
        class_, method = key
        hooks = [hook for hook in _HOOKS.get(method, ()) if hasattr(class_, hook)]
        written = [hook for hook in hooks if not _of_channels(class_, hook)]
        known = (written[:1] or hooks[-1:]) if _of_channels(class_, method) else []
        self[key] = known[0] if known else None
        return self[key]


def _of_channels(class_: type, method: str) -> bool:
    """Whether Channels wrote this method: what the project wrote itself may call what it likes."""
    return str(getattr(getattr(class_, method, None), "__module__", "")).startswith("channels.")


_hooks = _Hooks()
