"""How much a conversion takes on; what is larger is still converted, but not compared value by value."""

MAX_DEPTH = 100
"""Levels of nesting that are compared."""

MAX_NODES = 50_000
"""Values that are compared."""

MAX_SOURCE = 1_000_000
"""Characters of a Python literal or a JavaScript source."""

MAX_INT_BITS = 14_000
"""Bits of an int in a Python literal: CPython writes out 4300 digits at most (docs, "Integer string conversion")."""


class TooLargeError(Exception):
    """A value is too deep or too large to be compared."""


class Budget:
    """Counts values while a tree is read."""

    def __init__(self) -> None:
        self._left = MAX_NODES

    def spend(self, depth: int) -> None:
        """Count one value.

        Raises:
            TooLargeError: it is one too many, or too deep.
        """
        self._left -= 1
        if self._left < 0 or depth > MAX_DEPTH:
            raise TooLargeError
