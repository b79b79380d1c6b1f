"""The app as a whole: static files, shutting down, several at once, and shipped models where there are any."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from model.checkpoint import SHIPPED, find_models
from model.errors import CheckpointError
from tests.app.doubles import RuleTagger, SlowTagger, make_app
from tests.model.helpers import save_model

SENTENCES = [f"go to Rome {number}" for number in range(40)]


def test_settings_are_read_when_the_app_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    save_model(tmp_path, "gru")
    monkeypatch.setenv("SLOTSCOPE_MODELS_DIR", str(tmp_path))
    monkeypatch.setenv("SLOTSCOPE_DEFAULT_MODEL", "toys")
    monkeypatch.setenv("SLOTSCOPE_SHIPPED_MODELS", "false")
    with TestClient(create_app()) as client:
        assert client.post("/api/tag", json={"text": "we leave from Oslo"}).json()["model"] == "toys/gru"
        assert client.get("/api/models/toys/gru").status_code == 200


def test_an_app_without_models_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError):
        create_app(Settings(models_dir=tmp_path, shipped_models=False))


def test_static_files_are_asked_about_before_each_use_and_sent_once(client: TestClient) -> None:
    first = client.get("/static/js/index.js")
    assert first.headers["cache-control"] == "no-cache"
    again = client.get("/static/js/index.js", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_text_is_sent_compressed_to_those_who_can_read_it(client: TestClient) -> None:
    body = {"text": "one two three four five six seven eight nine ten eleven twelve"}
    plain = client.post("/api/tag", json=body, headers={"accept-encoding": "identity"})
    packed = client.post("/api/tag", json=body, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content) / 3
    assert packed.json()["tokens"] == plain.json()["tokens"]


def test_parallel_requests_each_get_their_own_answer_in_few_batches() -> None:
    tagger = SlowTagger()
    with TestClient(make_app(tagger)) as client, ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda text: client.post("/api/tag", json={"text": text}).json()["text"], SENTENCES))
    assert answers == SENTENCES
    assert len(tagger.batches) < len(SENTENCES)


def test_more_than_the_queue_holds_is_refused_at_once_and_the_rest_answered() -> None:
    tagger = RuleTagger(gate=threading.Event())
    limits = {"queue_size": 4, "max_texts": 1, "max_variants": 1, "max_wait_s": 0}
    with TestClient(make_app(tagger, **limits)) as client, ThreadPoolExecutor(40) as pool:
        asking = [pool.submit(client.post, "/api/tag", json={"text": "gate"})]
        while ["gate"] not in tagger.batches:  # from now on the worker takes nothing out of the queue
            time.sleep(0.001)
        asking += [pool.submit(client.post, "/api/tag", json={"text": text}) for text in SENTENCES]
        refused: list[httpx2.Response] = []
        while len(refused) < len(SENTENCES) - 4:
            refused = [future.result() for future in asking if future.done()]
            time.sleep(0.001)
        assert tagger.gate
        tagger.gate.set()
        statuses = [future.result().status_code for future in asking]
    assert {response.status_code for response in refused} == {503}
    assert refused[0].json()["type"] == "queue_full"
    assert int(refused[0].headers["retry-after"]) >= 1
    assert statuses.count(200) == 5  # one in the works, four in the queue
    assert statuses.count(503) == len(refused)


def test_shutting_down_answers_what_was_accepted_and_is_not_ready() -> None:
    async def main() -> list[int]:
        tagger = RuleTagger(gate=threading.Event())
        app = make_app(tagger, max_wait_s=0)
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
            async with app.router.lifespan_context(app):
                bodies = [{"text": f"gate {number}"} for number in range(8)]
                asking = [asyncio.create_task(client.post("/api/tag", json=body)) for body in bodies]
                while sum(map(len, tagger.batches[1:])) + app.state.service.tagging.batcher.waiting < 8:
                    await asyncio.sleep(0.001)  # the first batch was the model's warming up
                assert tagger.gate
                threading.Timer(0.1, tagger.gate.set).start()
            late = [await client.post("/api/tag", json={"text": "late"}), await client.get("/readyz")]
            assert [response.json()["type"] for response in late] == ["not_ready"] * 2
            return [response.status_code for response in await asyncio.gather(*asking)]

    assert asyncio.run(main()) == [200] * 8


def test_an_app_can_be_started_again() -> None:
    app = make_app()
    for _ in range(2):
        with TestClient(app) as client:
            assert client.post("/api/tag", json={"text": "to Rome"}).status_code == 200


@pytest.mark.skipif("flights/bi-lstm" not in find_models(SHIPPED), reason="the flights model is not shipped yet")
def test_the_shipped_model_reads_leaving_and_arriving() -> None:
    with TestClient(create_app(Settings(access_log=False))) as client:
        for verb, label in (("leave", "fromloc"), ("arrive", "toloc")):
            answer = client.post("/api/tag", json={"text": f"I would like to {verb} Taipei on November 2nd."}).json()
            assert {"text": "Taipei", "start": 16 + len(verb) + 1, "label": f"{label}.city_name"}.items() <= (
                answer["spans"][0].items()
            )
