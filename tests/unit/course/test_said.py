"""Verbs in Python and in JavaScript."""

import ast
import inspect
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wslearn.client import Client
from wslearn.conversion.engine import run
from wslearn.course.said import PAGE_CANNOT
from wslearn.course.verbs import as_javascript, as_python, parse_verb

LINES = [
    "connect /ws/json/",
    'connect /ws/"quoted"/ --subprotocol demo --origin none --header "A: b" --as ada',
    'send it\'s "quoted" \\ é \u2028',
    'send-json {"a": [1, true, null], "é": "\\u0000"}',
    "send-json 5",
    "send-bytes 00ff",
    "send-fragments a | b",
    "send-raw 8880",
    "expect hello",
    'expect-json {"a": 1}',
    "expect-bytes 00ff",
    "expect-message",
    "expect-close 4001",
    "expect-rejected 403",
    "expect-rejected none",
    "expect-nothing 0.5",
    "wait asgi return",
    "ping",
    "ping hi",
    "close",
    "close none",
    "close 4001 bye",
    "close 1001",
    "drop",
    "open /hello/",
    "leave",
    "freeze",
    "get /hello/",
    "manage check",
    "server stop",
]


@pytest.mark.parametrize("line", LINES)
def test_python_lines_call_what_the_client_has(line: str) -> None:
    """Each line is Python, and what it calls on the client is a method that takes these arguments."""
    tree = ast.parse(as_python(parse_verb(line, "prompt")), mode="exec")
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]

    for call in calls:
        if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "socket":
            keywords = {str(keyword.arg): None for keyword in call.keywords}
            inspect.signature(getattr(Client, call.func.attr)).bind(None, *call.args, **keywords)


def test_javascript_lines_are_javascript() -> None:
    """The engine compiles every line."""
    lines = "\n".join(f"async () => {{ {as_javascript(parse_verb(line, 'prompt'))}\n}};" for line in LINES)
    answer = run(f"{lines}\n1")

    assert answer.failure is None


@pytest.mark.parametrize(
    ("line", "python", "javascript"),
    [
        ("send hi", "await socket.send_text('hi')", 'socket.send("hi");'),
        ("ada: drop", "await ada.drop()", f"// {PAGE_CANNOT}: the browser sends a close frame whenever it can"),
        ("close none", "await socket.close(None)", "socket.close();"),
        ("close 4001 bye", "await socket.close(4001, 'bye')", 'socket.close(4001, "bye");'),
        ("get /", "urllib.request.urlopen(\"http://\" + host + '/')", 'await fetch("/");'),
        (
            'send-json {"a": 1}',
            'await socket.send_text(json.dumps({\'a\': 1}, separators=(",", ":")))',
            'socket.send(JSON.stringify({"a":1}));',
        ),
    ],
)
def test_what_is_said(line: str, python: str, javascript: str) -> None:
    """The lines that a learner sees beside a verb."""
    verb = parse_verb(line, "prompt")

    assert as_python(verb) == python
    assert as_javascript(verb) == javascript


@pytest.mark.parametrize(
    "line",
    ["ping", "send-raw 00", "send-fragments a | b", "connect / --header A:b", "connect / --origin x", "close 1001"],
)
def test_what_a_page_cannot_do_is_a_comment(line: str) -> None:
    """No JavaScript is invented for what a browser does not offer."""
    assert as_javascript(parse_verb(line, "prompt")).startswith(f"// {PAGE_CANNOT}: ")


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 9) | st.text(max_size=3) | st.none(), max_size=3))
def test_the_python_line_sends_the_value(value: object) -> None:
    """json.dumps in the Python line makes a text with the value that was typed."""
    verb = parse_verb(f"send-json {json.dumps(value)}", "prompt")
    shown = as_python(verb).removeprefix("await socket.send_text(").removesuffix(")")

    assert json.loads(eval(shown, {"json": json})) == value


@pytest.mark.parametrize("name", ["null", "new", "class", "None", "this"])
def test_a_client_may_be_called_like_a_keyword(name: str) -> None:
    """Its variable is not: the lines are JavaScript and Python all the same."""
    verb = parse_verb(f"{name}: send hello", "prompt")
    assert as_javascript(verb) == f'{name}_.send("hello");'
    assert as_python(verb) == f"await {name}_.send_text('hello')"


def test_a_verb_of_many_clients_says_whose() -> None:
    """One line of code, and for whom it is, as a comment of its language."""
    verb = parse_verb("guest*3: send hi", "prompt")

    assert as_python(verb) == "await guest.send_text('hi')  # guest1 to guest3"
    assert as_javascript(verb) == 'guest.send("hi");  // guest1 to guest3'
