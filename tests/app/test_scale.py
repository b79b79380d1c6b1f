"""The app on Ray Serve: what a replica is and is given, and on a cluster whose node is killed while it serves.

`make test-cluster` runs what needs Ray.
"""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from app import scale
from app.cli import main
from app.main import create_app
from app.problems import NotReady
from app.settings import Settings
from model.errors import ConfigError
from tests.app.nodes import cluster_of_nodes
from tests.bench.server import Server
from tests.model.helpers import save_model

ROOT = Path(__file__).parents[2]
START_S = 300.0
TRIES, PAUSE_S = 20, 0.5  # of a caller that asks again
TEXT = "leave Taipei on May 2nd"
ASKED: tuple[tuple[str, str, object], ...] = (
    ("POST", "/api/tag", {"text": TEXT}),
    ("POST", "/api/tag", {"texts": [TEXT, "to Oslo"], "top_k": 2}),
    ("POST", "/api/explain", {"text": TEXT, "index": 1}),
    ("POST", "/models/flights", {"inputs": TEXT}),
    ("POST", "/api/tag", {"text": " "}),
    ("POST", "/api/tag", {"text": "x" * 20_001}),
    ("POST", "/api/tag", {"text": TEXT, "model": "nobody/knows"}),
    ("POST", "/api/tag", {"text": "x" * 2**20}),
    ("GET", "/readyz", None),
    ("GET", "/api/models", None),
    ("GET", "/no/such/page", None),
    ("GET", f"/?text={TEXT}", None),
)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    save_model(folder, task="flights")
    return folder


def given(models: Path) -> dict[str, Any]:
    return {"models_dir": models, "shipped_models": False, "access_log": False}


def test_a_replica_is_healthy_once_its_models_are_loaded(models: Path) -> None:
    replica = scale.Replica({**given(models), "max_texts": 3})
    app = replica.__serve_build_asgi_app__()
    with TestClient(app) as client:
        asyncio.run(replica.check_health())
        assert client.get("/readyz").status_code == 200
        assert client.post("/api/tag", json={"texts": ["to Oslo"] * 4}).json()["type"] == "too_long"


def test_a_replica_whose_default_model_is_damaged_is_not_healthy(tmp_path: Path) -> None:
    save_model(tmp_path, task="flights")
    replica = scale.Replica(given(tmp_path))
    app = replica.__serve_build_asgi_app__()
    (tmp_path / "flights" / "bi-lstm" / "model.safetensors").write_bytes(b"damaged meanwhile")
    with TestClient(app), pytest.raises(NotReady):
        asyncio.run(replica.check_health())


