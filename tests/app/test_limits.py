"""Each limit at, under and over; who may come in, and how often."""

import asyncio
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message

from app import limits
from app.limits import BodyLimit, InProgress, RateLimit
from app.problems import OverLimit, QueueFull, SlowBody, TooOften
from tests.app.doubles import RuleTagger, make_app

SCOPE = {"type": "http", "method": "GET", "path": "/api/tag", "headers": [], "client": ("1.2.3.4", 5)}


async def nowhere(message: Message) -> None:
    raise AssertionError(f"a limit answers nothing itself: {message}")


async def nothing() -> Message:
    raise AssertionError("nothing is read here")


def receiving(chunks: Sequence[bytes], pause_s: float = 0) -> Any:
    """A body that comes in pieces."""
    left = list(chunks)

    async def receive() -> Message:
        await asyncio.sleep(pause_s)
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    receive.left = left  # type: ignore[attr-defined]
    return receive


async def read_all(_scope: Any, receive: Any, _send: Any) -> None:
    while (await receive())["more_body"]:
        pass


@pytest.fixture
def keyed() -> Iterator[TestClient]:
    with TestClient(make_app(api_key="secret")) as client:
        yield client


@pytest.mark.parametrize(
    ("settings", "right", "over"),
    [
        ({"max_body_bytes": 20}, {"text": "123456789"}, {"text": "1234567890"}),
        ({"max_text_chars": 5}, {"text": "a b c"}, {"text": "a b cd"}),
        ({"max_text_chars": 5}, {"tokens": ["a", "b", "c"]}, {"tokens": ["a", "b", "cd"]}),
        ({"max_tokens": 3}, {"text": "a b c"}, {"text": "a b c d"}),
        ({"max_tokens": 3}, {"texts": ["a b", "c"]}, {"texts": ["a b", "c d"]}),
        ({"max_texts": 2}, {"texts": ["a", "b"]}, {"texts": ["a", "b", "c"]}),
    ],
)
def test_at_the_limit_is_answered_and_over_it_is_refused_with_its_name(
    settings: dict[str, int], right: Any, over: Any
) -> None:
    [(name, allowed)] = settings.items()
    with TestClient(make_app(**settings)) as client:
        sizes = {"content-type": "application/json"}
        assert client.post("/api/tag", json=right, headers=sizes).status_code == 200
        response = client.post("/api/tag", json=over, headers=sizes)
    assert response.status_code == 413
    assert response.json()["type"] == "too_long"
    assert response.json()["detail"]["limit"] == name
    assert f"at most {allowed}" in response.json()["error"]


def test_many_texts_are_not_read_to_the_end_once_they_hold_too_many_tokens() -> None:
    tagger = RuleTagger()
    with TestClient(make_app(tagger, max_tokens=10)) as client:
        response = client.post("/api/tag", json={"texts": ["a b c d"] * 200})
    assert response.json()["detail"] == {"limit": "max_tokens", "allowed": 10, "got": 12}
    assert tagger.reads.count("a b c d") == 3


def test_a_declared_length_over_the_limit_is_refused_before_the_app_is_asked() -> None:
    scope = {**SCOPE, "headers": [(b"content-length", b"11")]}
    receive = receiving([b"x" * 6, b"x" * 5])
    with pytest.raises(OverLimit, match="at most 10 allowed, got 11"):
        asyncio.run(BodyLimit(read_all, 10, 1)(scope, receive, nowhere))
    assert receive.left == []  # read to its end, so that the sender hears the answer


def test_a_sender_who_asked_first_is_not_told_to_go_on() -> None:
    scope = {**SCOPE, "headers": [(b"content-length", b"11"), (b"expect", b"100-continue")]}
    receive = receiving([b"x" * 11])
    with pytest.raises(OverLimit):
        asyncio.run(BodyLimit(read_all, 10, 1)(scope, receive, nowhere))
    assert receive.left != []


def test_an_undeclared_length_is_counted_while_it_comes() -> None:
    asyncio.run(BodyLimit(read_all, 10, 1)(SCOPE, receiving([b"x" * 5] * 2), nowhere))
    with pytest.raises(OverLimit):
        asyncio.run(BodyLimit(read_all, 10, 1)(SCOPE, receiving([b"x" * 5] * 3), nowhere))


