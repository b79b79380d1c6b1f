"""Faults while the service is under load, each told in requests: sent, answered, refused, lost.

    python -m tests.bench.faults [FAULT…] [--soak SECONDS]

Loopback only, everything bounded. A request is refused when it gets 503 or finds no connection, and lost when it had
reached the service, as the service's own log says, and its caller never heard the answer.
"""

import argparse
import asyncio
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from model.checkpoint import SHIPPED
from tests.bench.server import ROOT, Load, Server, asking, open_loop, percentile, request, resident, serving

PORT = 18_440
CONNECTIONS, SECONDS = 16, 6.0
ASKED = request("/api/tag", {"text": "show me flights from boston to denver", "model": "flights"})
TOMORROW = request("/api/compare", {"text": "leave taipei tomorrow", "models": ["flights"]})
OTHER = request("/api/compare", {"text": "leave taipei on november 2nd", "models": ["flights/gru"]})


@contextmanager
def service(folder: Path, workers: int = 1, *arguments: str) -> Iterator[tuple[Server, Path]]:
    """A server that is ready, on a copy of the models for flights, and its log."""
    models, log = folder / "models", folder / "log"
    if not models.exists():
        shutil.copytree(SHIPPED / "flights", models / "flights")
    usual = ("app", "serve", "--port", str(PORT), "--workers", str(workers), "--models-dir", str(models))
    with serving(*(arguments or usual), port=PORT, log=log) as server:
        server.until_ready()
        yield server, log


async def while_asked(act: Callable[[], Awaitable[None]], asked: bytes = ASKED) -> Load:
    """Callers that ask again and again, new connections in place of broken ones, while something is done."""
    load = Load()
    end = time.perf_counter() + SECONDS
    callers = [asyncio.create_task(asking(PORT, asked, end, load)) for _ in range(CONNECTIONS)]
    await asyncio.sleep(SECONDS / 4)
    await act()
    await asyncio.gather(*callers)
    return load


def stop(folder: Path) -> str:
    """SIGTERM: everything accepted is answered, what comes later is refused, the process ends with 0 in time."""
    with service(folder) as (server, log):

        async def act() -> None:
            server.process.send_signal(signal.SIGTERM)

        load = asyncio.run(while_asked(act))
        status = server.process.wait(30)
        return f"{told(load, log)}; exit code {status}"


def kill(folder: Path) -> str:
    """kill -9 of one of two workers: the other serves on, and the killed one comes back."""
    with service(folder, workers=2) as (server, log):
        before = workers_of(server.process.pid)

        async def act() -> None:
            os.kill(before[0], signal.SIGKILL)

        load = asyncio.run(while_asked(act))
        deadline = time.monotonic() + 60
        while (after := workers_of(server.process.pid)) and len(after) < 2 and time.monotonic() < deadline:
            time.sleep(0.1)
        server.until_ready()
        back = len(after) == 2 and after != before
        return f"{told(load, log)} (those in the killed worker's hands); two workers again: {back}"


def restart(folder: Path) -> str:
    """SIGHUP to the first of three processes: workers are replaced one by one, and serve a model that has come."""
    with service(folder, workers=2) as (server, log):
        before, own = workers_of(server.process.pid), folder / "models" / "own"
        shutil.copytree(SHIPPED / "flights" / "gru", own / "gru")

        async def act() -> None:
            server.process.send_signal(signal.SIGHUP)

        load = asyncio.run(while_asked(act))
        deadline = time.monotonic() + 120
        while set(workers_of(server.process.pid)) & set(before) and time.monotonic() < deadline:
            time.sleep(0.1)
        server.until_ready()
        asked = request("/api/compare", {"text": "leave taipei", "models": ["own"]})
        statuses = {asyncio.run(status_of(asked)) for _ in range(20)}
        return f"{told(load, log)}; the model that has come: {statuses}"


def clock(folder: Path) -> str:
    """The wall clock jumps ten years ahead and twenty back."""
    command = ("uvicorn", "tests.bench.clock:make_app", "--factory", "--port", str(PORT), "--no-access-log")
    with service(folder, 1, *command) as (server, log):
        days: list[str] = []

        async def act() -> None:
            for number in (0, signal.SIGUSR1, signal.SIGUSR2, signal.SIGUSR2):
                server.process.send_signal(number)
                await asyncio.sleep(0.3)
                days.append(await answered(TOMORROW))

        load = asyncio.run(while_asked(act))
        years = [re.findall(r'"value":"(\d{4})-', day) for day in days]
        return f"{told(load, log)}; the year of tomorrow: {years}"


def vanish(folder: Path) -> str:
    """Callers that leave in the middle of a request, and callers that send a byte at a time."""
    with service(folder) as (_, log):

        async def act() -> None:
            for cut in range(10, len(OTHER), 3):
                _, writer = await asyncio.open_connection("127.0.0.1", PORT)
                writer.write(OTHER[:cut])
                await asyncio.sleep(0.005)
                writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
            for place in range(len(OTHER)):
                writer.write(OTHER[place : place + 1])
                await asyncio.sleep(0.002)
            assert (await reader.readline()).startswith(b"HTTP/1.1 200"), "the slow caller was not answered"
            writer.close()

        return f"{told(asyncio.run(while_asked(act)), log)} (of those who stayed)"


