"""How much a live training of the lab slows tagging: python -m tests.bench.live [ROUNDS]. No test.

One server in a process of its own; a caller asks for one sentence after the other, in turns while nobody trains and
while somebody does, so that what else the machine does weighs on both alike.
"""

import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from model.live import toy_sentences

SENTENCES = 200  # a turn
STEPS = 400  # of a training, the most that one may ask for: longer than a turn
LESSON = {"sentences": toy_sentences(16, 1), "probe": "arrive Taipei", "architecture": "lstm", "hidden_size": 64}
BODY = {"text": "I would like to arrive Taipei on November 2nd.", "model": "flights"}


def main(rounds: int) -> None:
    """Print the median and the 95th percentile of both, in milliseconds."""
    times: dict[str, list[float]] = {"nobody trains": [], "somebody trains": []}
    with served() as client:
        turn(client)  # warm
        for _ in range(rounds):
            times["nobody trains"] += turn(client)
            with training(client):
                times["somebody trains"] += turn(client)
    for name, found in times.items():
        late = statistics.quantiles(found, n=20)[-1]
        print(f"{name}: median {statistics.median(found):.2f} ms, 95 % below {late:.2f} ms, {len(found)} requests")  # noqa: T201


def turn(client: httpx.Client) -> list[float]:
    """The milliseconds of each of some requests for tagging."""
    found = []
    for _ in range(SENTENCES):
        started = time.perf_counter()
        client.post("/api/tag", json=BODY).raise_for_status()
        found.append((time.perf_counter() - started) * 1000)
    return found


@contextmanager
def training(client: httpx.Client) -> Iterator[None]:
    """A reader who trains one network after the other, from the first step that was told to the end of the block."""
    begun, over = threading.Event(), threading.Event()

    def watch() -> None:
        for seed in range(100):
            body = {**LESSON, "steps": STEPS, "seed": seed}
            with client.stream("POST", "/api/lab/learn", json=body, timeout=None) as response:
                for line in response.iter_lines():
                    if line == "event: steps":
                        begun.set()
                    if over.is_set():
                        return

    reader = threading.Thread(target=watch)
    reader.start()
    begun.wait()
    yield
    over.set()
    reader.join()


@contextmanager
def served() -> Iterator[httpx.Client]:
    """A client of a server of its own, once that is ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "app", "serve", "--port", str(port)]
    with (
        subprocess.Popen(command, stdout=subprocess.DEVNULL) as server,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client,
    ):
        while not ready(client):
            time.sleep(0.1)
        yield client
        server.terminate()


def ready(client: httpx.Client) -> bool:
    """Whether the server answers and its default models are loaded."""
    try:
        return client.get("/readyz").is_success
    except httpx.ConnectError:
        return False


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
