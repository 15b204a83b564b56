"""Notebooks: one that starts Daphne, echoes and stops beside a bare kernel; and all of the course's."""

import os
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from tests.benchmarks.measure import Ratio, interleaved
from tests.benchmarks.startup import whole

ECHO = """
import wslearn
server = await wslearn.serve(3, step=1)
socket = await server.connect("/ws/json/")
await socket.send_json([1])
assert await socket.receive_json() == [1]
await server.stop()
"""
ALL_S = 90


def run(rounds: int) -> list[Ratio]:
    """Kernel start, cells and kernel end; then the rebuilding of every notebook."""
    echo = interleaved(
        "ms of a notebook that serves, echoes and stops : of a kernel that adds 1 + 1",
        lambda: _executed(ECHO),
        lambda: _executed("1 + 1"),
        rounds,
        goal=3.0,
    )
    took = whole([sys.executable, "-m", "wslearn", "dev", "notebooks", "--check"]) / 1000
    all_ = Ratio(
        "s of all notebooks : the time allowed", took / ALL_S, took / ALL_S, took / ALL_S, took, ALL_S, 1.0, False
    )
    return [echo, all_]


def _executed(source: str) -> float:
    """Milliseconds of a kernel's whole life with one cell."""
    notebook: nbformat.NotebookNode = new_notebook(cells=[new_code_cell(source)])
    begun = time.perf_counter()
    NotebookClient(notebook, timeout=60, extra_arguments=["--IPKernelApp.log_level=ERROR"]).execute(
        env=dict(os.environ)
    )
    return (time.perf_counter() - begun) * 1000
