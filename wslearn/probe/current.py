"""Which connection, and which consumer method, the code that runs right now belongs to."""

from __future__ import annotations

from collections import deque
from contextvars import ContextVar
from typing import Any, Optional
from weakref import WeakKeyDictionary


class Connection:
    """One WebSocket or HTTP request, as this process numbers it.

    Attributes:
        number: counts from 1.
        inbox: for each event on its way to the application, the record that caused it, first in, first out.
        written: how many frames or handshake responses were written.
        sending: the record of the send event that Daphne is carrying out at this moment.
        event: the record of the last event that the application received.
        failure: the last exception that was recorded, so that it is recorded once.
        failed: its record, which causes Daphne's close 1011 or HTTP 500.
    """

    __slots__ = ("event", "failed", "failure", "inbox", "number", "sending", "written")

    def __init__(self, number: int) -> None:
        self.number = number
        self.inbox: deque[int] = deque()
        self.written = 0
        self.sending: Optional[int] = None
        self.event: Optional[int] = None
        self.failure: Optional[BaseException] = None
        self.failed: Optional[int] = None


class Call:
    """One call of a consumer's method on a connection; `seq` is its `enter` once it began, `left` that it ended."""

    __slots__ = ("cause", "consumer", "event", "left", "method", "number", "seq", "source", "started")

    def __init__(self, number: int, consumer: Any, event: Any, source: str, cause: Optional[int]) -> None:
        self.number = number
        self.consumer = consumer
        self.event = event
        self.source = source
        self.cause = cause
        self.method: Optional[str] = None
        self.seq: Optional[int] = None
        self.started = 0
        self.left = False


connection: ContextVar[Optional[Connection]] = ContextVar("wslearn_connection", default=None)
call: ContextVar[Optional[Call]] = ContextVar("wslearn_call", default=None)

# The task that an application runs in → the number of its connection.
tasks: WeakKeyDictionary[Any, int] = WeakKeyDictionary()


def place() -> tuple[Optional[int], Optional[int]]:
    """`number()` and `cause()` of the running code, at the cost of one."""
    here = call.get()
    return (number(), None) if here is None else (here.number, here.seq or here.cause)


def number() -> Optional[int]:
    """The number of the connection that the running code belongs to."""
    here = connection.get()
    return None if here is None else here.number


def cause() -> Optional[int]:
    """The `enter` record of the consumer method that is running, or the event it was called for."""
    here = call.get()
    return None if here is None else (here.seq or here.cause)
