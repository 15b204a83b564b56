"""Who may come in: the token, the Host and the Origin of a request.

Three attacks are kept out. A page of another site can open a WebSocket to any port of this machine: its Origin tells.
A name that its owner lets point to 127.0.0.1 (DNS rebinding) makes such a page "same-origin": its Host tells. Another
program or user of this machine finds the port: it lacks the token.
"""

import hmac

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class Door:
    """Checks requests.

    Args:
        token: opens the stream and the downloads.
        host: the address that is listened at.
        port: the port.
    """

    def __init__(self, token: str, host: str, port: int) -> None:
        self._token = token
        self._host = host
        self._port = port

    def host_refusal(self, host: str | None) -> str | None:
        """Why a Host header is not the panel's own; None when it is."""
        name, _, port = (host or "").rpartition(":")
        if port == str(self._port) and name in (*_LOOPBACK, bracketed(self._host)):
            return None
        return f"This panel does not answer to the name {host!r}: open the address that wslearn printed."

    def token_refusal(self, token: str | None) -> str | None:
        """Why a token does not open; None when it does. Compared in constant time."""
        if hmac.compare_digest((token or "").encode("utf-8", "surrogatepass"), self._token.encode()):
            return None
        return "The token is missing or not of this run: open the address that wslearn printed."

    def origin_refusal(self, origin: str | None, host: str | None) -> str | None:
        """Why the page that asks is not the panel itself; None when it is. A browser always sends an Origin here."""
        if origin is not None and origin == f"http://{host}":
            return None
        return f"A page of {origin or 'no origin'} may not read this panel."


def bracketed(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host else host
