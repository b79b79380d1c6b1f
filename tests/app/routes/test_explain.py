"""Looking into networks over HTTP: what comes is what the model says, and what is wrong is named."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.inspection import MAX_WORDS
from app.main import create_app
from app.settings import Settings
from app.store import ModelStore
from model.explain import explain
from tests.app.doubles import make_app
from tests.model.helpers import make_predictor

PREDICTOR = make_predictor("bi-gru")
TEXT = "we leave from 😀 Oslo"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    store = ModelStore({PREDICTOR.name: PREDICTOR.card}, {"toys": PREDICTOR.name}, lambda _: PREDICTOR, 8)
    with TestClient(create_app(Settings(access_log=False, default_model="toys"), store)) as client:
        yield client


def post(client: TestClient, path: str, **body: Any) -> Any:
    response = client.post(f"/api/{path}", json=body)
    assert response.status_code == 200, response.text
    return response.json()


def test_an_explanation_is_that_of_the_model_with_all_labels(client: TestClient) -> None:
    answer = post(client, "explain", text=TEXT, index=4, method="occlusion", label="from.city")
    found = explain(PREDICTOR, PREDICTOR.read(TEXT), 4, "from.city", "occlusion")
    assert answer["weights"] == pytest.approx(found.weights, abs=1e-4)
    assert {each["label"] for each in answer["scores"]} == {"", *PREDICTOR.labels}
    assert (answer["model"], answer["label"], answer["method"]) == (PREDICTOR.name, "from.city", "occlusion")


def test_tokens_are_explained_as_they_are(client: TestClient) -> None:
    answer = post(client, "explain", tokens=["we", "leave now"], index=1)
    assert len(answer["weights"]) == 2


def test_swaps_say_what_each_word_would_change(client: TestClient) -> None:
    answer = post(client, "swaps", text=TEXT, index=1)
    assert {"depart", "arrive", "reach"} <= {swap["word"] for swap in answer["swaps"]}
    for swap in answer["swaps"]:
        assert all(0 <= change["index"] < 5 and change["old"] != change["new"] for change in swap["changes"])


def test_memory_has_a_step_a_word_and_both_passes(client: TestClient) -> None:
    answer = post(client, "memory", text=TEXT)
    assert answer["words"] == ["we", "leave", "from", "😀", "Oslo"]
    assert [len(step["tags"]) for step in answer["steps"]] == [1, 2, 3, 4, 5]
    assert [len(states) for states in answer["backward"]] == [1, 2, 3, 4, 5]
    assert {len(states) for states in answer["forward"]} == {len(answer["units"])}


@pytest.mark.parametrize(
    ("path", "body", "status", "kind"),
    [
        ("explain", {"text": TEXT, "index": 5}, 422, "wrong_field"),
        ("explain", {"text": TEXT, "index": -1}, 422, "wrong_field"),
        ("explain", {"text": TEXT, "index": 0, "label": "nope"}, 422, "wrong_field"),
        ("explain", {"text": TEXT, "index": 0, "method": "magic"}, 422, "wrong_field"),
        ("swaps", {"text": TEXT}, 422, "wrong_field"),
        ("swaps", {"text": TEXT, "index": 9}, 422, "wrong_field"),
        ("memory", {"text": " "}, 400, "empty"),
        ("memory", {"text": TEXT, "model": "nope"}, 404, "unknown_model"),
        ("memory", {"text": "word " * (MAX_WORDS + 1)}, 413, "too_long"),
    ],
)
def test_what_is_wrong_is_named(client: TestClient, path: str, body: dict[str, Any], status: int, kind: str) -> None:
    response = client.post(f"/api/{path}", json=body)
    assert (response.status_code, response.json()["type"]) == (status, kind)


def test_a_sentence_as_long_as_allowed_is_looked_into(client: TestClient) -> None:
    assert len(post(client, "memory", text="word " * MAX_WORDS)["steps"]) == MAX_WORDS


def test_what_is_no_network_cannot_be_looked_into() -> None:
    with TestClient(make_app()) as client:
        response = client.post("/api/memory", json={"text": TEXT})
        assert (response.status_code, response.json()["type"]) == (422, "wrong_field")
