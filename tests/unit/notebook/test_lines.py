"""Verbs as lines of the cells' API."""

import pytest

from wslearn.course.verbs import VERBS, parse_verb
from wslearn.notebook.lines import crowds_of, lines


def _said(*play: str) -> list[str]:
    verbs = [parse_verb(line, "test") for line in play]
    return lines(verbs, crowds_of(verbs))


_LINES = [
    ("connect /ws/json/", 'socket = await server.connect("/ws/json/")'),
    ("ada: connect /ws/ --as ada", 'ada = await server.connect("/ws/", name="ada", user="ada")'),
    ("connect /ws/ --origin none", 'socket = await server.connect("/ws/", origin=None)'),
    (
        "connect /ws/ --header N:V --subprotocol a",
        'socket = await server.connect("/ws/", headers=[("N", "V")], subprotocols=["a"])',
    ),
    ("connect /ws/ --server two", 'socket = await server.connect("/ws/", server="two")'),
    ("connect /ws/ --through tls --trust", 'socket = await server.connect("/ws/", through="tls", trust=True)'),
    ("send hi", 'await socket.send_text("hi")'),
    ('send-json {"a": true}', 'await socket.send_json({"a": True})'),
    ("send-bytes 00ff", 'await socket.send_bytes(bytes.fromhex("00 ff"))'),
    ("send-fragments a | b", 'await socket.send_fragments(["a", "b"])'),
    ("send-raw 8100", 'await socket.send_raw(bytes.fromhex("81 00"))'),
    ("ada: expect hi", "print(await ada.receive())"),
    ('expect-json {"a": 1}', "print(await socket.receive_json())"),
    ("expect-bytes 00", "print(await socket.receive())"),
    ("expect-message", "print(await socket.receive())"),
    ("expect-same", "print(await socket.receive())"),
    ("expect-close 1011", "print(await socket.closed())"),
    ("expect-rejected 403", "print(socket.handshake)"),
    ("expect-nothing 0.5", "await socket.receive_nothing(0.5)"),
    ("wait zero: wire nothing", 'await server.wait("zero: wire nothing")'),
    ("ping", 'await socket.ping("ping")'),
    ("ping text", 'await socket.ping("text")'),
    ("close", "await socket.close(1000)"),
    ("close 4001 bye", 'await socket.close(4001, "bye")'),
    ("close none", "await socket.close(None)"),
    ("drop", "await socket.drop()"),
    ("freeze", "await socket.freeze()"),
    ("get /json/", 'await server.get("/json/")'),
    ("open /browser/", 'page = await server.open("/browser/")'),
    ("late: open /browser/late/", 'late = await server.open("/browser/late/", name="late")'),
    ("late: leave", "await late.leave()"),
    ("manage migrate --verbosity 0", 'print(await server.manage("migrate --verbosity 0"))'),
    ("server stop", "await server.stop()"),
    ("server start two", 'await server.start("two")'),
    ("redis keys", 'await server.redis("keys")'),
]


@pytest.mark.parametrize(("verb", "line"), _LINES)
def test_each_verb_is_a_line(verb: str, line: str) -> None:
    """A verb says the same in a cell."""
    assert _said(verb) == [line]


def test_no_verb_is_forgotten() -> None:
    """The table of lines has every verb that a play may have."""
    tested = {parse_verb(verb, "test").name for verb, _ in _LINES}
    assert tested == set(VERBS)


def test_a_crowd_is_a_list() -> None:
    """`guest*3` makes the list `guests`; what is said to all is said at once, and one of them is taken by place."""
    assert _said("guest*3: connect /ws/", "guest*3: send one", "guest2: send two", "wait guest2: asgi return") == [
        "import asyncio\n",
        'guests = [await server.connect("/ws/", name=f"guest{number}") for number in range(1, 4)]',
        'await asyncio.gather(*[guest.send_text("one") for guest in guests])',
        'await guests[1].send_text("two")',
        'await server.wait("guest2: asgi return")',
    ]


def test_no_client_hides_what_cells_use() -> None:
    """A client that is called like a function of Python, or like the server, gets another variable."""
    assert _said("bytes: send-bytes 00", "server: drop") == [
        'await bytes_.send_bytes(bytes.fromhex("00"))',
        "await server_.drop()",
    ]


def test_quotes_in_a_command_stay_readable() -> None:
    """A script in quotes is handed on as it was written, without backslashes."""
    assert _said("""manage shell -c "print('hi')\"""") == [
        """print(await server.manage('''shell -c "print('hi')"'''))"""
    ]
