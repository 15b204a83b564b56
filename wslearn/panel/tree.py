"""Where a group_send went, as a tree."""

from collections.abc import Iterable

from wslearn.panel.items import Item
from wslearn.trace.record import Record


def tree(records: Iterable[Record], identity: tuple[str, int]) -> Item | None:
    """The tree of a group_send; None where it is not kept."""
    return None
