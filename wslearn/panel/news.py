"""What becomes of the traced server, in sentences."""

from wslearn.panel.items import Notice, ServerState
from wslearn.trace.record import Record

STARTING = ServerState("starting", "The server is starting.")


LONG = 1.0
"""Seconds after which it is worth telling that an event loop runs nothing."""


class Watched:
    """The traced server, by what its records and its pulse say.

    Args:
        path: of the project's page, `/hello/`; None where it has none.

    Attributes:
        address: `host:port`, None while no server listens.
        page: the address of the project's page, once a server was ready.
    """

    def __init__(self, path: str | None) -> None:
        self.address: str | None = None
        self.page: str | None = None
        self._path = path
        self._held = 0.0

    def see(self, record: Record) -> ServerState | Notice | None:
        """What a record says of the server, or of what cannot be seen there; None for all others."""
        if record.type == "server.ready":
            return self._ready(f"{record.data.get('host')}:{record.data.get('port')}")
        if record.type == "server.exit":
            self.address, self._held = None, 0.0
            return ServerState("ended", _ended(record))
        if record.lane == "wire" and record.type == "unseen":
            return Notice(str(record.data.get("why")))
        return None

    def beat(self, held: float) -> ServerState | None:
        """What a pulse says: the loop has run nothing for `held` seconds, or runs again; None when that is no news."""
        before, self._held = self._held, held
        if held >= LONG > before:
            return ServerState("blocked", f"The server's event loop has run nothing for {held:.1f} s: {_HOLDS}.")
        if held < LONG <= before:
            return ServerState("answers", f"The server's event loop runs again. It stood still for {before:.1f} s.")
        return None

    def _ready(self, address: str) -> ServerState:
        self.address = address
        self.page = None if self._path is None else f"http://{address}{self._path}"
        return ServerState("ready", f"Daphne is ready at http://{address}", self.page)


_HOLDS = "some code holds it, and nobody is answered"


def _ended(record: Record) -> str:
    if record.data.get("asked"):
        return "wslearn has stopped the server."
    missing = " It was killed: its last records may be missing." if record.data.get("killed") else ""
    return f"The server ended by itself with exit status {record.data.get('code')}.{missing}"
