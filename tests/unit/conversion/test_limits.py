"""What is too large to compare."""

import pytest

from wslearn.conversion.limits import MAX_DEPTH, MAX_NODES, Budget, TooLargeError


def test_budget_counts_values_and_levels() -> None:
    """Exactly as many values, and levels, as the limits say; one more is refused."""
    budget = Budget()
    for _ in range(MAX_NODES):
        budget.spend(MAX_DEPTH)

    with pytest.raises(TooLargeError):
        budget.spend(0)
    with pytest.raises(TooLargeError):
        Budget().spend(MAX_DEPTH + 1)
