"""What a request costs alone and on Ray Serve with one replica and with two: requests a second, and processor time.

    python -m tests.bench.replicas [REPLICAS…]

Needs the extra `cluster`. On the loopback; callers share the machine with what they measure, so on a busy or small one
the processor time, which is told by process, says more than the rate.
"""

import asyncio
import os
import sys
import time
from collections import Counter
from pathlib import Path

from tests.bench.server import Server, closed_loop, request, serving

PORT = 18_450
SECONDS, CONNECTIONS = 10.0, 16
SETTLE_S = 5.0  # until all replicas serve
SENTENCE = "show me flights from boston to denver"
ASKED = {
    1: request("/api/tag", {"text": SENTENCE, "model": "flights"}),
    64: request("/api/tag", {"texts": [SENTENCE] * 64, "model": "flights"}),
}
RAYS = ("ServeReplica", "ProxyActor", "ServeController")
MARK = b"SLOTSCOPE_TORCH_THREADS=1"  # in the environment of all that is measured
TICKS = os.sysconf("SC_CLK_TCK")


def measure(name: str, server: Server) -> None:
    """Ask a service with one sentence a request, then with many, and tell what it took."""
    server.until_ready()
    time.sleep(SETTLE_S)
    for sentences, asked in ASKED.items():
        before = ticks_used()
        load = asyncio.run(closed_loop(PORT, asked, CONNECTIONS, SECONDS))
        answered = max(1, load.statuses.get(200, 0))
        spent = ticks_used() - before
        told = ", ".join(f"{part} {1000 * ticks / TICKS / answered:.2f}" for part, ticks in spent.most_common())
        say(f"{name}, {sentences} a request: {answered / SECONDS:,.0f} requests/s; ms of a core a request: {told}")


def ticks_used() -> Counter[str]:
    """Ticks of the processor that the service's processes have used so far, by part."""
    used: Counter[str] = Counter()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command, fields = (folder / "cmdline").read_bytes().decode(), (folder / "stat").read_text()
            measured = MARK in (folder / "environ").read_bytes()
        except OSError:
            continue  # it has ended meanwhile
        if measured:
            user, system = fields.rpartition(")")[2].split()[11:13]
            used[next((part for part in RAYS if part in command), "others")] += int(user) + int(system)
    return used


def say(sentence: str) -> None:
    """Print a line at once."""
    print(sentence, flush=True)  # noqa: T201


def main() -> None:
    """Measure one process, then each number of replicas."""
    with serving("app", "serve", "--port", str(PORT), port=PORT, torch_threads="1") as server:
        measure("one process", server)
    for replicas in sys.argv[1:] or ("1", "2"):
        counts = {"ray_min_replicas": replicas, "ray_max_replicas": replicas}
        with serving(
            "app", "serve", "--ray", "--port", str(PORT), port=PORT, log=None, torch_threads="1", **counts
        ) as server:
            measure(f"Ray, replicas {replicas}", server)


if __name__ == "__main__":
    main()
