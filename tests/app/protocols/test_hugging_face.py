"""Hugging Face's form: groups worked out by hand after transformers' pipeline, and Hugging Face's own client."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from huggingface_hub import InferenceClient
from huggingface_hub.errors import HfHubHTTPError

from app.protocols.hugging_face import Strategy, to_hugging_face
from app.routes.compat import hugging_face
from model.predict import Prediction, TaggedToken
from tests.app.doubles import RuleTagger, make_app, make_store
from tests.app.serving import served

TEXT = "😀 New  York Paris, Lagos"
GROUPED: tuple[Strategy, ...] = ("simple", "first", "average", "max")


def make_prediction() -> Prediction:
    """Two neighbours of one label, the second with a B- of its own, then another label without a gap."""
    tagged = (
        ("😀", 0, 1, "O", 0.5),
        ("New", 2, 5, "B-to", 0.75),
        ("York", 7, 11, "I-to", 0.25),
        ("Paris", 12, 17, "B-to", 0.5),
        (",", 17, 18, "O", 1.0),
        ("Lagos", 19, 24, "B-from", 0.875),
    )
    return Prediction("flights/elman", TEXT, tuple(TaggedToken(*each) for each in tagged), ())


@pytest.mark.parametrize("strategy", GROUPED)
def test_a_group_is_neighbours_of_one_label_with_the_mean_of_their_scores(strategy: Strategy) -> None:
    assert to_hugging_face(make_prediction(), strategy) == [
        {"entity_group": "to", "score": 0.5, "word": "New  York", "start": 2, "end": 11},
        {"entity_group": "to", "score": 0.5, "word": "Paris", "start": 12, "end": 17},
        {"entity_group": "from", "score": 0.875, "word": "Lagos", "start": 19, "end": 24},
    ]


def test_without_a_strategy_every_labelled_token_stands_alone_with_its_number_from_one() -> None:
    found = to_hugging_face(make_prediction(), "none")
    assert found[1] == {"entity": "I-to", "score": 0.25, "index": 3, "word": "York", "start": 7, "end": 11}
    assert [token["index"] for token in found] == [2, 3, 4, 6]


@pytest.mark.parametrize(
    ("strategy", "ignored", "expected"),
    [
        ("simple", set(), ["O", "to", "to", "O", "from"]),
        ("simple", {"to", "O"}, ["from"]),
        ("none", {"O", "B-to"}, ["I-to", "B-from"]),
    ],
)
def test_ignored_labels_are_groups_or_tags_as_they_are_answered(
    strategy: Strategy, ignored: set[str], expected: list[str]
) -> None:
    found = to_hugging_face(make_prediction(), strategy, ignored)
    assert [each.get("entity", each.get("entity_group")) for each in found] == expected


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with served(make_app(max_text_chars=100)) as url:
        yield url


@pytest.mark.parametrize("strategy", [None, "none", *GROUPED])
def test_the_client_of_hugging_face_reads_every_strategy(url: str, strategy: Any) -> None:
    client = InferenceClient(model=f"{url}/models/flights")
    [lagos, kyoto] = client.token_classification("😀 from Lagos to Kyoto", aggregation_strategy=strategy)
    assert (lagos.word, lagos.start, lagos.end, lagos.score) == ("Lagos", 7, 12, 0.75)
    assert (kyoto.entity if strategy == "none" else kyoto.entity_group) in ("B-toloc.city_name", "toloc.city_name")


def test_the_client_names_an_architecture_and_labels_to_leave_out(url: str) -> None:
    client = InferenceClient(model=f"{url}/models/flights/feedforward")
    found = client.token_classification("from Lagos", ignore_labels=["fromloc.city_name"], stride=16)
    assert [(each.entity_group, each.word) for each in found] == [("O", "from")]


def test_the_client_raises_what_is_wrong(url: str) -> None:
    for model, text, status, said in (
        ("nowhere", "hello", 404, "unknown model"),
        ("flights", "", 400, "inputs is empty"),
        ("flights", "x" * 101, 413, "at most 100 allowed"),
    ):
        with pytest.raises(HfHubHTTPError) as caught:
            InferenceClient(model=f"{url}/models/{model}").token_classification(text)
        assert caught.value.response.status_code == status
        assert said in caught.value.response.json()["error"]


def test_an_answer_says_how_long_it_took(url: str) -> None:
    response = httpx.post(f"{url}/models/flights", json={"inputs": "to Lagos"})
    assert 0 < float(response.headers["x-compute-time"]) < 10


def test_a_list_is_answered_by_a_list_of_lists_and_words_are_taken_as_they_are(client: TestClient) -> None:
    several = client.post("/models/flights", json={"inputs": ["to Lagos", "", "hello"]}).json()
    assert [[group["word"] for group in groups] for groups in several] == [["Lagos"], [], []]
    body = {"inputs": ["to", "Lagos."], "parameters": {"is_split_into_words": True}}
    assert [group["word"] for group in client.post("/models/flights", json=body).json()] == ["Lagos."]


def test_a_model_that_takes_long_to_load_is_answered_by_when_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hugging_face, "PATIENCE_S", 0.0)
    with TestClient(make_app(RuleTagger("flights/gru"), RuleTagger("entities/gru"))) as client:
        tagging = client.app.state.service.tagging  # type: ignore[attr-defined]
        tagging.store = make_store({"flights/gru": RuleTagger("flights/gru")})
        response = client.post("/models/flights", json={"inputs": "to Lagos"})
        assert (response.status_code, response.json()["estimated_time"]) == (503, 1.0)
        assert "being loaded" in response.json()["error"]
        waiting = client.post("/models/flights", json={"inputs": "to Lagos"}, headers={"x-wait-for-model": "true"})
        assert waiting.status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"to Lagos",
        b'"to Lagos"',
        b"{}",
        b'{"inputs": null}',
        b'{"inputs": [1]}',
        b'{"inputs": [["a"]]}',
        b'{"inputs": "a", "parameters": {"aggregation_strategy": "best"}}',
        b'{"inputs": "a", "parameters": []}',
        b'{"inputs": "\\ud800"}',
    ],
)
def test_whatever_else_is_sent_is_refused_in_the_form_of_hugging_face(client: TestClient, body: bytes) -> None:
    response = client.post("/models/flights", content=body)
    assert response.status_code in (400, 422)
    assert response.json().keys() == {"error"}
