"""Clients that a page of the panel speaks through, beside whoever else is connected. They know no lesson."""

from collections.abc import Awaitable, Callable, Mapping

from wslearn.client import DEFAULT_ORIGIN, Client, ClientRecorder
from wslearn.course.verbs import Verb, parse_verb
from wslearn.errors import ClientError
from wslearn.session.live import Live


class Guests:
    """Does the verbs that send and connect, each at once.

    Args:
        live: where the clients' records go.
        where: gives `ws://host:port` of the server; raises ClientError when there is none.
    """

    def __init__(self, live: Live, where: Callable[[], str]) -> None:
        self._recorder = ClientRecorder(live.take, "guest")
        self._where = where
        self._clients: dict[str, Client] = {}

    async def do(self, line: str) -> str:
        """Do one line of a play; what came of it, as a sentence.

        Raises:
            UsageError: the line has no such verb, or wrong arguments.
            ClientError: it cannot be done.
        """
        verb = parse_verb(line, "panel")
        action = self._VERBS.get(verb.name)
        if action is None:
            raise ClientError(f"The panel's clients cannot do {verb.name}.", f"They can: {', '.join(self._VERBS)}.")
        said = ""
        for one in verb.each():
            said = await action(self, one)
        return said

    async def close(self) -> None:
        """Drop every connection."""
        for client in self._clients.values():
            await client.drop()
        self._clients.clear()

    def _client(self, verb: Verb) -> Client:
        if verb.client not in self._clients:
            raise ClientError(f"{verb.client} is not connected.", "Connect first.")
        return self._clients[verb.client]

    async def _connect(self, verb: Verb) -> str:
        arguments = verb.arguments
        if arguments["as"] is not None:
            raise ClientError("The panel's clients cannot log in.", "Leave out --as.")
        if arguments["through"] is not None:
            raise ClientError("The panel's clients go through no proxy.", "Leave out --through.")
        client = self._clients.get(verb.client)
        if client is None or client.connected:
            client = self._clients[verb.client] = Client(verb.client, self._recorder)
        origin = arguments["origin"]
        handshake = await client.connect(
            f"{self._where()}{arguments['path']}",
            origin=DEFAULT_ORIGIN if origin is None else None if origin == "none" else origin,
            headers=arguments["headers"],
            subprotocols=arguments["subprotocols"],
        )
        if handshake.accepted:
            return f"{verb.client} is connected."
        return f"{verb.client} was refused: {handshake.error or f'HTTP {handshake.status}'}."

    async def _send_text(self, verb: Verb) -> str:
        await self._client(verb).send_text(verb.arguments["text"])
        return "Sent."

    async def _send_bytes(self, verb: Verb) -> str:
        await self._client(verb).send_bytes(verb.arguments["data"])
        return "Sent."

    async def _send_fragments(self, verb: Verb) -> str:
        await self._client(verb).send_fragments(verb.arguments["parts"])
        return "Sent."

    async def _ping(self, verb: Verb) -> str:
        text = verb.arguments["text"]
        took = await self._client(verb).ping(text.encode() if text else None)
        return f"The pong came after {took * 1000:.1f} ms."

    async def _close(self, verb: Verb) -> str:
        closed = await self._client(verb).close(verb.arguments["code"], verb.arguments["reason"])
        return f"Closed with {closed.code}."

    async def _drop(self, verb: Verb) -> str:
        await self._client(verb).drop()
        return "The TCP connection is cut."

    _VERBS: Mapping[str, Callable[["Guests", Verb], Awaitable[str]]] = {
        "connect": _connect,
        "send": _send_text,
        "send-json": _send_text,
        "send-bytes": _send_bytes,
        "send-fragments": _send_fragments,
        "ping": _ping,
        "close": _close,
        "drop": _drop,
    }
