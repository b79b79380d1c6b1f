"""The service behind a real server on the loopback: what only sockets and signals show."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
MB = 2**20


@dataclass
class Server:
    """A running server: `process` to send signals to, `log` with a line for each request that it answered."""

    process: "subprocess.Popen[str]"
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving(**settings: str) -> Iterator[Server]:
    """A server whose tagger takes its time, on a port that is free."""
    variables = {f"SLOTSCOPE_{name.upper()}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "uvicorn", "tests.app.doubles:make_slow_app", "--factory", "--port", "0"]
    environment = {**os.environ, **variables, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    with (
        tempfile.NamedTemporaryFile() as log,
        subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stderr=subprocess.PIPE, stdout=log) as process,
    ):
        try:
            yield Server(process, _port(process), Path(log.name))
        finally:
            process.kill()


def _port(process: "subprocess.Popen[str]") -> int:
    assert process.stderr
    for line in process.stderr:
        if found := re.search(r"running on http://127\.0\.0\.1:(\d+)", line):
            return int(found[1])
    raise AssertionError("the server did not start")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def talk(server: Server, *pieces: bytes, pause_s: float = 0) -> bytes:
    """Send bytes piece by piece and read until the server has sent a JSON object, or closes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(pause_s)
        heard = b""
        while b"}" not in heard and (more := connection.recv(65536)):
            heard += more
        return heard


def test_a_body_over_the_limit_is_refused_so_that_its_sender_hears_why(server: Server) -> None:
    for size in (MB + 1, 8 * MB):
        response = httpx.post(f"{server.url}/api/tag", content=b"x" * size)
        assert (response.status_code, response.json()["detail"]["got"]) == (413, size)


def test_a_body_over_the_limit_in_pieces_of_unknown_number_is_refused_too(server: Server) -> None:
    response = httpx.post(f"{server.url}/api/tag", content=(b"x" * 65536 for _ in range(40)))
    assert response.status_code == 413


def test_who_asks_first_is_told_before_sending(server: Server) -> None:
    head = b"POST /api/tag HTTP/1.1\r\nhost: x\r\ncontent-length: 9999999\r\nexpect: 100-continue\r\n\r\n"
    heard = talk(server, head)
    assert heard.startswith(b"HTTP/1.1 413")


def test_a_caller_who_leaves_is_not_answered_and_harms_nobody(server: Server) -> None:
    body = b'{"text": "to Rome"}'
    head = b"POST /api/tag HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % len(body)
    for sent in (head[:20], head, head + body[:5], head + body):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(sent)
    assert httpx.post(f"{server.url}/api/tag", content=body).status_code == 200


def test_what_callers_who_left_had_asked_for_is_dropped(server: Server) -> None:
    def count() -> float:
        found = re.search(r'requests_total.*status="499"} (\S+)', httpx.get(f"{server.url}/metrics").text)
        return float(found[1]) if found else 0.0

    before, deadline = count(), time.monotonic() + 60
    while count() == before and time.monotonic() < deadline:
        for top_k in range(20):  # each a batch of its own, of 20 ms
            body = b'{"text": "to Rome", "top_k": %d}' % top_k
            head = b"POST /api/tag HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % len(body)
            with socket.create_connection(("127.0.0.1", server.port)) as connection:
                connection.sendall(head + body)
    assert count() > before


def test_a_body_that_dawdles_is_refused_in_time() -> None:
    with serving(body_timeout_s="0.3") as server:
        head = b"POST /api/tag HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n"
        assert talk(server, head, b'{"text":', pause_s=0.2).startswith(b"HTTP/1.1 408")


def test_a_signal_to_stop_under_load_loses_no_accepted_request() -> None:
    with serving() as server, ThreadPoolExecutor(16) as pool:
        statuses: list[int] = []

        def ask_until_refused(number: int) -> None:
            with suppress(httpx.TransportError):
                while True:
                    response = httpx.post(f"{server.url}/api/tag", json={"text": f"to Rome {number}"}, timeout=60)
                    statuses.append(response.status_code)

        asking = [pool.submit(ask_until_refused, number) for number in range(16)]
        while not statuses:
            time.sleep(0.001)
        server.process.send_signal(signal.SIGTERM)
        for future in asking:
            future.result()
        assert server.process.wait(60) in (0, -signal.SIGTERM)
        logged = [json.loads(line)["status"] for line in server.log.read_text().splitlines()]
    assert set(statuses) == {200}
    assert logged == statuses  # whoever was refused had never reached the service
