"""Said and sent: where what the ASGI event said and what went over the wire differ."""

from collections.abc import Sequence

from wslearn.trace.record import Record
from wslearn.trace.row import Mark


def marks(records: Sequence[Record]) -> tuple[Mark, ...]:
    """The marks of one row's records."""
    raise NotImplementedError
