"""A Ray cluster on this machine, whose nodes are processes of one core each, for the tests of `make test-cluster`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from app.cluster import ENVIRONMENT, LOOPBACK, ray

PATIENT = {  # a busy machine is no fault of the code
    "RAY_raylet_start_wait_time_s": "120",
    "RAY_worker_niceness": "0",
    "RAY_SERVE_PROXY_READY_CHECK_TIMEOUT_S": "120",
    "RAY_SERVE_PROXY_HEALTH_CHECK_TIMEOUT_S": "60",
}


@contextmanager
def cluster_of_nodes() -> Iterator[Any]:
    """A head without a core, to which tests add nodes; RAY_ADDRESS names it meanwhile."""
    if os.environ.get("CLUSTER_TESTS") != "1":
        pytest.skip("tests on a Ray cluster run by `make test-cluster`")
    os.environ.update({**ENVIRONMENT, **LOOPBACK, **PATIENT})
    from ray.cluster_utils import Cluster  # noqa: PLC0415

    nodes = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    os.environ["RAY_ADDRESS"] = nodes.address
    try:
        yield nodes
    finally:
        ray.shutdown()
        nodes.shutdown()
        del os.environ["RAY_ADDRESS"]
