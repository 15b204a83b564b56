"""Every path in one place."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """A folder that stays at the repository's top and travels inside the wheel as `_<name>`."""
    inside = _PACKAGE / f"_{name}"
    return inside if inside.is_dir() else _PACKAGE.parent / name


def lessons() -> Path:
    """The built-in course, in a wheel as well as in a checkout."""
    return _shipped("lessons")


def probe() -> Path:
    """The folder of the code that runs inside the server process."""
    return _PACKAGE / "probe"


def panel_assets() -> Path:
    """The folder of the page of `--browser`."""
    return _PACKAGE / "panel" / "assets"


def page_script() -> Path:
    """The script that a recorded page loads first."""
    return _PACKAGE / "pages" / "page.js"


def history() -> Path:
    """The prompt's history file; its folder exists."""
    from platformdirs import user_state_path

    return user_state_path("wslearn", appauthor=False, ensure_exists=True) / "history"


def runtime() -> Path:
    """The user's folder for what lives as long as a session; it exists."""
    import warnings

    from platformdirs import user_runtime_path

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a folder that others can read, and of the one that is taken instead
        return user_runtime_path("wslearn", appauthor=False, ensure_exists=True)
