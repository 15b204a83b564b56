"""Typed lines into commands."""

import pytest

from wslearn.client.script import COMMANDS, Line, read_line
from wslearn.errors import UsageError


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("hello", Line("", "hello")),
        ("", Line("", "")),
        (" /bytes 00", Line("", " /bytes 00")),
        ("//bytes 00", Line("", "/bytes 00")),
        ("/bytes 00 ff", Line("/bytes", "00 ff")),
        ("/close", Line("/close", "")),
        ("/close 4001 see you", Line("/close", "4001 see you")),
    ],
)
def test_lines(text: str, line: Line) -> None:
    """A slash begins a command, two a message with one; everything else is a message as it stands."""
    assert read_line(text) == line


@pytest.mark.parametrize("text", ["/", "/nope", "/bytes\t00", "/\x1b[31m"])
def test_an_unknown_command_names_the_known(text: str) -> None:
    """The error lists the commands, and shows what was typed with nothing a terminal would act on."""
    with pytest.raises(UsageError) as caught:
        read_line(text)
    assert caught.value.message.isprintable()
    assert all(command in caught.value.hint for command in COMMANDS)
