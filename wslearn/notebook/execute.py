"""Run a notebook's cells in a clean kernel, so that its outputs are what a reader sees."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from wslearn.errors import EnvironmentProblem, LessonError

STEADY = "WSLEARN_DETERMINISTIC"
"""Set in the kernel's environment: what cells show is then the same in every run, as far as they can have it so."""

_CELL_SECONDS = 60
# ipykernel warns of its own TCP connections, each time that it starts.
_QUIET = ["--IPKernelApp.log_level=ERROR"]


async def execute(notebook: Any, name: str) -> None:
    """Run every cell in a temporary folder; the outputs are put into the notebook.

    Args:
        notebook: of nbformat.
        name: how an error calls it.

    Raises:
        LessonError: a cell failed that has no tag `raises-exception`, or took more than 60 s.
        EnvironmentProblem: there is no kernel, or it died.
    """
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    with tempfile.TemporaryDirectory(prefix="wslearn-", ignore_cleanup_errors=True) as folder:
        client = NotebookClient(
            notebook,
            timeout=_CELL_SECONDS,  # never with interrupt_on_timeout: an await that hangs is not interrupted by that
            kernel_name="python3",
            record_timing=False,
            coalesce_streams=True,  # else how often a cell's prints are flushed decides how many outputs there are
            extra_arguments=_QUIET,
            resources={"metadata": {"path": folder}},
        )
        try:
            await client.async_execute(env=_environment())
        except CellExecutionError as error:
            raise LessonError(f"{name}: the cell {_failed(notebook)} failed: {error.ename}: {error.evalue}") from error
        except CellTimeoutError as error:
            raise LessonError(f"{name}: the cell {_last(notebook)} took more than {_CELL_SECONDS} s.") from error
        except (DeadKernelError, NoSuchKernel) as error:
            raise EnvironmentProblem(
                f"{name}: there is no kernel, or it died: {error}", 'Install it with: pip install "wslearn[notebook]"'
            ) from error


def _environment() -> dict[str, str]:
    """What the kernel sees: this Python's programs first, as in an environment that is activated."""
    programs = str(Path(sys.executable).parent)
    path = os.pathsep.join([programs, os.environ.get("PATH", "")])
    # Sets are shown, and what commands print to stdout and stderr, in its order.
    return {**os.environ, STEADY: "1", "PATH": path, "PYTHONHASHSEED": "0", "PYTHONUNBUFFERED": "1"}


def _failed(notebook: Any) -> str:
    """The id of the cell that ended the run."""
    ended: list[str] = [cell.id for cell in notebook.cells if _has_error(cell) and not cell.metadata.get("tags")]
    return ended[-1] if ended else _last(notebook)


def _has_error(cell: Any) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", ()))


def _last(notebook: Any) -> str:
    """The id of the cell that was run last."""
    code: list[str] = [cell.id for cell in notebook.cells if cell.cell_type == "code"]
    done = [cell.id for cell in notebook.cells if cell.get("execution_count")]
    return code[min(len(done), len(code) - 1)]
