"""Whether outputs have to be the same in every run (`WSLEARN_DETERMINISTIC`), as in notebooks that are compared."""

import os

VARIABLE = "WSLEARN_DETERMINISTIC"


def is_steady() -> bool:
    """Then no times are shown, what is expected must hold, and each operation waits for its rows."""
    return bool(os.environ.get(VARIABLE))
