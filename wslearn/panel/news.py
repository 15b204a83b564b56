"""What becomes of the traced server, in sentences."""

from wslearn.panel.items import ServerState
from wslearn.trace.record import Record

STARTING = ServerState("starting", "The server is starting.")


def news(record: Record, page: str | None) -> ServerState | None:
    """What a record says of the server itself; None for all others.

    Args:
        record: of the trace.
        page: the path of the project's page, `/hello/`; None where it has none.
    """
    data = record.data
    if record.type == "server.ready":
        address = f"http://{data.get('host')}:{data.get('port')}"
        return ServerState("ready", f"Daphne is ready at {address}", None if page is None else address + page)
    if record.type == "server.exit":
        return ServerState("ended", _ended(bool(data.get("asked")), data.get("code"), bool(data.get("killed"))))
    return None


def _ended(asked: bool, code: object, killed: bool) -> str:
    if asked:
        return "wslearn has stopped the server."
    missing = " It was killed: its last records may be missing." if killed else ""
    return f"The server ended by itself with exit status {code}.{missing}"


def blocked(seconds: float) -> ServerState:
    """The event loop has run nothing for so long."""
    said = f"The server's event loop has run nothing for {seconds:.1f} s: some code holds it, and nobody is answered."
    return ServerState("blocked", said)


def answers(seconds: float) -> ServerState:
    """It runs again."""
    return ServerState("answers", f"The server's event loop runs again. It was held for {seconds:.1f} s.")
