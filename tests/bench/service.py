"""The service behind a real server: requests a second, latency under load, start and memory."""

import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.bench.rounds import Row, compared
from tests.bench.server import ROOT, Server, closed_loop, open_loop, percentile, request, resident, serving

PORT = 18_431
CONNECTIONS, SECONDS, ROUNDS = 32, 2.0, 4
STARTS = 3
BODY = {"text": "show me flights from boston to denver on november 2nd", "model": "flights"}
UVICORN = ("uvicorn", "tests.bench.app:make_app", "--factory", "--port", str(PORT), "--no-access-log")
MB = 2**20


def requests(_folder: Path) -> Iterator[Row]:
    """POST /api/tag beside a constant route, and its latency at half of the load that it can bear."""
    what = f"`POST /api/tag`, requests/s, {CONNECTIONS} connections, 1 worker"
    with serving(*UVICORN, port=PORT, access_log="false") as server:
        tag, row = _beside_constant(server, what)
        yield row
        quiet = asyncio.run(closed_loop(PORT, request("/api/tag", BODY), 1, 2 * SECONDS)).seconds
        busy = asyncio.run(open_loop(PORT, request("/api/tag", BODY), tag / 2, 4 * SECONDS)).seconds
        late, middle = percentile(busy, 0.99), statistics.median(quiet)
        what = f"p99 latency at half of that, {tag / 2:,.0f} requests/s"
        yield compared(
            what, f"{1e3 * late:.1f} ms", "the median of a lone caller", f"{1e3 * middle:.1f} ms", late / middle, "≤ 5"
        )


def again(_folder: Path) -> Iterator[Row]:
    """The same where the answer is kept."""
    with serving(*UVICORN, port=PORT, access_log="false", remembered="8") as server:
        yield _beside_constant(server, "the same, asked again: the answer is kept")[1]


def _beside_constant(server: Server, what: str) -> tuple[float, Row]:
    """Requests/s, and their row."""
    server.until_ready()
    answer = httpx.post(f"{server.url}/api/tag", json=BODY).raise_for_status().json()
    httpx.put(f"{server.url}/api/constant", json=answer).raise_for_status()
    paths = ("/api/tag", "/api/constant")
    speed: dict[str, list[float]] = {path: [] for path in paths}
    for number in range(ROUNDS + 1):
        for path in paths:
            load = asyncio.run(closed_loop(PORT, request(path, BODY), CONNECTIONS, SECONDS))
            if number:
                speed[path].append(load.statuses.get(200, 0) / SECONDS)
    shares = [tag / constant for tag, constant in zip(*speed.values(), strict=True)]
    tag, constant = (statistics.median(values) for values in speed.values())
    share = statistics.median(shares)
    return tag, compared(what, f"{tag:,.0f}", "a constant route", f"{constant:,.0f}", share, "≥ 0.6")


def start(_folder: Path) -> Iterator[Row]:
    """From nothing to ready, beside `import torch`; and the memory of a server that holds all models."""
    ready, bare = [], []
    for _ in range(STARTS):
        bare.append(_seconds("-c", "import torch"))
        started = time.perf_counter()
        with serving("app", "serve", "--port", str(PORT), port=PORT) as server:
            server.until_ready()
            ready.append(time.perf_counter() - started)
    mine, theirs = min(ready), min(bare)
    yield compared(
        "start to ready, default models", f"{mine:.1f} s", "`import torch`", f"{theirs:.1f} s", mine / theirs, "≤ 2"
    )
    with serving("app", "serve", "--port", str(PORT), port=PORT) as server:
        server.until_ready()
        _ask_all(server)
        held = resident(server.process.pid)
    least = _resident_of("import torch, fastapi")
    yield compared(
        "memory of a server that has used all models",
        f"{held / MB:,.0f} MB",
        "`import torch, fastapi`",
        f"{least / MB:,.0f} MB",
        held / least,
        "≤ 1.6",
    )


def _ask_all(server: Server) -> None:
    for model in httpx.get(f"{server.url}/api/models").json()["models"]:
        body = {**BODY, "model": model["name"]}
        httpx.post(f"{server.url}/api/tag", json=body, timeout=60).raise_for_status()


def _seconds(*arguments: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True)
    return time.perf_counter() - started


def _resident_of(code: str) -> int:
    command = [sys.executable, "-c", f"{code}; input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env={**os.environ, "OMP_NUM_THREADS": "1"}) as process:
        time.sleep(1)
        last, held = 0, 1
        while last < held:  # until it has imported everything
            time.sleep(2)
            last, held = held, resident(process.pid)
        process.kill()
    return held