def damage(folder: Path) -> str:
    """Model files truncated, replaced and deleted: what is loaded serves on, what is not is 503 until it is back."""
    with service(folder) as (_, log):
        weights = folder / "models" / "flights" / "gru" / "model.safetensors"
        whole = weights.read_bytes()
        statuses = []

        async def act() -> None:
            for name in ("bi-lstm", "gru"):
                path = folder / "models" / "flights" / name / "model.safetensors"
                path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
            statuses.append(await status_of(OTHER))
            weights.write_bytes(b"{}" * 1000)
            statuses.append(await status_of(OTHER))
            weights.unlink()
            statuses.append(await status_of(OTHER))
            weights.write_bytes(whole)
            statuses.append(await status_of(OTHER))

        load = asyncio.run(while_asked(act))
        return f"{told(load, log)}; the damaged model: {statuses}, the last when it is back"


def full_disk(folder: Path) -> str:
    """A disk that is full while a model is written: training says so and the model before it stays whole."""
    data = folder / "data.jsonl"
    line = {"text": "leave Oslo now", "spans": [{"start": 6, "end": 10, "label": "city"}]}
    data.write_text(f"{json.dumps(line)}\n" * 60, encoding="utf-8")
    out = folder / "toys" / "gru"
    command = [sys.executable, "-m", "app", "train", "--data", str(data), "--out", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    limited = f"ulimit -f 8; exec {' '.join(command)}"  # no file longer than a few thousand bytes
    failed = subprocess.run(["bash", "-c", limited], cwd=ROOT, check=False, capture_output=True, text=True)
    whole = before == {path.name: path.read_bytes() for path in out.iterdir()}
    said = failed.stderr.strip().splitlines()[-1:]
    return f"exit code {failed.returncode}, the old model whole: {whole}, said: {' '.join(said)[-120:]}"


FAULTS: Mapping[str, Callable[[Path], str]] = {
    "stop": stop,
    "kill": kill,
    "restart": restart,
    "vanish": vanish,
    "damage": damage,
    "full_disk": full_disk,
    "clock": clock,
}


def soak(folder: Path, seconds: float) -> str:
    """Half of the load that it can bear, for long: memory and latency at the beginning and at the end, and errors."""
    with service(folder) as (server, _):
        most = Load()
        end = time.perf_counter() + 3

        async def flat_out() -> None:
            await asyncio.gather(*(asking(PORT, ASKED, end, most) for _ in range(CONNECTIONS)))

        asyncio.run(flat_out())
        rate, loads, memory = most.statuses.get(200, 0) / 6, list[Load](), list[int]()
        for _ in range(max(3, round(seconds / 30))):
            loads.append(asyncio.run(open_loop(PORT, ASKED, rate, 30)))
            memory.append(resident(server.process.pid))
        errors = sum(load.sent - load.renewed - load.statuses.get(200, 0) for load in loads)
        middles = [1e3 * statistics.median(load.seconds) for load in loads]
        lates = [1e3 * percentile(load.seconds, 0.99) for load in loads]
        sent, renewed = sum(load.sent for load in loads), sum(load.renewed for load in loads)
        return (
            f"{30 * len(loads)} s at {rate:,.0f} requests/s: {sent:,} sent, {errors} errors, "
            f"{renewed} asked again as an idle connection had been closed; "
            f"median {middles[1]:.1f} → {middles[-1]:.1f} ms, p99 {lates[1]:.1f} → {lates[-1]:.1f} ms, "
            f"memory {100 * (memory[-1] / memory[1] - 1):+.1f} % from the second half minute to the last"
        )


def told(load: Load, log: Path) -> str:
    """The counts in words. The service writes a line for each request whose answer it has sent."""
    answered = load.statuses.get(200, 0)
    lines = [line for line in log.read_text(encoding="utf-8").splitlines() if '"route":"/api/tag"' in line]
    served = sum('"status":200' in line for line in lines)
    refused = load.refused + load.statuses.get(503, 0)
    others = {status: count for status, count in load.statuses.items() if status not in (200, 503)}
    return (
        f"{load.sent:,} sent, {answered:,} answered, {refused:,} refused, {load.unanswered} broken off before the "
        f"service took them, {max(0, served - answered)} lost" + (f", others {others}" if others else "")
    )


def workers_of(pid: int) -> list[int]:
    """The processes that a server of several workers serves with."""
    command = ["pgrep", "-P", str(pid), "-f", "spawn_main"]
    return sorted(map(int, subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()))


async def status_of(asked: bytes) -> int:
    """The status that a request gets."""
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    writer.write(asked)
    line = await reader.readline()
    writer.close()
    found = re.match(rb"HTTP/1.1 (\d+)", line)
    return int(found[1]) if found else 0


async def answered(asked: bytes) -> str:
    """The answer that a request gets."""
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    writer.write(asked)
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head)
    body = await reader.readexactly(int(length[1]) if length else 0)
    writer.close()
    return body.decode()


def main() -> None:
    """Run the faults that are asked for, each on a fresh server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("faults", nargs="*", choices=[*FAULTS, []])
    parser.add_argument("--soak", type=float, default=0.0, metavar="SECONDS")
    asked = parser.parse_args()
    for name in asked.faults or ([] if asked.soak else FAULTS):
        with tempfile.TemporaryDirectory() as folder, suppress(KeyboardInterrupt):
            print(f"{name}: {FAULTS[name](Path(folder))}", flush=True)  # noqa: T201
    if asked.soak:
        with tempfile.TemporaryDirectory() as folder:
            print(f"soak: {soak(Path(folder), asked.soak)}")  # noqa: T201


if __name__ == "__main__":
    main()
