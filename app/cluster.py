"""Ray, which comes with the extra `cluster`: the way to it, and work on many items spread over it as Ray Data.

Does not know what the work is. What serves on Ray is scale.py.
"""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from model.errors import ModelError
from model.lazy import Lazy

# How Ray runs here; what is set already stays. A cluster's nodes are to be started with the same (see README.md).
ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing is told to anyone
}
# Our own Ray keeps to the loopback, since whoever reaches Ray's ports may run anything.
LOOPBACK = {
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # Ray's words for it, on any system
}

Item = TypeVar("Item")

ray, data = Lazy("ray", "cluster"), Lazy("ray.data", "cluster")


def connect() -> None:
    """Connect to the cluster that RAY_ADDRESS names (`auto`: the one that this machine is a node of), or start our own.

    Raises ConfigError without Ray.
    """
    own = not os.environ.get("RAY_ADDRESS")
    for name, value in {**ENVIRONMENT, **(LOOPBACK if own else {})}.items():  # before Ray is imported
        os.environ.setdefault(name, value)
    ray.init(
        address="local" if own else None, ignore_reinit_error=True, logging_level="WARNING", include_dashboard=False
    )


def spread(work: Callable[[Item], object], items: Sequence[Item], gpu: bool = False) -> Iterator[Item]:
    """Do work on every item, each a task of Ray Data on a core, or on a GPU; give the items as they are done.

    What a lost node had in hand is done again elsewhere, so `work` may run more than once on an item.
    Raises ConfigError without Ray, and ModelError with the sentence of one that `work` raises.
    """
    connect()
    data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)  # which would warn of that

    def do(row: dict[str, int]) -> dict[str, int | str]:
        try:
            work(items[row["id"]])
        except ModelError as error:  # as a value, for Ray wraps what is raised until its sentence is lost
            return {**row, "problem": str(error)}
        return {**row, "problem": ""}

    numbers = data.range(len(items), override_num_blocks=len(items))
    for row in numbers.map(do, num_gpus=int(gpu)).iter_rows():
        if row["problem"]:
            raise ModelError(row["problem"])
        yield items[row["id"]]
