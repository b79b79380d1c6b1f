"""Rasa's form, worked out by hand from its specification: no Rasa runs on the Pythons that this program needs."""

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from app.protocols.rasa import to_rasa
from model.predict import Intent, Prediction, Span, TaggedToken
from tests.model.helpers import make_predictor


def make_prediction(label: str) -> Prediction:
    tokens = (TaggedToken("to", 0, 2, "O", 0.5), TaggedToken("Oslo", 3, 7, f"B-{label}", 0.75))
    intents = (Intent("flight", 0.875), Intent("fare", 0.125))
    return Prediction("flights/gru", "to Oslo", tokens, (Span("Oslo", 3, 7, label, 0.75),), intents[0], intents)


def test_the_answer_is_that_of_a_rasa_pipeline() -> None:
    assert to_rasa(make_prediction("fromloc.city_name")) == {
        "text": "to Oslo",
        "intent": {"name": "flight", "confidence": 0.875},
        "entities": [
            {
                "entity": "city",
                "role": "departure",
                "start": 3,
                "end": 7,
                "value": "Oslo",
                "confidence_entity": 0.75,
                "confidence_role": 0.75,
                "extractor": "slotscope",
                "processors": [],
            }
        ],
        "text_tokens": [(0, 2), (3, 7)],
        "intent_ranking": [{"name": "flight", "confidence": 0.875}, {"name": "fare", "confidence": 0.125}],
    }


@pytest.mark.parametrize(
    ("label", "entity", "role"),
    [
        ("toloc.city_name", "city", "arrival"),
        ("stoploc.airport_code", "airport", "stop"),
        ("depart_date.month_name", "month", "departure"),
        ("return_time.period_of_day", "period_of_day", "return"),
        ("city_name", "city", None),
        ("PER", "PER", None),
        ("timeRange", "timeRange", None),
        ("food.name", "food.name", None),  # of data of one's own: no role that we know of
    ],
)
def test_a_label_of_two_halves_is_an_entity_in_a_role(label: str, entity: str, role: str | None) -> None:
    [found] = to_rasa(make_prediction(label))["entities"]
    assert (found["entity"], found.get("role")) == (entity, role)
    assert ("confidence_role" in found) == (role is not None)


def test_the_ranking_holds_every_intent_of_the_model_likeliest_first() -> None:
    predictor = make_predictor()
    found = to_rasa(predictor("we leave from Oslo on Monday"))
    assert {each["name"] for each in found["intent_ranking"]} == set(predictor.vocab.intents)
    confidences = [each["confidence"] for each in found["intent_ranking"]]
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1, abs=1e-4)
    assert found["intent"] == found["intent_ranking"][0]


def test_what_rasa_sends_is_answered_and_its_message_told_by_its_number(client: TestClient) -> None:
    body = {"text": "from Lagos to Kyoto", "message_id": "b2831e73", "token": None}
    found = client.post("/model/parse", json=body).json()
    assert [(e["value"], e["role"]) for e in found["entities"]] == [("Lagos", "departure"), ("Kyoto", "arrival")]
    assert found["message_id"] == "b2831e73"


def test_an_empty_message_has_no_intent_and_no_entities(client: TestClient) -> None:
    found = client.post("/model/parse", json={"text": ""}).json()
    assert found["intent"] == {"name": None, "confidence": None}
    assert found["entities"] == found["text_tokens"] == found["intent_ranking"] == []


def test_another_model_is_named_in_the_address(client: TestClient) -> None:
    found = client.post("/model/parse?model=flights/feedforward", json={"text": "to Kyoto"}).json()
    assert found["entities"][0]["role"] == "departure"


def test_version_and_status_say_what_answers(client: TestClient) -> None:
    assert client.get("/version").json()["version"].startswith("3.")
    assert client.get("/status").json()["model_id"] == "flights/bi-lstm"


def check_problem(response: Response, code: int, reason: str) -> None:
    found = response.json()
    assert (response.status_code, found["code"], found["reason"]) == (code, code, reason)
    assert found["status"] == "failure"
    assert found["message"]
    assert found["version"]


@pytest.mark.parametrize("body", [b"", b"hello", b"[]", b'{"text": 1}', b"{}", b'{"message": "to Oslo"}'])
def test_whatever_else_is_sent_is_refused_in_the_form_of_rasa(client: TestClient, body: bytes) -> None:
    response = client.post("/model/parse", content=body)
    check_problem(response, response.status_code, "BadRequest")
    assert response.status_code in (400, 422)


def test_other_errors_have_that_form_too(client: TestClient) -> None:
    check_problem(client.post("/model/parse?model=nowhere", json={"text": "a"}), 404, "NotFound")
    check_problem(client.post("/model/parse?emulation_mode=WIT", json={"text": "a"}), 422, "BadRequest")
    check_problem(client.get("/model/parse"), 405, "MethodNotAllowed")
    check_problem(client.post("/model/parse", content=b"x" * 2**21), 413, "RequestEntityTooLarge")
