"""Prints the table of benchmarks.

    python -m tests.benchmarks [--rounds N] [--quick] [--peers]

Ratios, not times: nothing here asserts anything. Run it while the machine has nothing else to do: `wslearn` uses two
cores at once where its floor uses one and a half, so that a busy machine shows it slower than it is.
"""

import argparse
from collections.abc import Iterator

from tests.benchmarks import checking, drawing, notebooks, panel, peers, startup, throughput
from tests.benchmarks.measure import Ratio
from tests.benchmarks.table import print_table

WHY_MISSED = {
    startup.FIRST_ECHO: "processor time, not waiting: see `python -X importtime -m wslearn lesson 3 --auto --plain`;"
    " half of it is our own dataclasses and modules, the rest rich, markdown-it, websockets and asyncio.",
    throughput.ONE: "an echo costs the server about 15 % more processor time: half of it is taking 8 records, half the"
    " wrappers that see them; decoding and merging them costs this process, on the client's core, 20 us more.",
    throughput.MANY: "as one at a time.",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=11, help="how often each pair is measured")
    parser.add_argument("--quick", action="store_true", help="3 short rounds: for a first look")
    parser.add_argument("--peers", action="store_true", help="measure uvicorn and mitmproxy too; installs them")
    options = parser.parse_args()
    rounds, seconds = (3, 0.5) if options.quick else (options.rounds, 1.5)
    ratios = list(_ratios(rounds, seconds, with_peers=options.peers))
    print_table(ratios, _remarks(ratios, with_peers=options.peers))


def _ratios(rounds: int, seconds: float, *, with_peers: bool) -> Iterator[Ratio]:
    yield from startup.run(rounds)
    yield from checking.run(rounds)
    yield from throughput.run(rounds, seconds)
    yield from panel.run(rounds, seconds)
    yield from notebooks.run(rounds)
    if with_peers:
        yield from peers.run(rounds, seconds)
    yield from drawing.run(seconds=4 * seconds)


def _remarks(ratios: list[Ratio], *, with_peers: bool) -> Iterator[str]:
    if not with_peers:
        yield "uvicorn --log-level trace and mitmdump were left out; --peers installs and measures them."
    for ratio in ratios:
        if ratio.reached is False:
            yield f"Missed: {ratio.name}: {WHY_MISSED.get(ratio.name, ratio.note or 'run it on a machine at rest.')}"


if __name__ == "__main__":
    main()
