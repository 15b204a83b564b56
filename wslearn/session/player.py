"""Does what the verbs say, with real clients on the real server, and judges the verbs that expect something."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from wslearn.client import Client, ClientRecorder, Handshake
from wslearn.client.http import get
from wslearn.course.verbs import Verb
from wslearn.errors import ClientError
from wslearn.server.process import Ready
from wslearn.session.face import CommandRan, Face
from wslearn.session.host import MAIN, Host
from wslearn.session.live import Live
from wslearn.session.manage import log_in, manage
from wslearn.session.nginx import Nginx
from wslearn.session.nginx import find_program as find_nginx
from wslearn.trace.patterns import matches
from wslearn.trace.record import Finding, Lane, Record

PROMPT = "prompt"
"""The source of a verb that was typed."""

TIMEOUT = 10.0
"""Seconds that a verb waits for what it needs."""

if TYPE_CHECKING:
    from wslearn.session.visits import Visits

T = TypeVar("T")


class Player:
    """The clients of a session and what they are told to do.

    Args:
        host: the server.
        live: where the clients' records go.
        face: shown the output of management commands.
        limit: makes what a verb waits in for a message or an end; it raises TimeoutError.
        users: who will log in, where that is known: all of them are logged in with the first of them, once.

    Attributes:
        replies: client → the messages that `expect-same` met, for the comparison with the solution's.
    """

    def __init__(
        self,
        host: Host,
        live: Live,
        face: Face,
        limit: Callable[[], AbstractAsyncContextManager[object]] = lambda: asyncio.timeout(TIMEOUT),
        users: Sequence[str] = (),
    ) -> None:
        self.replies: dict[str, list[str | bytes]] = {}
        self._limit = limit
        self._host = host
        self._live = live
        self._face = face
        self._users = users
        self._cookies: dict[str, tuple[str, str]] = {}
        self._recorder = ClientRecorder(live.take)
        self._clients: dict[str, Client] = {}
        self._handshakes: dict[str, Handshake] = {}
        self._visits: Visits | None = None
        self._stopped: set[str] = set()
        self._asked = 0
        self._nginx: Nginx | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The clients there are."""
        return tuple(self._clients)

    def client(self, name: str) -> Client:
        """The client of this name.

        Raises:
            ClientError: there is none yet.
        """
        client = self._clients.get(name)
        if client is None:
            raise ClientError(f"{name} is not connected.", f"Connect first: {name}: connect /ws/…/")
        return client

    def new_client(self, name: str) -> Client:
        """A client of this name that is not connected; one of the same name before it is forgotten."""
        client = self._clients[name] = Client(name, self._recorder)
        return client

    def handshake(self, name: str) -> Handshake:
        """How the last handshake of a client ended.

        Raises:
            ClientError: it has made none.
        """
        handshake = self._handshakes.get(name)
        if handshake is None:
            raise ClientError(f"{name} has not connected yet.", "Connect first.")
        return handshake

    async def run(self, verb: Verb) -> Finding | None:
        """Do one verb; a finding where it expected something, or could not be done.

        Of many clients it is done one after the other, up to the first that fails.

        Raises:
            ServerNotStarted: the project cannot be served.
            ClientError: a verb that was typed cannot be done: the connection is closed, for one.
        """
        finding = None
        for one in verb.each():
            finding = await self._run(one)
            if finding is not None and not finding.passed:
                break
        return finding

    async def _run(self, verb: Verb) -> Finding | None:
        try:
            return await self._VERBS[verb.name](self, verb)
        except ClientError as error:
            if verb.source == PROMPT:
                raise
            return Finding(False, f"`{verb.line}` can be done", error.message, error.hint, source=verb.source)

    async def close(self) -> None:
        """Drop every connection, and end the browser and the proxy."""
        if self._visits is not None:
            await self._visits.stop()
        if self._nginx is not None:
            self._nginx.stop()
        for client in self._clients.values():
            if client.connected:
                await client.drop()
        self._clients.clear()

    async def ready(self, name: str = MAIN) -> Ready:
        """The server, which is started when it is needed, but not behind the back of `server stop`."""
        if name in self._stopped:
            again = "server start" if name == MAIN else f"server start {name}"
            raise ClientError("The server is stopped, so nobody listens.", f"Start it again: {again}")
        return await self._host.serving(name)

    async def _connect(self, verb: Verb) -> None:
        ready = await self.ready(verb.arguments["server"] or MAIN)
        client = self._clients.get(verb.client)
        if client is None or client.connected:
            client = self.new_client(verb.client)
        arguments = verb.arguments
        headers = await self._headers(arguments["headers"], arguments["as"])
        options: dict[str, Any] = {"headers": headers, "subprotocols": arguments["subprotocols"]}
        if arguments["origin"] is not None:
            options["origin"] = None if arguments["origin"] == "none" else arguments["origin"]
        address = f"ws://{ready.host}:{ready.port}"
        if arguments["through"] is not None:
            nginx = await self._nginx_before(ready)
            address = nginx.address(arguments["through"])
            options["trusted"] = nginx.certificate if arguments["trust"] else None
        self._handshakes[verb.client] = await client.connect(f"{address}{arguments['path']}", **options)

    async def _nginx_before(self, ready: Ready) -> Nginx:
        """The proxy in front of a server; one that passes on to another server is ended."""
        if self._nginx is None or self._nginx.upstream != ready.port:
            program = find_nginx()
            if program is None:
                raise ClientError("No nginx was found on this machine.", "Install the package nginx.")
            if self._nginx is not None:
                self._nginx.stop()
            self._nginx = await asyncio.to_thread(Nginx, program, ready.port)
        return self._nginx

    async def _headers(self, headers: Sequence[tuple[str, str]], user: str | None) -> Sequence[tuple[str, str]]:
        """The headers of a handshake; those of a user have the cookie of a login beside other cookies."""
        if user is None:
            return headers
        name, value = self._cookies.get(user) or await self._log_in(user)
        self._live.reveal(value)
        cookies = [text for header, text in headers if header.lower() == "cookie"]
        others = [pair for pair in headers if pair[0].lower() != "cookie"]
        return [*others, ("Cookie", "; ".join([*cookies, f"{name}={value}"]))]

    async def _log_in(self, user: str) -> tuple[str, str]:
        cookies = await log_in(self._host.folder, self._host.environment, [user, *self._users])
        self._cookies = {name: cookies[name] for name in self._users}
        return cookies[user]

    async def _send(self, verb: Verb) -> None:
        await self.client(verb.client).send_text(verb.arguments["text"])

    async def _send_json(self, verb: Verb) -> None:
        await self.client(verb.client).send_text(verb.arguments["text"])

    async def _send_bytes(self, verb: Verb) -> None:
        await self.client(verb.client).send_bytes(verb.arguments["data"])

    async def _send_fragments(self, verb: Verb) -> None:
        await self.client(verb.client).send_fragments(verb.arguments["parts"])

    async def _send_raw(self, verb: Verb) -> None:
        await self.client(verb.client).send_raw(verb.arguments["data"])

    async def _expect(self, verb: Verb) -> Finding:
        return await self._expect_message(verb, repr(verb.arguments["text"]), lambda m: m == verb.arguments["text"])

    async def _expect_json(self, verb: Verb) -> Finding:
        value = verb.arguments["value"]
        return await self._expect_message(verb, json.dumps(value), lambda message: _is_json(message, value))

    async def _expect_bytes(self, verb: Verb) -> Finding:
        data = verb.arguments["data"]
        return await self._expect_message(verb, data.hex(" "), lambda message: message == data)

    async def _expect_any(self, verb: Verb) -> Finding:
        return await self._expect_message(verb, "any message", lambda message: True)

    async def _expect_same(self, verb: Verb) -> Finding | None:
        """Take the next message; it is compared when the solution's is known."""
        replies = self.replies.setdefault(verb.client, [])

        def keep(message: str | bytes) -> bool:
            replies.append(message)
            return True

        finding = await self._expect_message(verb, "a message", keep)
        return None if finding.passed else finding

    async def _expect_message(self, verb: Verb, wanted: str, accepts: Callable[[str | bytes], bool]) -> Finding:
        expected = f"{verb.client} receives {wanted}"
        try:
            message = await self._within(self.client(verb.client).receive(None), f"No message came for {verb.client}")
        except ClientError as error:
            return Finding(False, expected, error.message, error.hint, source=verb.source)
        held = accepts(message)
        hint = "" if held else "Look at the last send event: is this what your code wanted to send?"
        return Finding(held, expected, f"{verb.client} received {message!r}", hint, source=verb.source)

    async def _within(self, waiting: Awaitable[T], not_done: str) -> T:
        """What is waited for, or a `ClientError` that says how long it was."""
        begun = time.monotonic()
        try:
            async with self._limit():
                return await waiting
        except TimeoutError:
            raise ClientError(f"{not_done} within {time.monotonic() - begun:.1f} s.") from None

    async def _expect_close(self, verb: Verb) -> Finding:
        code = verb.arguments["code"]
        expected = f"the connection of {verb.client} is closed with {code}"
        try:
            ended = self.client(verb.client).closed(None)
            closed = await self._within(ended, f"The connection of {verb.client} did not end")
        except ClientError as error:
            return Finding(False, expected, error.message, error.hint, source=verb.source)
        did = f"it was closed with {closed.code}"
        return Finding(closed.code == code, expected, did, f"wslearn explain {closed.code}", source=verb.source)

    async def _expect_rejected(self, verb: Verb) -> Finding:
        wanted = verb.arguments["status"]
        handshake = self.handshake(verb.client)
        expected = f"the handshake of {verb.client} is answered with {wanted or 'nothing'}"
        did = handshake.error or f"it was answered with {handshake.status}"
        held = not handshake.accepted and handshake.status == wanted
        hint = "" if held else f"wslearn explain {handshake.status or wanted}"
        return Finding(held, expected, did, hint, source=verb.source)

    async def _expect_nothing(self, verb: Verb) -> Finding:
        seconds = verb.arguments["seconds"]
        expected = f"{verb.client} receives nothing for {seconds:g} s"
        try:
            async with asyncio.timeout(seconds):
                message = await self.client(verb.client).receive(seconds + 1)
        except TimeoutError:
            return Finding(True, expected, "nothing came", source=verb.source)
        except ClientError as error:
            return Finding(False, expected, error.message, error.hint, source=verb.source)
        return Finding(False, expected, f"{verb.client} received {message!r}", source=verb.source)

    async def _wait(self, verb: Verb) -> Finding | None:
        pattern = verb.arguments["pattern"]
        looked = 0

        def holds() -> bool:
            # Each record once: a crowd makes tens of thousands.
            nonlocal looked
            new, looked = self._live.since(looked), self._live.position
            return any(matches(pattern, record, self._live.client_of) for record in new)

        begun = time.monotonic()
        with suppress(TimeoutError):
            async with self._limit():
                if await self._live.until(holds, TIMEOUT):
                    return None
        did = f"nothing like it in {time.monotonic() - begun:.1f} s"
        return Finding(False, f"the trace holds: {pattern.text}", did, source=verb.source)

    async def _ping(self, verb: Verb) -> None:
        text = verb.arguments["text"]
        await self.client(verb.client).ping(text.encode() if text else None)

    async def _close(self, verb: Verb) -> None:
        await self.client(verb.client).close(verb.arguments["code"], verb.arguments["reason"])

    async def _drop(self, verb: Verb) -> None:
        await self.client(verb.client).drop()

    async def _freeze(self, verb: Verb) -> None:
        self.client(verb.client).freeze()

    async def _get(self, verb: Verb) -> None:
        ready = await self.ready()
        await get(self._recorder, ready.host, ready.port, verb.arguments["path"], name=verb.client)

    async def _open(self, verb: Verb) -> None:
        if self._visits is None:
            from wslearn.session.visits import Visits

            self._visits = Visits(self._live, self._host.record_pages)
        ready = await self.ready()
        await self._visits.open(verb.client, f"http://{ready.host}:{ready.port}", verb.arguments["path"])

    async def _leave(self, verb: Verb) -> None:
        if self._visits is not None:
            await self._visits.leave(verb.client)

    async def _manage(self, verb: Verb) -> Finding | None:
        words = verb.arguments["words"]
        ran = await manage(self._host.folder, self._host.environment, words)
        command = " ".join(("manage.py", *words))
        self._face.show(CommandRan(command, ran.exit_code, ran.output))
        self._tell("consumer", "manage", {"command": command, "status": ran.exit_code, "output": ran.output})
        if ran.exit_code == 0:
            return None
        hint = f"Read what it says: python {command}"
        return Finding(False, f"{command} succeeds", ran.verdict, hint, source=verb.source)

    async def _server(self, verb: Verb) -> None:
        action, name = verb.arguments["action"], verb.arguments["server"] or MAIN
        self._stopped.discard(name)
        if action in ("stop", "restart"):
            self._host.stop(name)
        if action == "stop":
            self._stopped.add(name)
        else:
            await self._host.serving(name)

    async def _redis(self, verb: Verb) -> None:
        """Stop or start Redis, or put a record of its keys into the trace."""
        redis = self._host.redis
        match verb.arguments["action"]:
            case "stop":
                await redis.stop()
            case "start":
                await redis.start()
            case "keys":
                self._tell("layer", "keys", {"keys": await redis.keys()})

    def _tell(self, lane: Lane, type_: str, data: Mapping[str, object]) -> None:
        """Put a record of this session's own into the trace."""
        self._asked += 1
        self._live.take(Record("session", self._asked, time.perf_counter_ns(), lane, None, type_, data))

    _VERBS: Mapping[str, Callable[["Player", Verb], Awaitable[Finding | None]]] = {
        "connect": _connect,
        "send": _send,
        "send-json": _send_json,
        "send-bytes": _send_bytes,
        "send-fragments": _send_fragments,
        "send-raw": _send_raw,
        "expect": _expect,
        "expect-json": _expect_json,
        "expect-bytes": _expect_bytes,
        "expect-message": _expect_any,
        "expect-same": _expect_same,
        "expect-close": _expect_close,
        "expect-rejected": _expect_rejected,
        "expect-nothing": _expect_nothing,
        "wait": _wait,
        "ping": _ping,
        "close": _close,
        "drop": _drop,
        "freeze": _freeze,
        "get": _get,
        "open": _open,
        "leave": _leave,
        "manage": _manage,
        "server": _server,
        "redis": _redis,
    }


def _is_json(message: str | bytes, value: object) -> bool:
    """Whether a message is JSON that says the same as `value`."""
    try:
        return bool(json.loads(message) == value)
    except ValueError:
        return False
