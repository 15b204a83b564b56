"""A real lesson's trace, saved, shown again and exported in every form."""

import json
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.live.cli.terminal import run


@pytest.fixture(scope="module")
def trace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The trace of lesson 3's first step."""
    folder = tmp_path_factory.mktemp("saved")
    assert run(["lesson", "3", "--auto", "--step", "1", "--save", "t.jsonl"], folder)[0] == 0
    return folder / "t.jsonl"


def exported(trace: Path, form: str, tmp_path: Path) -> str:
    """The export as text."""
    target = tmp_path / f"out{form.replace('--', '.')}"
    code, _, errors = run(["export", str(trace), form, "-o", str(target)], tmp_path)
    assert (code, errors) == (0, "")
    return target.read_text("utf-8")


def test_har_is_that_of_chrome(trace: Path, tmp_path: Path) -> None:
    """Messages with type, opcode and data as the client sent and received them, and how each connection closed."""
    entries = json.loads(exported(trace, "--har", tmp_path))["log"]["entries"]
    assert [entry["_resourceType"] for entry in entries] == ["websocket"] * 3
    first, second, _ = entries
    assert [(m["type"], m["opcode"], m["data"]) for m in first["_webSocketMessages"]] == [
        ("send", 1, '{"name":"Ada"}'),
        ("receive", 1, '{"name": "Ada"}'),
    ]
    assert second["_webSocketClose"]["code"] == 1011


@pytest.mark.parametrize("form", ["--svg", "--html"])
def test_pictures_and_pages_stand_alone(trace: Path, form: str, tmp_path: Path) -> None:
    """Well-formed, with the event in it, and nothing is fetched from anywhere."""
    text = exported(trace, form, tmp_path)
    addresses = [word for word in text.split('"') if word.startswith(("http:", "https:", "//"))]
    assert [address for address in addresses if "w3.org" not in address] == []
    if form == "--svg":
        ElementTree.fromstring(text)
    else:
        HTMLParser().feed(text)
        assert "<table" in text
    assert "websocket.receive" in text.replace("\xa0", " ").replace("&#x27;", "'")


def test_mermaid_is_a_sequence_diagram(trace: Path, tmp_path: Path) -> None:
    """Client, Daphne and consumer, and the messages between them."""
    assert exported(trace, "--mermaid", tmp_path).startswith("sequenceDiagram")


def test_a_cut_trace_is_shown_as_far_as_it_goes(trace: Path, tmp_path: Path) -> None:
    """Half a file: its rows, then on stderr where it broke; exit code 1."""
    cut = tmp_path / "cut.jsonl"
    whole = trace.read_bytes()
    cut.write_bytes(whole[: len(whole) // 2])
    code, out, errors = run(["replay", str(cut), "--plain"], tmp_path)
    assert code == 1
    assert "websocket.connect" in out
    assert "line" in errors
    assert "Traceback" not in errors
