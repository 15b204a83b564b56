"""What the first notebook of a course says about notebooks: three ways of scripts that fail in a cell."""

from collections.abc import Iterator

from wslearn.notebook.cell import Cell, code, text
from wslearn.notebook.frame import FAILS

HEADING = "Python in a notebook"

_RUN = """\
A cell runs inside an event loop, and that loop runs already. So a cell may say `await`, and most cells here do.

Three things that are right elsewhere fail here for this reason. The first is `asyncio.run`: it wants to start a loop of
its own. The next cell fails on purpose."""

_FAILING = """\
import asyncio


async def hello():
    return "hello"


asyncio.run(hello())"""

_OTHERS = """\
The second is `async_to_sync` of asgiref. In a cell it raises a RuntimeError: `You cannot use AsyncToSync in the same
thread as an async event loop`. Write `await` here, too.

The third is a call of Django's ORM, such as `User.objects.count()`. In a cell it raises `SynchronousOnlyOperation`:
Django does not let a call wait for the database where a loop runs.

You need none of the three. Your project is not in this notebook: a Daphne in a process of its own serves it, as on a
real site, and the cells talk to it. For the project's own commands there is `await server.manage("migrate")`.

If a cell waits too long, press Stop. It ends the waiting, and the server goes on."""


def first_cells() -> Iterator[Cell]:
    """The cells below the heading. The kernel has no Django, so what only fails with it is told, not run."""
    yield text("traps", _RUN)
    yield code("trap", _FAILING, FAILS)
    yield text("traps", "In a cell you write `await` instead.")
    yield code("trap", "await hello()")
    yield text("traps", _OTHERS)
