"""What became of a handshake and of a connection."""

from dataclasses import dataclass
from typing import Literal

By = Literal["client", "server", "lost"]
Stage = Literal["tcp", "handshake", "frame"]


@dataclass(frozen=True, slots=True)
class Handshake:
    """How an opening handshake ended. A refusal is an answer, never an exception.

    Attributes:
        accepted: the connection is open.
        status: HTTP status of the answer; None when there was no HTTP answer.
        reason: text after the status; empty when the server sent none.
        headers: of the answer, in the order and spelling of the wire.
        body: of a refusal; at most 1 MiB.
        subprotocol: the one that the server chose, or None.
        error: one sentence why it was not accepted, or None.
        stage: how far it came when there was no usable answer: `tcp` or `handshake`; None otherwise.
    """

    accepted: bool
    status: int | None = None
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    subprotocol: str | None = None
    error: str | None = None
    stage: Stage | None = None

    def __str__(self) -> str:
        """`accepted with 101`, `refused with 403`, or why there was no answer."""
        if self.accepted:
            return f"accepted with {self.status}" + (f", subprotocol {self.subprotocol}" if self.subprotocol else "")
        return f"refused with {self.status}" if self.status is not None else f"not answered: {self.error}"


@dataclass(frozen=True, slots=True)
class Closed:
    """How a connection ended, as a page sees it in its CloseEvent.

    Attributes:
        code: what the server's close frame said; 1005 when it was empty, 1006 when none came (RFC 6455 section 7.1.5).
        reason: text of that frame.
        by: who sent the first close frame; `lost` when nobody did.
        clean: both sides sent a close frame (`wasClean`).
    """

    code: int
    reason: str
    by: By
    clean: bool

    def __str__(self) -> str:
        """`closed by the server with 1011`, or that it was lost."""
        if self.by == "lost":
            return f"lost without a close frame: a page sees {self.code}"
        return f"closed by the {self.by} with {self.code}" + (f", reason {self.reason!r}" if self.reason else "")
