"""All that is known of a row's records: made only when a page asks."""

from wslearn.panel.items import Item, Kept


def detail(kept: Kept | None) -> list[Item]:
    """The row's records, each in all its forms; none for what is no row."""
    return []
