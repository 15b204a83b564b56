"""What differs from run to run is replaced, and nothing else."""

import tempfile
from pathlib import Path

import nbformat
import pytest

from wslearn.notebook.steady import Names, is_passed_over, steadied, steady


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ws://127.0.0.1:43211/ws/", "ws://127.0.0.1:50000/ws/"),
        ("'client': ['127.0.0.1', 51234]", "'client': ['127.0.0.1', 50000]"),
        ("[&#x27;127.0.0.1&#x27;, 51234]", "[&#x27;127.0.0.1&#x27;, 50000]"),
        ("key dGhlIHNhbXBsZSBub25jZQ==", "key aaaaaaaaaaaaaaaaaaaaaa=="),
        ("<object at 0x7f3a00c0ffee>", "<object at 0xaaaaaaaaaaaa>"),
        (f"{Path(tempfile.gettempdir()).resolve()}/wslearn-ab_12xyz/live/consumers.py", "live/consumers.py"),
        ("sec-websocket-key', b'tlmt6ab…", "sec-websocket-key', b'aaaaaaa…"),
        ("asgispecific.ec82ab63b0fe4fbf933baed8e9821029", f"asgispecific.{'a' * 32}"),
        ("sessionid=u8k3b1z9", "sessionid=aaaaaaaa"),
        ("pong, 12 bytes: 18 ea 25 41 fc 0e 94 a6 00 00 00 01", f"pong, 12 bytes: {'00 ' * 11}01"),
        ("opcode = 'ping', bytes = b'\\x18a' on", "opcode = 'ping', bytes = b'' on"),
        (
            'ERROR x: Traceback (most recent call last):\\n File "/home/me/lib/x.py" ... 2,574 characters ... failed.',
            "ERROR x: Traceback (most recent call last): … failed.",
        ),
        ("coro=<run() running at /home/me/x/asgi.py:46> wait", "coro=<run() running at …"),
        ("Ran 6 tests in 0.015s", "Ran 6 tests in 0.000s"),
        ("No message came for ada within 0.8 s.", "No message came for ada within 1 s."),
        ("code 1006, status 403, 9007199254740993, 127.0.0.1", "code 1006, status 403, 9007199254740993, 127.0.0.1"),
    ],
)
def test_what_is_drawn_by_lot_is_replaced(text: str, shown: str) -> None:
    """Ports, keys, addresses in memory and temporary folders have stand-ins; what a lesson is about stays."""
    assert steadied(text, Names()) == shown


def test_the_same_name_stays_the_same() -> None:
    """Within a cell a reader can still tell whose channel it is; lengths stay, so tables do."""
    text = "specific..inmemory!AbCdEfGhIjKl specific..inmemory!ZyXwVuTsRqPo specific..inmemory!AbCdEfGhIjKl"
    assert steadied(text, Names()) == (
        "specific..inmemory!aaaaaaaaaaaa specific..inmemory!bbbbbbbbbbbb specific..inmemory!aaaaaaaaaaaa"
    )


def test_a_notebook_is_made_steady() -> None:
    """All kinds of output are looked at, numbers of cells count from 1, and an error keeps its message alone."""
    cell = nbformat.v4.new_code_cell("1", execution_count=9)
    cell.metadata["execution"] = {"iopub.status.busy": "now"}
    cell.outputs = [
        nbformat.v4.new_output("stream", text="127.0.0.1:40000\n"),
        nbformat.v4.new_output("execute_result", {"text/plain": "127.0.0.1:40000"}, execution_count=9),
        nbformat.v4.new_output("error", ename="E", evalue="127.0.0.1:40000", traceback=["/home/me/x.py"]),
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("x"), cell])
    steady(notebook)
    assert cell.execution_count == 1
    assert "execution" not in cell.metadata
    assert cell.outputs[0].text == "127.0.0.1:50000\n"
    assert (cell.outputs[1].data["text/plain"], cell.outputs[1].execution_count) == ("127.0.0.1:50000", 1)
    assert cell.outputs[2].traceback == ["E: 127.0.0.1:50000"]


def test_versions_are_passed_over() -> None:
    """The cell that prints versions is told by its tag, and so are those of what chance decides."""
    assert is_passed_over({"metadata": {"tags": ["versions"]}})
    assert is_passed_over({"metadata": {"tags": ["measured"]}})
    assert not is_passed_over({"metadata": {}})
