"""Start the server process. Light at import: it is started before anything else is, so that both import at once."""

import subprocess
import sys
from typing import Any

from wslearn import paths
from wslearn.errors import EnvironmentProblem


def spawn(python: str = sys.executable) -> "subprocess.Popen[bytes]":
    """The probe in a process and a session of its own, so that Ctrl-C in the terminal is not its business.

    Args:
        python: the interpreter to run it with; it needs Daphne and Channels, not wslearn.

    Raises:
        EnvironmentProblem: the interpreter cannot be started.
    """
    options: dict[str, Any] = (
        {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
        if sys.platform == "win32"
        else {"start_new_session": True}
    )
    try:
        return subprocess.Popen(
            [python, str(paths.probe() / "launch.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **options,
        )
    except OSError as error:
        raise EnvironmentProblem(
            f"The interpreter {python} cannot be started: {error.strerror or error}.",
            "Name a Python that has Daphne and Channels with --python.",
        ) from error