def test_what_is_thrown_away_of_a_long_body_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DRAIN_BYTES", 20)
    receive = receiving([b"x" * 10] * 100)
    with pytest.raises(OverLimit):
        asyncio.run(BodyLimit(read_all, 10, 1)(SCOPE, receive, nowhere))
    assert len(receive.left) == 96


def test_a_body_that_dawdles_is_refused() -> None:
    with pytest.raises(SlowBody):
        asyncio.run(BodyLimit(read_all, 10, 0.05)(SCOPE, receiving([b"x"] * 9, pause_s=0.02), nowhere))


def test_no_more_requests_are_in_progress_than_allowed_and_health_is_not_counted() -> None:
    async def main() -> None:
        gate = asyncio.Event()

        async def slow(scope: Any, _receive: Any, _send: Any) -> None:
            if scope["path"] != "/livez":
                await gate.wait()

        guard = InProgress(slow, 2)
        running = [asyncio.create_task(guard(SCOPE, nothing, nowhere)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(QueueFull, match="2 requests"):
            await guard(SCOPE, nothing, nowhere)
        await guard({**SCOPE, "path": "/livez"}, nothing, nowhere)
        gate.set()
        await asyncio.gather(*running)
        await guard(SCOPE, nothing, nowhere)

    asyncio.run(main())


def test_a_request_over_those_allowed_at_once_is_503_and_those_are_answered() -> None:
    tagger = RuleTagger(gate=threading.Event())
    with TestClient(make_app(tagger, max_requests=2, max_wait_s=0)) as client, ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(client.post, "/api/tag", json={"text": f"gate {number}"}) for number in range(2)]
        while not {"gate 0", "gate 1"} <= set(tagger.reads):
            time.sleep(0.001)
        response = client.get("/api/models")
        assert tagger.gate
        tagger.gate.set()
        assert [future.result().status_code for future in asking] == [200, 200]
        assert client.get("/api/models").status_code == 200
    assert (response.status_code, response.json()["type"]) == (503, "queue_full")


def test_a_client_has_a_minutes_worth_and_gets_more_as_time_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("app.limits.time.monotonic", lambda: now[0])

    async def ok(_scope: Any, _receive: Any, _send: Any) -> None:
        pass

    def ask(client: str) -> None:
        asyncio.run(guard({**SCOPE, "client": (client, 1)}, nothing, nowhere))

    guard = RateLimit(ok, 6)
    for _ in range(6):
        ask("a")
    with pytest.raises(TooOften) as refused:
        ask("a")
    assert refused.value.retry_after_s == pytest.approx(10)
    ask("b")
    now[0] += 10
    ask("a")
    with pytest.raises(TooOften):
        ask("a")


def test_only_so_many_clients_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CLIENTS", 3)
    guard = RateLimit(read_all, 1)
    for number in range(9):
        guard._count(str(number))
    assert list(guard.buckets) == ["6", "7", "8"]


def test_over_the_rate_is_429_with_retry_after() -> None:
    with TestClient(make_app(rate_per_minute=1)) as client:
        assert client.get("/api/models").status_code == 200
        response = client.get("/api/models")
        assert client.get("/livez").status_code == 200
    assert response.status_code == 429
    assert int(response.headers["retry-after"]) in range(59, 62)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "Bearer",
        "Bearer wrong",
        "Bearer secret2",
        "Basic secret",
        "secret",
        "Bearer é",
        "Basic c2VjcmV0",
        "Basic OnNlY3JldDI=",
    ],
)
def test_without_the_key_nothing_is_served(keyed: TestClient, given: str) -> None:
    for path in ("/api/models", "/", "/metrics", "/docs", "/openapi.json", "/static/js/index.js", "/nope"):
        response = keyed.get(path, headers={b"authorization": given.encode()})
        assert response.status_code == 401
        assert response.headers["www-authenticate"] == "Bearer"


def test_with_the_key_everything_is_served_and_health_needs_none(keyed: TestClient) -> None:
    assert keyed.get("/api/models", headers={"authorization": "bearer secret"}).status_code == 200
    assert keyed.get("/api/models", auth=("anyone", "secret")).status_code == 200
    assert keyed.get("/livez").status_code == 200
    assert keyed.get("/readyz").status_code in (200, 503)
