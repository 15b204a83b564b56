"""What is left of a live view in a saved notebook, and in its page offline."""

import re
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook

CELLS = (
    "import wslearn\nserver = await wslearn.serve(3, step=1)\nserver.live()",
    'socket = await server.connect("/ws/json/")\nawait socket.send_json("the last word")\nawait socket.receive()',
)


def test_a_live_view_survives_saving_and_nbconvert() -> None:
    """The last picture stands in the cell that made the view, as a table that fetches nothing."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in CELLS])
    NotebookClient(notebook, timeout=60, extra_arguments=["--IPKernelApp.log_level=ERROR"]).execute()
    saved = nbformat.reads(nbformat.writes(notebook), as_version=4)
    (picture,) = saved.cells[0].outputs
    assert '"the last word"' in picture.data["text/plain"]
    exporter: Any = HTMLExporter  # untyped
    page, _ = exporter().from_notebook_node(saved)
    (table,) = re.findall(r'<div class="wslearn.*?</table>', page, re.DOTALL)
    assert "the last word" in table
    assert re.findall(r"(?:src|href)=|url\(|@import", table) == []
