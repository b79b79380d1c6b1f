"""Predictions in the shapes that others read, each read back by something that is not ours."""

import json

import pytest

from app.formats import to_conll, to_displacy, to_json, to_tags
from model.predict import Intent, Prediction, Span, TaggedToken, TagScore
from model.tags import tags_to_spans

TEXT = "😀 to São Paulo"


def make_prediction(intent: Intent | None = None) -> Prediction:
    tops = (TagScore("B-toloc.city_name", 0.75), TagScore("O", 0.125))
    tokens = (
        TaggedToken("😀", 0, 1, "O", 0.5),
        TaggedToken("to", 2, 4, "O", 1 / 3),
        TaggedToken("São", 5, 8, "B-toloc.city_name", 0.75, tops),
        TaggedToken("Paulo", 9, 14, "I-toloc.city_name", 0.25),
    )
    return Prediction("flights/elman", TEXT, tokens, (Span("São Paulo", 5, 14, "toloc.city_name", 0.5),), intent)


def empty() -> Prediction:
    return Prediction("flights/elman", "", (), ())


def test_json_holds_exactly_what_the_interface_promises() -> None:
    ticket = {"destination": "São Paulo"}
    found = to_json(make_prediction(Intent("flight", 0.99)), ticket)
    assert found["tokens"][2] == {
        "text": "São",
        "start": 5,
        "end": 8,
        "tag": "B-toloc.city_name",
        "score": 0.75,
        "top": [{"tag": "B-toloc.city_name", "score": 0.75}, {"tag": "O", "score": 0.125}],
    }
    assert found["spans"] == [{"text": "São Paulo", "start": 5, "end": 14, "label": "toloc.city_name", "score": 0.5}]
    assert found["intent"] == {"name": "flight", "score": 0.99}
    assert found["ticket"] == ticket
    assert found.keys() == {"model", "text", "tokens", "spans", "intent", "ticket"}


def test_offsets_point_into_the_text_after_json_and_back() -> None:
    found = json.loads(json.dumps(to_json(make_prediction())))
    for piece in [*found["tokens"], *found["spans"]]:
        assert found["text"][piece["start"] : piece["end"]] == piece["text"]


def test_scores_keep_six_digits() -> None:
    assert to_json(make_prediction())["tokens"][1]["score"] == 0.333333


def test_an_unknown_intent_is_null_and_without_a_ticket_there_is_no_such_field() -> None:
    found = to_json(make_prediction())
    assert found["intent"] is None
    assert "ticket" not in found


def test_conll_lines_give_the_words_and_tags_back() -> None:
    lines = to_conll(make_prediction()).split("\n")
    assert lines[-2:] == ["", ""]
    words, tags = zip(*(line.split("\t") for line in lines[:-2]), strict=True)
    assert words == ("😀", "to", "São", "Paulo")
    assert tags_to_spans(tags)[0].label == "toloc.city_name"


def test_there_is_one_tag_a_token() -> None:
    assert to_tags(make_prediction()) == "O O B-toloc.city_name I-toloc.city_name"


def test_displacy_entities_point_into_the_text() -> None:
    found = to_displacy(make_prediction())
    assert found.keys() == {"text", "ents"}
    assert [(found["text"][e["start"] : e["end"]], e["label"]) for e in found["ents"]] == [
        ("São Paulo", "toloc.city_name")
    ]


@pytest.mark.parametrize(("written", "expected"), [(to_tags(empty()), ""), (to_conll(empty()), "\n")])
def test_a_text_without_tokens_is_an_empty_line(written: str, expected: str) -> None:
    assert written == expected
