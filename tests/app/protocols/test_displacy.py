"""What displaCy draws, drawn by displaCy; and the answer that displaCy ENT's page reads."""

import re

import pytest
from fastapi.testclient import TestClient
from spacy import displacy

from app.formats import to_displacy, to_gradio
from tests.app.doubles import RuleTagger

TEXT = "😀 from São Tomé to <Kyoto> & back"


def marked(html: str) -> list[tuple[str, str]]:
    """What stands in displaCy's marks: the words and the label."""
    pattern = r"<mark[^>]*>\s*(.+?)\s*<span[^>]*>(.+?)</span>"
    return re.findall(pattern, html, re.DOTALL)


def test_displacy_draws_our_answer(client: TestClient) -> None:
    answer = client.post("/api/tag/displacy", json={"text": TEXT}).json()
    assert marked(displacy.render(answer, style="ent", manual=True, jupyter=False)) == [
        ("São", "fromloc.city_name"),
        ("Tomé", "fromloc.city_name"),
        ("Kyoto", "fromloc.city_name"),
    ]


def test_displacy_draws_a_list_of_them(client: TestClient) -> None:
    answer = client.post("/api/tag/displacy", json={"texts": ["to Oslo", "hello"]}).json()
    html = displacy.render(answer, style="ent", manual=True, jupyter=False)
    assert marked(html) == [("Oslo", "toloc.city_name")]
    assert "hello" in html


def test_gradio_marks_what_stands_at_its_offsets() -> None:
    tagger = RuleTagger()
    prediction = tagger.predict([tagger.read(TEXT)])[0]
    assert to_gradio(prediction) == {
        "text": TEXT,
        "entities": [
            {"entity": "fromloc.city_name", "start": 7, "end": 10},
            {"entity": "fromloc.city_name", "start": 11, "end": 15},
            {"entity": "fromloc.city_name", "start": 20, "end": 25},
        ],
    }
    assert [ent["start"] for ent in to_displacy(prediction)["ents"]] == [7, 11, 20]


def test_gradio_is_answered_over_the_api(client: TestClient) -> None:
    found = client.post("/api/tag/gradio", json={"tokens": ["to", "Oslo"]}).json()
    assert found == {"text": "to Oslo", "entities": [{"entity": "toloc.city_name", "start": 3, "end": 7}]}


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "application/x-www-form-urlencoded"])
def test_displacy_ent_is_answered_whatever_the_content_type(client: TestClient, kind: str) -> None:
    body = '{"text": "😀 from Lagos", "model": "flights"}'.encode()
    found = client.post("/ent", content=body, headers={"content-type": kind}).json()
    assert found == [{"start": 7, "end": 12, "type": "fromloc.city_name", "text": "Lagos"}]


@pytest.mark.parametrize("model", ["en", "en_core_web_sm"])
def test_a_model_of_spacy_is_the_entities_or_else_the_default(client: TestClient, model: str) -> None:
    assert client.post("/ent", json={"text": "to Oslo", "model": model}).status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"to Oslo", 400), (b"{}", 422), (b'{"text": "a", "model": "de"}', 404), (b'{"text": ["a"]}', 422)],
)
def test_whatever_else_is_sent_to_displacy_ent_is_refused(client: TestClient, body: bytes, status: int) -> None:
    response = client.post("/ent", content=body)
    assert response.status_code == status
    assert response.json()["error"]


def test_an_unknown_form_is_refused(client: TestClient) -> None:
    assert client.post("/api/tag/brat", json={"text": "a"}).status_code == 422
