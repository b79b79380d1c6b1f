"""Sides measured in turn, round after round, so that whatever else the machine does falls on all of them alike."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A line of the table: what was measured, against what, and what the ratio is to be."""

    what: str
    ours: str
    against: str
    theirs: str
    ratio: str
    aim: str
    met: bool | None  # None: there is no aim, or nothing to compare with


def interleaved(sides: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each side in each round, after a round that is not counted.

    What is loaded is frozen, for all sides alike: else each would search for garbage in the libraries of the others.
    """
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds + 1):
        for name, work in sides.items():
            started = time.perf_counter()
            work()
            if number:
                seconds[name].append(time.perf_counter() - started)
            else:
                gc.freeze()
    gc.unfreeze()
    return seconds


def ratio(slower: list[float], faster: list[float]) -> float:
    """How many times as long one side took: the median over rounds."""
    return statistics.median(a / b for a, b in zip(slower, faster, strict=True))


def compared(what: str, ours: str, against: str, theirs: str, found: float, aim: str) -> Row:
    """A row with its ratio and whether that keeps to the aim, such as "≥ 10"."""
    bound = float(aim[1:])
    met = found <= bound if aim[0] == "≤" else found >= bound
    return Row(what, ours, against, theirs, f"{found:.3g} ×", f"{aim} ×", met)


def missing(what: str, against: str, why: str) -> Row:
    """A row that says why there is nothing to compare with."""
    return Row(what, "–", against, "–", why, "–", None)
