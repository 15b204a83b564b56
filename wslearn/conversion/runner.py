"""QuickJS itself: one job in, one report out.

JSON.parse of a text runs in our own process. A learner's JavaScript runs in a child process, where this file is the
script (standard library and quickjs only): the engine's time limit is not looked at in every built-in function
(`new Array(2**32 - 1).join("")` never ends), so that only ending the process stops everything.
"""

import faulthandler
import json
import sys
from pathlib import Path
from typing import Any

MEMORY_LIMIT = 64 * 2**20
"""Bytes of JavaScript heap."""

STACK_LIMIT = 512 * 2**10
"""Bytes of C stack: little enough for a thread of any platform."""

CPU_LIMIT = 1.0
"""Seconds of processor time for a learner's JavaScript."""

WALL_LIMIT = 3.0
"""Seconds after which the child process ends itself, whatever it does."""


def new_job(max_depth: int, max_nodes: int, cpu_limit: float | None = None) -> Any:
    """A fresh engine's `job(kind, text as JSON)` function, kind being `parse` or `run`; it returns a report as JSON.

    The report is `{"value": tree | null, "json": what JSON.stringify made | null, "error": error | null}`; a tree is
    `[type, text]` or `[type, text, [[key, key_type, name, tree], …]]`, an error `[stage, type, message]`.
    Only ASCII goes in: the binding cannot take lone surrogates or NUL. `cpu_limit` counts the work of all threads,
    so it is for a process of its own.
    """
    import quickjs

    context = quickjs.Context()
    context.set_max_stack_size(STACK_LIMIT)
    script = Path(__file__).with_name("walk.js").read_text(encoding="utf-8")
    job = context.eval(script.replace("$MAX_DEPTH", str(max_depth)).replace("$MAX_NODES", str(max_nodes)))
    context.set_memory_limit(MEMORY_LIMIT)
    if cpu_limit is not None:
        context.set_time_limit(cpu_limit)
    return job


def report(job: Any, kind: str, text: str) -> str:
    """Run one job; what JavaScript could not catch itself (a limit, most often) becomes a report too."""
    import quickjs

    try:
        return str(job(kind, json.dumps(text)))
    except quickjs.JSException as error:
        return json.dumps({"value": None, "json": None, "error": ["run", *_uncaught(str(error))]})


def _uncaught(text: str) -> tuple[str, str]:
    """Type and message of `InternalError: interrupted` and a stack; out of memory may leave no error object at all."""
    line = text.partition("\n")[0]
    if line in ("null", ""):
        return "InternalError", "out of memory"
    kind, colon, message = line.partition(": ")
    return (kind, message) if colon else ("", line)


def main() -> None:
    """The child process: `{"source", "depth", "nodes", "cpu_limit", "wall_limit"}` on stdin, the report on stdout."""
    order = json.loads(sys.stdin.buffer.read())
    faulthandler.dump_traceback_later(order["wall_limit"], exit=True)
    job = new_job(order["depth"], order["nodes"], order["cpu_limit"])
    sys.stdout.buffer.write(report(job, "run", order["source"]).encode())


if __name__ == "__main__":
    main()
