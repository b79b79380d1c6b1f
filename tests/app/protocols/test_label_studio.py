"""Label Studio's form, worked out by hand from its documentation; its own client takes more room than this program."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.problems import WrongField
from app.protocols.label_studio import Interface, read_interface, to_label_studio
from model.predict import Prediction, Span, TaggedToken
from tests.app.doubles import RuleTagger, make_app

CONFIG = """<View>
  <Labels name="slot" toName="words"><Label value="ToLoc.City_Name" background="red"/><Label value="Day"/></Labels>
  <Header value="&lt;hello&gt;"/><Text name="words" value="$sentence"/>
</View>"""


def test_an_interface_says_the_names_of_its_tags_and_the_field_of_the_text() -> None:
    assert read_interface(CONFIG) == Interface(
        "slot", "words", "sentence", {"toloc.city_name": "ToLoc.City_Name", "day": "Day"}
    )
    assert read_interface(None) == read_interface(" ") == Interface("label", "text", "text", {})


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("View", "is no XML"),
        ("<View><Image name='a' value='$a'/><Labels name='b' toName='a'/></View>", "has no <Labels>"),
        ('<!DOCTYPE a [<!ENTITY b "cc">]><View>&b;</View>', "document type"),
        ("<View>" * 20_000, "is no XML"),
    ],
)
def test_an_interface_that_is_none_is_refused(config: str, said: str) -> None:
    with pytest.raises(WrongField, match=said):
        read_interface(config)


def test_regions_have_the_labels_of_the_project_as_it_spells_them() -> None:
    spans = (Span("Oslo", 3, 7, "toloc.city_name", 0.75), Span("May", 8, 11, "month", 0.5))
    tokens = tuple(TaggedToken(span.text, span.start, span.end, f"B-{span.label}", span.score) for span in spans)
    prediction = Prediction("flights/gru", "to Oslo May", tokens, spans)
    value = {"start": 3, "end": 7, "text": "Oslo", "labels": ["ToLoc.City_Name"]}
    region = {"from_name": "slot", "to_name": "words", "type": "labels", "value": value, "score": 0.75}
    assert to_label_studio(prediction, read_interface(CONFIG)) == {
        "model_version": "flights/gru",
        "score": 0.75,
        "result": [region],
    }
    assert len(to_label_studio(prediction, Interface())["result"]) == 2


def test_tasks_are_annotated_in_order_and_an_empty_one_has_no_regions(client: TestClient) -> None:
    tasks = [{"id": 7, "data": {"sentence": text, "more": [1]}, "annotations": []} for text in ("to Oslo", "")]
    body = {"tasks": tasks, "label_config": CONFIG, "project": "1.2", "params": {"context": None}}
    full, bare = client.post("/predict", json=body).json()["results"]
    assert [region["value"]["text"] for region in full["result"]] == ["Oslo"]
    assert (full["score"], bare["score"], bare["result"]) == (0.75, None, [])


def test_the_model_is_that_whose_labels_the_project_has_or_else_the_default() -> None:
    with TestClient(make_app(RuleTagger("entities/gru"), RuleTagger(), default_model="entities")) as client:
        cards = client.app.state.service.store.cards  # type: ignore[attr-defined]
        object.__setattr__(cards["entities/gru"], "tags", ("O", "B-PER"))
        for config, model in (
            (CONFIG, "flights/bi-lstm"),
            (CONFIG.replace("ToLoc", "x"), "entities/gru"),
            ("", "entities/gru"),
        ):
            assert client.post("/setup", json={"project": "1", "schema": config}).json() == {"model_version": model}


def test_the_backend_says_that_it_is_up(client: TestClient) -> None:
    assert client.get("/health").json()["status"] == "UP"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"tasks": {}},
        {"tasks": [1]},
        {"tasks": [{"id": 1}]},
        {"tasks": [{"data": {}}]},
        {"tasks": [{"data": {"text": 1}}]},
        {"tasks": [], "label_config": "<View>"},
    ],
)
def test_whatever_else_is_sent_is_refused(client: TestClient, body: Any) -> None:
    response = client.post("/predict", json=body)
    assert response.status_code == 422
    assert response.json()["error"]
