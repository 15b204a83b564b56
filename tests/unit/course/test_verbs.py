"""The table of verbs and the reading of a line."""

import re
from pathlib import Path

import pytest

from wslearn.course.verbs import VERBS, is_comment, parse_verb
from wslearn.errors import UsageError


def test_the_table_is_that_of_the_contract() -> None:
    """CONTRIBUTING.md lists exactly the verbs that there are."""
    text = (Path(__file__).parents[3] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.partition("| verb | does |")[2].partition("\n\n")[0]
    cells = [row.split(" | ")[0] for row in table.replace(r"\|", "/").splitlines() if row.startswith("| `")]

    assert {found for cell in cells for found in re.findall(r"`([a-z-]+)", cell)} == set(VERBS)


@pytest.mark.parametrize("name", VERBS)
def test_the_syntax_begins_with_the_verb(name: str) -> None:
    """What a hint shows can be typed."""
    assert VERBS[name].syntax.split()[0] == name
    assert VERBS[name].help.endswith(".")


@pytest.mark.parametrize(
    ("line", "client", "name"),
    [
        ("drop", "client", "drop"),
        ("alice: drop", "alice", "drop"),
        ("  alice:drop", "alice", "drop"),
        ("tab_2: send\thi", "tab_2", "send"),
    ],
)
def test_a_name_before_the_verb_is_the_client(line: str, client: str, name: str) -> None:
    """Without a name it is the client called client."""
    verb = parse_verb(line, "x.md:3")

    assert (verb.client, verb.name, verb.line, verb.source) == (client, name, line, "x.md:3")


def test_a_near_miss_is_suggested() -> None:
    """A misspelt verb names the right one."""
    with pytest.raises(UsageError, match="There is no verb 'sedn'") as caught:
        parse_verb("sedn hi", "prompt")

    assert caught.value.hint == "Did you mean: send TEXT"


@pytest.mark.parametrize("line", ["", "   ", "alice:", "!?"])
def test_a_line_without_a_verb(line: str) -> None:
    """A usage error that lists the verbs."""
    with pytest.raises(UsageError) as caught:
        parse_verb(line, "prompt")

    assert "connect, send, send-json" in caught.value.hint


def test_comments() -> None:
    """Empty lines and lines that begin with # have nothing to do."""
    assert is_comment("")
    assert is_comment("  # send hi")
    assert not is_comment("send # hi")
