"""The one page that is printed."""

import os
import platform
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from tests.benchmarks.measure import Ratio


def print_table(ratios: Iterable[Ratio], remarks: Iterable[str]) -> None:
    """Print the ratios, then the remarks: what was left out, and why a goal was missed."""
    table = Table(
        title=f"wslearn's benchmarks: {platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        caption="Each number is a ratio of two things measured in turns in this run; machines differ, ratios less.",
    )
    for heading in ("what", "ratio", "low-high", "ours", "theirs", "goal", "ours at most", ""):
        table.add_column(heading, justify="left" if heading in ("what", "") else "right")
    for ratio in ratios:
        table.add_row(*_cells(ratio))
    console = Console(highlight=False, width=120)
    console.print(table)
    for remark in remarks:
        console.print(remark, markup=False)


def _cells(ratio: Ratio) -> tuple[str, ...]:
    sign = "≥" if ratio.above else "≤"
    verdict = {True: "reached", False: "MISSED", None: "to compare"}[ratio.reached]
    return (
        ratio.name + (f"\n{ratio.note}" if ratio.note else ""),
        f"{ratio.value:.2f}",
        f"{ratio.low:.2f}-{ratio.high:.2f}",
        f"{ratio.ours:,.0f}",
        f"{ratio.theirs:,.0f}",
        "" if ratio.goal is None else f"{sign} {ratio.goal:.2f}",
        "" if ratio.limit is None else f"≤ {ratio.limit:,.0f}",
        verdict,
    )
