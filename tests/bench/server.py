"""A server in a process of its own, on the loopback, and callers that ask as fast as it answers or at a given rate."""

import asyncio
import gc
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import orjson

ROOT = Path(__file__).parents[2]
START_S = 120.0


@dataclass
class Server:
    """A running server."""

    process: "subprocess.Popen[bytes]"
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def until_ready(self, patience_s: float = START_S, pause_s: float = 0.005) -> None:
        """Return when /readyz says so. Raises TimeoutError where it does not in time, or has ended."""
        deadline = time.monotonic() + patience_s
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if httpx.get(f"{self.url}/readyz", timeout=30).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(pause_s)
        raise TimeoutError("the server did not become ready")


@contextmanager
def serving(*arguments: str, port: int, log: Path | None = None, **settings: str) -> Iterator[Server]:
    """Run a Python module or command as a server until the block is left; it keeps no answers unless it is told to."""
    settings = {"remembered": "0", **settings}
    variables = {f"SLOTSCOPE_{name.upper()}": value for name, value in settings.items()}
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT), **variables}
    output = subprocess.DEVNULL if log is None else log.open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.DEVNULL
    )
    try:
        yield Server(process, port)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@dataclass
class Load:
    """What became of requests."""

    sent: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    unanswered: int = 0  # the connection broke once the request was sent
    refused: int = 0  # no connection at all
    renewed: int = 0  # asked again on a new connection, as the old one had been closed
    seconds: list[float] = field(default_factory=list)

    def count(self, status: int) -> None:
        """One more answer."""
        self.statuses[status] = self.statuses.get(status, 0) + 1


def request(path: str, body: object) -> bytes:
    """A POST as bytes."""
    content = orjson.dumps(body)
    return b"POST %b HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n%b" % (path.encode(), len(content), content)


async def closed_loop(port: int, asked: bytes, connections: int, seconds: float) -> Load:
    """Each connection asks again as soon as it is answered."""
    load, end = Load(), time.perf_counter() + seconds

    async def caller() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < end:
            await _once(reader, writer, asked, load)
        writer.close()

    await asyncio.gather(*(caller() for _ in range(connections)))
    return load


async def asking(port: int, asked: bytes, end: float, load: Load) -> None:
    """Ask again and again until a moment, on a new connection where the last one broke."""
    while time.perf_counter() < end:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            load.sent += 1
            load.refused += 1
            await asyncio.sleep(0.05)
            continue
        try:
            while time.perf_counter() < end:
                await _once(reader, writer, asked, load)
        except (OSError, asyncio.IncompleteReadError):
            load.unanswered += 1
        finally:
            writer.close()


async def open_loop(port: int, asked: bytes, rate: float, seconds: float) -> Load:
    """Ask at a steady rate whatever the answers take; times count from when a request was due.

    The garbage collector of this process rests meanwhile: its pauses are not the service's.
    """
    load, idle = Load(), list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]()
    start = time.perf_counter()
    tasks = []

    async def one(due: float) -> None:
        while idle:  # the service closes what has been idle for long, perhaps just as it is used again
            if await answered(idle.pop(), due):
                return
            load.renewed += 1
        if not await answered(await asyncio.open_connection("127.0.0.1", port), due):
            load.unanswered += 1

    async def answered(pair: tuple[asyncio.StreamReader, asyncio.StreamWriter], due: float) -> bool:
        try:
            await _once(*pair, asked, load)
        except (OSError, asyncio.IncompleteReadError):
            pair[1].close()
            return False
        load.seconds[-1] = time.perf_counter() - due
        idle.append(pair)
        return True

    gc.disable()
    for number in range(int(rate * seconds)):
        due = start + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(one(due)))
    await asyncio.gather(*tasks)
    gc.enable()
    for _, writer in idle:
        writer.close()
    return load


async def _once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: bytes, load: Load) -> None:
    started = time.perf_counter()
    load.sent += 1
    writer.write(asked)
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head)
    await reader.readexactly(int(length[1]) if length else 0)
    load.seconds.append(time.perf_counter() - started)
    load.count(int(head[9:12]))


def resident(pid: int) -> int:
    """Bytes of memory that a process and its children hold."""
    held = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
        except OSError:
            continue  # it has ended meanwhile
        if pid in (int(fields["Pid"]), int(fields["PPid"])) and "VmRSS" in fields:
            held += int(fields["VmRSS"].split()[0]) * 1024
    return held


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
