"""Names in payloads."""

import json

import pytest

from wslearn.course.payloads import INTS, WORDS, Payloads, unknown_name


def test_the_same_seed_gives_the_same_values() -> None:
    """A run can be repeated; another seed gives another run."""
    text = "$word $int $list $word2"

    assert Payloads(7).fill(text) == Payloads(7).fill(text)
    assert len({Payloads(seed).fill(text) for seed in range(20)}) == 20


def test_values_do_not_change_between_versions_of_python() -> None:
    """A saved seed must mean the same on every machine."""
    assert Payloads(1).fill("$word $word2 $int $list") == "salad water 96 [62,74,47]"


def test_numbers_of_a_kind_differ() -> None:
    """$word and $word2 are never the same, nor are any two of all words and whole numbers."""
    payloads = Payloads(3)

    assert len({payloads.fill(f"$word{number}") for number in range(1, len(WORDS) + 1)}) == len(WORDS)
    assert len({payloads.fill(f"$int{number}") for number in range(1, len(INTS) + 1)}) == len(INTS)
    assert payloads.fill("$word") == payloads.fill("$word1")


def test_filled_json_is_json() -> None:
    """The values can stand in JSON as they are."""
    value = json.loads(Payloads(5).fill('{"w": "$word", "n": $int, "l": $list, "price": "$$5"}'))

    assert value["w"] in WORDS
    assert value["n"] in INTS
    assert len(value["l"]) == 3
    assert value["price"] == "$5"


@pytest.mark.parametrize("text", ["$5", "a$", "$wordy", "$int_x", "costs $ 3", "$WORD"])
def test_other_dollars_stay(text: str) -> None:
    """Only the names are replaced."""
    assert Payloads(0).fill(text) == text


def test_unknown_names_are_found() -> None:
    """A lesson with a misspelt name is told so; prices and doubled dollars are no names."""
    assert unknown_name("send $wrod") == "$wrod"
    assert unknown_name("send $word2 $$wrod $5 $int") is None
