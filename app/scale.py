"""Past one machine, on Ray: work on many items, spread over a cluster as Ray Data.

The only file that knows Ray, which comes with the optional extra `cluster`. Does not know what the work is.
"""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from model.errors import ConfigError, ModelError

# How Ray runs here; what is set already stays. A cluster's nodes are to be started with the same (see README.md).
ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing is told to anyone
}

Item = TypeVar("Item")


def spread(work: Callable[[Item], object], items: Sequence[Item], gpu: bool = False) -> Iterator[Item]:
    """Do work on every item, each a task of Ray Data on a core, or on a GPU; give the items as they are done.

    What a lost node had in hand is done again elsewhere, so `work` may run more than once on an item.
    Raises ConfigError without Ray, and the ModelError that `work` raises.
    """
    ray = _connected()
    ray.data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)  # which would warn of that

    def do(row: dict[str, int]) -> dict[str, int]:
        work(items[row["id"]])
        return row

    numbers = ray.data.range(len(items), override_num_blocks=len(items))
    try:
        for row in numbers.map(do, num_gpus=int(gpu)).iter_rows():
            yield items[row["id"]]
    except ray.exceptions.RayTaskError as error:
        raise _model_error(error) from error


def _model_error(error: BaseException) -> BaseException:
    """What the work itself raised, under the layers that Ray wraps it in."""
    inner: BaseException | None = error
    while inner is not None and not isinstance(inner, ModelError):
        inner = getattr(inner, "cause", None) or inner.__cause__
    return inner or error


def _connected() -> Any:
    """Ray, on the cluster that RAY_ADDRESS names (`auto`: the one that this machine is a node of), or one of our own.

    Our own listens on the loopback alone, since whoever reaches Ray's ports may run anything.
    """
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    ray = _ray()
    own = {} if os.environ.get("RAY_ADDRESS") else {"address": "local", "_node_ip_address": "127.0.0.1"}
    ray.init(ignore_reinit_error=True, logging_level="WARNING", **own)
    return ray


def _ray() -> Any:
    try:
        import ray  # noqa: PLC0415
        import ray.data  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise ConfigError(f"{error.name} is missing: pip install 'slotscope[cluster]'") from error
    return ray
