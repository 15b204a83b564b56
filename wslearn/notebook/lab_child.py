"""JupyterLab in a process that ends when whoever began it is gone, however that ended: then stdin closes."""

import os
import runpy
import signal
import sys
import threading


def main() -> None:
    """Run `jupyter lab` with the arguments of this process."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.argv[0] = "jupyter-lab"
    runpy.run_module("jupyterlab", run_name="__main__", alter_sys=True)


def _end_with_parent() -> None:
    while os.read(0, 65_536):
        pass
    os.kill(os.getpid(), signal.SIGTERM)  # Jupyter ends its kernels then


if __name__ == "__main__":
    main()
