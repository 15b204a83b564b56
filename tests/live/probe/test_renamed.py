"""Daphne or Channels without a name that a hook needs: that lane is missing and said to be, all else works.

A `sitecustomize` renames it in the source of the package as it is imported, as a newer release might have.
"""

import os
from pathlib import Path

import pytest

from tests.live.raw_socket import RawSocket
from tests.live.recorded import pick, recorded

SHIM = """
import importlib.machinery, os, sys

class Renaming(importlib.machinery.SourceFileLoader):
    def get_code(self, fullname):
        source = self.get_data(self.path).decode()
        return compile(source.replace(OLD, "renamed" + OLD), self.path, "exec", dont_inherit=True)

class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if not name.startswith(PACKAGES):
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            spec.loader = Renaming(spec.loader.name, spec.loader.path)
        return spec

OLD = os.environ["RENAMED"]
PACKAGES = ("channels", "daphne", "autobahn")
sys.meta_path.insert(0, Finder)
"""


@pytest.mark.parametrize(
    ("name", "lane", "sentence"),
    [
        (
            "await_many_dispatch",
            "consumer",
            "channels.consumer has no await_many_dispatch here: lane consumer is missing.",
        ),
        ("get_handler_name", "consumer", "channels.consumer has no get_handler_name here: lane consumer is missing."),
        (
            "aclose_old_connections",
            "consumer",
            "channels.consumer has no aclose_old_connections here: lane consumer is missing.",
        ),
        (
            "make_backend",
            "layer",
            "channels.layers has no ChannelLayerManager.make_backend here: lane layer is missing.",
        ),
        ("logRxFrame", "wire", "Autobahn's WebSocket protocol has no logRxFrame here: lane wire is missing."),
        ("WebSocketFactory", "wire", "daphne.ws_protocol has no WebSocketFactory here: lane wire is missing."),
        (
            "create_application",
            None,
            "daphne.server.Server has no create_application here: frames and events are not tied to each other.",
        ),
    ],
)
def test_a_missing_name_costs_its_lane_only(
    name: str, lane: str | None, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server is ready, says the sentence, echoes, and records the other lanes."""
    (tmp_path / "sitecustomize.py").write_text(SHIM)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path) + os.pathsep + os.environ.get("PYTHONPATH", ""))
    monkeypatch.setenv("RENAMED", name)
    with recorded() as (_, ready, collector), RawSocket(ready.port, "/ws/async-json/") as witness:
        assert ready.missing == (sentence,)
        witness.text('{"a": 1}')
        assert witness.frame().payload == b'{"a": 1}'
        witness.close()
        records = collector.until("asgi", "return")
    assert pick(records, "wire", "server.ready")[0].data["missing"] == list(ready.missing)
    assert pick(records, "asgi", "websocket.send", text='{"a": 1}')
    seen = {(r.lane if r.type not in ("server.ready", "server.exit", "nothing") else None) for r in records}
    assert {"wire", "asgi", "consumer", "json", "layer"} - seen == ({lane} if lane else set())
