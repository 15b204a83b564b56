"""The script that the parent starts: take private copies of the pipes, import Daphne, serve what the parent names."""

import sys


def _leave_script_folder() -> None:
    """Take this script's folder off `sys.path`: its module names must not shadow the project's or Daphne's."""
    here = __file__.replace("\\", "/").rpartition("/")[0]
    if sys.path and sys.path[0].replace("\\", "/") == here:
        del sys.path[0]


def _load_probe() -> None:
    """Make this folder importable as `wslearn_probe`, whether or not wslearn is installed."""
    from importlib.util import module_from_spec, spec_from_file_location
    from pathlib import Path

    folder = Path(__file__).resolve().parent
    spec = spec_from_file_location("wslearn_probe", folder / "__init__.py", submodule_search_locations=[str(folder)])
    assert spec is not None
    assert spec.loader is not None
    package = module_from_spec(spec)
    sys.modules["wslearn_probe"] = package
    spec.loader.exec_module(package)


if __name__ == "__main__":
    _leave_script_folder()
    _load_probe()
    from wslearn_probe.main import main  # type: ignore[import-not-found]  # the name made just above

    main()
