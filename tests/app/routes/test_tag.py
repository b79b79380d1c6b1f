"""POST /api/tag: what comes in, what comes out, and what each wrong request is told."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.answers import TagAnswer, TagListAnswer
from tests.app.doubles import RuleTagger, make_app

SENTENCE = "I would like to arrive Taipei on November 2nd."


def tag(client: TestClient, **body: Any) -> Any:
    response = client.post("/api/tag", json=body)
    assert response.status_code == 200, response.text
    return response.json()


def test_a_sentence_comes_back_with_every_token_its_spans_intent_and_ticket(client: TestClient) -> None:
    answer = tag(client, text=SENTENCE, model="flights", top_k=1)
    taipei = {"text": "Taipei", "start": 23, "end": 29, "tag": "B-toloc.city_name", "score": 0.75}
    assert answer["model"] == "flights/bi-lstm"
    assert [token["text"] for token in answer["tokens"]] == SENTENCE.replace(".", " .").split()
    assert answer["tokens"][5] == {**taipei, "top": [{"tag": "B-toloc.city_name", "score": 0.75}]}
    assert answer["spans"][0]["label"] == "toloc.city_name"
    assert answer["intent"] == {"name": "atis_flight", "score": 0.5}
    assert answer["ticket"]["destination"] == "Taipei"
    assert answer["elapsed_ms"] > 0
    TagAnswer.model_validate(answer, strict=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_offsets_lead_back_to_the_text_whatever_is_typed(client: TestClient, text: str) -> None:
    response = client.post("/api/tag", json={"text": text})
    if text.isspace():
        assert response.status_code == 400
        return
    answer = response.json()
    assert answer["text"] == text
    for piece in answer["tokens"] + answer["spans"]:
        assert text[piece["start"] : piece["end"]] == piece["text"]


def test_several_texts_give_as_many_predictions_in_order(client: TestClient) -> None:
    answer = tag(client, texts=["to Rome", "from Rome", "😀"], top_k=0)
    assert [prediction["text"] for prediction in answer["predictions"]] == ["to Rome", "from Rome", "😀"]
    assert [len(prediction["spans"]) for prediction in answer["predictions"]] == [1, 1, 0]
    TagListAnswer.model_validate(answer, strict=True)


def test_tokens_are_taken_as_they_are_and_joined_by_one_space(client: TestClient) -> None:
    answer = tag(client, tokens=["to", "New York,", "now"])
    assert answer["text"] == "to New York, now"
    assert [(token["text"], token["start"]) for token in answer["tokens"]] == [("to", 0), ("New York,", 3), ("now", 13)]


@pytest.mark.parametrize(("top_k", "shown"), [(0, 0), (1, 1), (3, 3), (20, 3)])
def test_as_many_likeliest_tags_are_listed_as_asked_for_and_exist(client: TestClient, top_k: int, shown: int) -> None:
    assert len(tag(client, text="to Rome", top_k=top_k)["tokens"][0]["top"]) == shown


@pytest.mark.parametrize("name", ["flights/feedforward", "flights", None, ""])
def test_a_model_is_named_in_full_by_its_task_or_not_at_all(client: TestClient, name: str | None) -> None:
    assert tag(client, text="to Rome", model=name)["model"] == (name if name and "/" in name else "flights/bi-lstm")


@pytest.mark.parametrize(
    ("body", "status", "kind", "said"),
    [
        ({"text": ""}, 400, "empty", "the text is empty"),
        ({"text": " \n\u3000"}, 400, "empty", "the text is empty"),
        ({"texts": []}, 400, "empty", "no texts"),
        ({"texts": ["a", " "]}, 400, "empty", "texts[1] is empty"),
        ({"tokens": []}, 400, "empty", "no tokens"),
        ({"tokens": ["a", ""]}, 422, "wrong_field", "tokens[1]: is empty"),
        ({"text": "a", "model": "flights/x"}, 404, "unknown_model", "flights/bi-lstm, flights/feedforward"),
        ({"text": "a", "model": "../../etc"}, 404, "unknown_model", "unknown model"),
        ({"text": 5}, 422, "wrong_field", "text: input should be a valid string"),
        ({"texts": ["a", 5]}, 422, "wrong_field", "texts[1]"),
        ({"text": "a", "top_k": 21}, 422, "wrong_field", "top_k"),
        ({"text": "a", "top_k": -1}, 422, "wrong_field", "top_k"),
        ({"text": "a", "top_k": True}, 422, "wrong_field", "top_k"),
        ({"text": "a", "txet": "b"}, 422, "wrong_field", "txet: there is no such field"),
        ({"text": "a", "tokens": ["a"]}, 422, "wrong_field", "exactly one of text, texts, tokens"),
        ({}, 422, "wrong_field", "got none"),
        ([], 422, "wrong_field", "should be an object"),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong(
    client: TestClient, body: Any, status: int, kind: str, said: str
) -> None:
    response = client.post("/api/tag", json=body)
    assert (response.status_code, response.json()["type"]) == (status, kind)
    assert said in response.json()["error"]


def test_one_failing_request_is_a_500_that_tells_no_secrets_and_the_next_one_is_answered(client: TestClient) -> None:
    response = client.post("/api/tag", json={"text": "boom"})
    assert (response.status_code, response.json()["type"]) == (500, "internal")
    assert "cannot be tagged" not in response.text
    assert tag(client, text="to Rome")


def test_requests_for_different_models_do_not_share_a_batch() -> None:
    taggers = RuleTagger(), RuleTagger("flights/gru")
    with TestClient(make_app(*taggers)) as client:
        for name in ("flights/gru", "flights/bi-lstm"):
            assert tag(client, text=f"via {name}", model=name)["model"] == name
    assert [tagger.batches[-1] for tagger in taggers] == [["via flights/bi-lstm"], ["via flights/gru"]]
