"""Wait until a file of a project is saved."""

from collections.abc import AsyncIterator
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

_SUFFIXES = (".py", ".html", ".js", ".css", ".toml", ".json")
# Milliseconds: editors write a file in several steps.
_DEBOUNCE = 150
_STEP = 30


class _Sources(DefaultFilter):
    """Source files of the project: not what Python, git or wslearn keep there."""

    ignore_dirs = (*DefaultFilter.ignore_dirs, ".wslearn", "node_modules", "venv")

    def __call__(self, change: Change, path: str) -> bool:
        """Whether this change matters."""
        return path.endswith(_SUFFIXES) and super().__call__(change, path)


async def saved(folder: Path) -> AsyncIterator[tuple[str, ...]]:
    """The paths that were saved, whenever some were.

    Where the file system gives no events (network folders, mounted drives) watchfiles looks at the files itself; set
    `WATCHFILES_FORCE_POLLING=true` where it does not notice that.
    """
    async for changes in awatch(folder, watch_filter=_Sources(), debounce=_DEBOUNCE, step=_STEP):
        yield tuple(sorted({str(Path(path).relative_to(folder)) for _, path in changes}))