def test_whichever_replica_is_asked_tells_the_metrics_of_all(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replicas = [scale.Replica(given(models)) for _ in range(2)]
    apps = [replica.__serve_build_asgi_app__() for replica in replicas]

    class Broadcast:
        """Stands for ray.serve, whose second replica does not answer in the end."""

        name, slow = "", False

        def get_replica_context(self) -> Any:
            return SimpleNamespace(
                deployment="slotscope", app_name="x", replica_id=SimpleNamespace(unique_id=self.name)
            )

        def get_deployment_handle(self, *_: str) -> Any:
            return SimpleNamespace(
                broadcast=lambda method: SimpleNamespace(results_async=partial(self.results, method))
            )

        async def results(self, method: str, **_: object) -> list[object]:
            if self.slow:
                raise TimeoutError
            told: list[object] = [RuntimeError("a third has died")]
            for self.name, replica in zip("ab", replicas, strict=True):
                told.append(await getattr(replica, method)())
            return told

    ray = Broadcast()
    monkeypatch.setattr(scale, "serve", ray)
    with TestClient(apps[0]) as client:
        page = client.get("/metrics").text
        assert {name for name in "abc" if f'slotscope_models_loaded{{replica="{name}"}}' in page} == {"a", "b"}
        ray.name, ray.slow = "a", True
        assert "slotscope_models_loaded{replica=" in client.get("/metrics").text


def test_the_settings_of_the_one_who_starts_go_to_every_replica(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: dict[str, Any] = {}

    class Serve:
        """Stands for ray.serve."""

        def deployment(self, **options: Any) -> Any:
            chosen.update(options)
            return lambda replica: replica

        def ingress(self) -> Any:
            class Bound:
                def __init__(self, replica: type) -> None:
                    assert replica is scale.Replica

                def bind(self, settings: Mapping[str, Any]) -> Mapping[str, Any]:
                    return settings

            return Bound

    monkeypatch.setattr(scale, "serve", Serve())
    monkeypatch.setenv("SLOTSCOPE_MAX_TEXTS", "7")
    monkeypatch.setenv("SLOTSCOPE_GRACE_S", "5")
    assert scale.deployment({"ray_max_replicas": "3"}) == {"max_texts": 7, "grace_s": 5.0, "ray_max_replicas": 3}
    assert (chosen["autoscaling_config"]["max_replicas"], chosen["graceful_shutdown_timeout_s"]) == (3, 5.0)


def test_more_replicas_at_least_than_at_most_are_refused() -> None:
    with pytest.raises(ValueError, match="ray_max_replicas must be at least ray_min_replicas"):
        Settings(ray_min_replicas=3, ray_max_replicas=2)


def test_without_ray_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("ray", "ray.serve"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ConfigError, match=r"^ray.* is missing: pip install 'slotscope\[cluster\]'$"):
        scale.deployment({})
    with pytest.raises(SystemExit) as left:
        main(["serve", "--ray"])
    assert left.value.code == 1
    assert capsys.readouterr().err == "slotscope: ray is missing: pip install 'slotscope[cluster]'\n"


def test_serving_on_ray_takes_no_workers(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["serve", "--ray", "--workers", "2"])
    assert left.value.code == 2
    assert "SLOTSCOPE_RAY_MIN_REPLICAS" in capsys.readouterr().err


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with cluster_of_nodes() as nodes:
        yield nodes


@contextmanager
def serving(models: Path, replicas: int) -> Iterator[str]:
    """`slotscope serve --ray` on the cluster; it ends with 0 when it is told to."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    variables = {"MODELS_DIR": models, "SHIPPED_MODELS": "0", "ACCESS_LOG": "0"}
    counts = {"RAY_MIN_REPLICAS": replicas, "RAY_MAX_REPLICAS": replicas}
    chosen = {f"SLOTSCOPE_{name}": str(value) for name, value in {**variables, **counts}.items()}
    command = [sys.executable, "-m", "app", "serve", "--ray", "--port", str(port)]
    environment = {**os.environ, **chosen, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            server = Server(process, port)
            server.until_ready(START_S, pause_s=0.5)
            yield server.url
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
        finally:
            process.kill()


def test_a_killed_node_costs_no_caller_that_asks_again_and_answers_are_those_of_one_process(
    cluster: Any, models: Path
) -> None:
    nodes = [cluster.add_node(num_cpus=1) for _ in range(2)]
    with serving(models, replicas=2) as url, TestClient(create_app(Settings(**given(models)))) as alone:
        until(lambda: alone.get("/readyz").status_code == 200)
        for method, path, body in ASKED:
            there = httpx.request(method, f"{url}{path}", json=body, timeout=60)
            here = alone.request(method, path, json=body)
            assert (there.status_code, comparable(there)) == (here.status_code, comparable(here))
            assert there.headers["content-security-policy"] == here.headers["content-security-policy"]
        expected = alone.post("/api/tag", json={"text": TEXT}).json()["tokens"]
        until(lambda: len(counted(url)) == 2)
        assert sum(counted(url).values()) >= 5  # tag requests so far, wherever they were answered
        first, last = under_load(url, expected, lambda: cluster.remove_node(nodes.pop(), allow_graceful=False))
    print(f"a node of two killed: {sum(first.values())} sent, {dict(first)} at first, {dict(last)} in the end")  # noqa: T201
    assert last == Counter({"answered": sum(first.values())})


def counted(url: str) -> dict[str, float]:
    """Requests to /api/tag, by replica."""
    page = httpx.get(f"{url}/metrics", timeout=60).text
    ready = dict.fromkeys(re.findall(r'slotscope_ready{replica="(.+?)"} 1', page), 0.0)
    told = re.findall(r'slotscope_requests_total{.*?replica="(.+?)",route="/api/tag".*?} (\S+)', page)
    for name, count in told:
        ready[name] += float(count)
    return ready


def under_load(url: str, expected: object, act: Any) -> tuple[Counter[str], Counter[str]]:
    """What became of requests while something was done: at the first try, and of callers that asked again."""
    ends = time.monotonic() + 20

    def call() -> tuple[list[str], list[str]]:
        first, last = [], []
        while time.monotonic() < ends:
            outcomes = [ask(url, expected)]
            while outcomes[-1] != "answered" and len(outcomes) < TRIES:
                time.sleep(PAUSE_S)
                outcomes.append(ask(url, expected))
            first.append(outcomes[0])
            last.append(outcomes[-1])
        return first, last

    with ThreadPoolExecutor(8) as pool:
        calls = [pool.submit(call) for _ in range(8)]
        time.sleep(5)
        act()
        told = [each.result() for each in calls]
    return Counter(o for first, _ in told for o in first), Counter(o for _, last in told for o in last)


def ask(url: str, expected: object) -> str:
    try:
        answer = httpx.post(f"{url}/api/tag", json={"text": TEXT}, timeout=60)
    except httpx.TransportError:
        return "broken off"
    if answer.status_code != 200:
        return f"status {answer.status_code}"
    return "answered" if answer.json()["tokens"] == expected else "answered wrongly"


def comparable(response: Any) -> Any:
    """What must be equal: all but the time it took."""
    if not response.headers["content-type"].startswith("application/json"):
        return response.headers["content-type"]
    content = response.json()
    for part in [content, *content.get("predictions", [])] if isinstance(content, dict) else []:
        part.pop("elapsed_ms", None)
    return content


def until(condition: Any) -> None:
    deadline = time.monotonic() + 60
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
