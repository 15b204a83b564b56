"""JavaScript values as typed trees: JSON.parse of a text, and a learner's source, each in the real engine."""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from wslearn.conversion import runner
from wslearn.conversion.form import Failure, Item, Node
from wslearn.conversion.limits import MAX_DEPTH, MAX_NODES, MAX_SOURCE
from wslearn.errors import EnvironmentProblem, UsageError

STOPPED = f"wslearn stops JavaScript after {runner.CPU_LIMIT:g} s of work."
MEMORY = f"wslearn gives JavaScript {runner.MEMORY_LIMIT // 2**20} MB of memory."
HINTS = {
    "interrupted": STOPPED,
    "out of memory": MEMORY,
    "threw null": f"The code threw null, or the memory was not enough even for an error. {MEMORY}",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine made of a text.

    Attributes:
        value: the value as a tree; None when there is none, or it is too deep or too large to compare.
        json: what JSON.stringify made of that value; None when it made nothing (of `undefined`) or failed.
        failure: what was thrown.
        stage: who threw it: `compile`, `run` (JSON.parse as well), `stringify`; empty without a failure.
    """

    value: Node | None
    json: str | None
    failure: Failure | None = None
    stage: str = ""


INTERRUPTED = Answer(None, None, Failure("QuickJS", "InternalError", "interrupted", STOPPED), "run")


def parse(text: str) -> Answer:
    """JSON.parse(text), then JSON.stringify of the result."""
    return _answer(runner.report(runner.new_job(MAX_DEPTH, MAX_NODES), "parse", text))


def run(source: str, cpu_limit: float = runner.CPU_LIMIT, wall_limit: float = runner.WALL_LIMIT) -> Answer:
    """A JavaScript expression (or statements), run in a process of its own, then JSON.stringify of the result.

    Args:
        source: JavaScript.
        cpu_limit: seconds of work after which the engine interrupts it.
        wall_limit: seconds after which the process is ended, should the engine not notice.

    Raises:
        UsageError: the source is too long.
        EnvironmentProblem: the engine crashed.
    """
    if len(source) > MAX_SOURCE:
        raise UsageError(f"The value is longer than {MAX_SOURCE} characters.", "Give a shorter value.")
    order = {"source": source, "depth": MAX_DEPTH, "nodes": MAX_NODES, "cpu_limit": cpu_limit, "wall_limit": wall_limit}
    try:
        child = _child(json.dumps(order), 4 * wall_limit)
    except subprocess.TimeoutExpired:
        return INTERRUPTED
    if child.returncode == 0:
        return _answer(child.stdout.decode())
    if b"Timeout (" in child.stderr:  # what faulthandler writes before it ends the process
        return INTERRUPTED
    raise EnvironmentProblem(
        "The JavaScript engine crashed.", "Try a simpler value.", child.stderr.decode("utf-8", "replace")[-2000:]
    )


def _child(order: str, timeout: float) -> subprocess.CompletedProcess[bytes]:
    """The child ends itself after its wall limit; the timeout is for a machine that is too busy even for that."""
    # -P: a learner's json.py in the current folder must not become the child's
    command = [sys.executable, "-P", runner.__file__]
    return subprocess.run(command, input=order.encode(), capture_output=True, timeout=timeout, check=False)


def _answer(text: str) -> Answer:
    content: dict[str, Any] = json.loads(text)
    value = None if content["value"] is None else _node(content["value"])
    if content["error"] is None:
        return Answer(value, content["json"])
    stage, kind, message = content["error"]
    return Answer(value, content["json"], Failure("QuickJS", kind, message, HINTS.get(message, "")), stage)


def _node(tree: list[Any]) -> Node:
    kind, text, *rest = tree
    items = tuple(Item(key, key_type, name, _node(value)) for key, key_type, name, value in rest[0]) if rest else ()
    return Node(kind, text, items, json.loads(text) if kind == "string" else None)
