"""Stanford CoreNLP's form, read by NLTK's client; offsets compared with those of UTF-16 itself."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from nltk.parse.corenlp import CoreNLPParser

from app.protocols.corenlp import read_properties, split_sentences, to_corenlp
from model.predict import Prediction, Span, TaggedToken, Tokenized
from model.text import tokenize
from tests.app.doubles import RuleTagger

TEXT = '😀 we flew from Lagos to Kyoto. "Good!" said she.\n\nBack to 😀 Oslo'


@pytest.fixture
def parser(url: str) -> Iterator[CoreNLPParser]:
    parser = CoreNLPParser(url=url, tagtype="ner")
    yield parser
    parser.session.close()


def test_nltk_tags_words_as_they_are(parser: CoreNLPParser) -> None:
    found = parser.tag("from Lagos, to Kyoto".split())
    assert list(found) == [
        ("from", "O"),
        ("Lagos,", "fromloc.city_name"),
        ("to", "O"),
        ("Kyoto", "toloc.city_name"),
    ]


def test_nltk_tags_raw_sentences_and_tokenizes(parser: CoreNLPParser) -> None:
    assert [[word for word, _ in sentence] for [sentence] in parser.raw_tag_sents(["to Oslo.", "hello"])] == [
        ["to", "Oslo", "."],
        ["hello"],
    ]
    assert list(parser.tokenize("to Oslo, please")) == ["to", "Oslo", ",", "please"]


def test_nltk_says_what_is_refused(parser: CoreNLPParser) -> None:
    with pytest.raises(Exception, match="'parse' is not offered"):
        list(parser.raw_parse("to Oslo"))


def annotate(client: TestClient, text: str, properties: str = "{}") -> Any:
    response = client.post("/", content=text.encode(), params={"properties": properties})
    assert response.status_code == 200, response.text
    return response.json()["sentences"]


def test_offsets_are_utf16_units_and_code_points_stand_beside_them_where_they_differ(client: TestClient) -> None:
    encoded = TEXT.encode("utf-16-le")
    for sentence in annotate(client, TEXT):
        for piece in [*sentence["tokens"], *sentence["entitymentions"]]:
            units = encoded[2 * piece["characterOffsetBegin"] : 2 * piece["characterOffsetEnd"]]
            word = piece.get("text", piece.get("word"))
            assert units.decode("utf-16-le") == word
            assert TEXT[piece["codepointOffsetBegin"] : piece["codepointOffsetEnd"]] == word
    [sentence] = annotate(client, "to Oslo")
    assert not any(name.startswith("codepoint") for token in sentence["tokens"] for name in token)


def test_sentences_end_at_their_stop_and_its_closing_marks_and_at_empty_lines(client: TestClient) -> None:
    words = [[token["word"] for token in sentence["tokens"]] for sentence in annotate(client, TEXT)]
    assert [sentence[-1] for sentence in words] == [".", '"', ".", "Oslo"]
    assert [
        len(annotate(client, TEXT, json.dumps({f"ssplit.{name}": "true"}))) for name in ("isOneSentence", "eolonly")
    ] == [
        1,
        2,
    ]


def test_mentions_count_tokens_in_the_text_and_in_the_sentence(client: TestClient) -> None:
    first, *_, last = annotate(client, TEXT)
    [lagos, kyoto] = first["entitymentions"]
    assert (lagos["text"], lagos["tokenBegin"], lagos["tokenEnd"], lagos["docTokenBegin"]) == ("Lagos", 4, 5, 4)
    assert kyoto["nerConfidences"] == {"toloc.city_name": 0.75}
    [oslo] = last["entitymentions"]
    before = sum(len(sentence["tokens"]) for sentence in annotate(client, TEXT)[:-1])
    assert oslo["docTokenBegin"] - oslo["tokenBegin"] == before


@given(st.text(st.sampled_from("ab .!?\"'\n😀é\t"), max_size=40), st.sampled_from(["", "isOneSentence", "eolonly"]))
def test_tokens_and_what_lies_between_them_give_the_text_back(text: str, option: str) -> None:
    sentence = Tokenized(text, tuple(tokenize(text)))
    parts = split_sentences(sentence, {f"ssplit.{option}": "true"})
    found = to_corenlp(RuleTagger().predict(parts))["sentences"]
    tokens = [token for each in found for token in each["tokens"]]
    assert len(tokens) == len(sentence.tokens)
    if tokens:
        assert tokens[0]["before"] + "".join(token["word"] + token["after"] for token in tokens) == text


def test_names_are_called_as_stanford_calls_them() -> None:
    token = TaggedToken("Ada", 0, 3, "B-PER", 0.5)
    prediction = Prediction("entities/gru", "Ada", (token,), (Span("Ada", 0, 3, "PER", 0.5),))
    [sentence] = to_corenlp([prediction])["sentences"]
    assert (sentence["tokens"][0]["ner"], sentence["entitymentions"][0]["ner"]) == ("PERSON", "PERSON")


@pytest.mark.parametrize(
    "written", ["{'annotators': 'tokenize,ner', 'x': True}", '{"annotators": "tokenize,ner", "x": true}', "", "{}"]
)
def test_properties_may_be_json_or_python(written: str) -> None:
    found = read_properties(written)
    assert found == {} or found == {"annotators": "tokenize,ner", "x": "True"}


@pytest.mark.parametrize(
    "properties",
    [
        "[]",
        "hello",
        "{",
        "__import__('os')",
        "(" * 500,
        "{[]: 1}",
        "'\\d'",
        '{"outputFormat": "xml"}',
        "{'annotators': 'sentiment'}",
        "{1: [}",
    ],
)
def test_properties_that_are_none_are_refused_in_plain_text(client: TestClient, properties: str) -> None:
    response = client.post("/", content=b"to Oslo", params={"properties": properties})
    assert response.status_code == 422
    assert response.headers["content-type"].startswith("text/plain")
    assert response.text.startswith("properties")


@pytest.mark.parametrize(
    ("content", "properties", "status"),
    [
        (b"\xff", "", 400),
        (b"a", '{"ner.model": "nowhere"}', 404),
        (b"a" * 20_001, "", 413),
        (b"a. " * 300, "", 413),
    ],
)
def test_texts_that_cannot_be_annotated_are_refused_in_plain_text(
    client: TestClient, content: bytes, properties: str, status: int
) -> None:
    response = client.post("/", content=content, params={"properties": properties})
    assert response.status_code == status
    assert response.headers["content-type"].startswith("text/plain")


def test_without_ner_there_are_tokens_only_and_without_text_there_is_nothing(client: TestClient) -> None:
    [sentence] = annotate(client, "to Oslo", "{'annotators': 'tokenize,ssplit'}")
    assert "entitymentions" not in sentence
    assert "ner" not in sentence["tokens"][1]
    assert annotate(client, " ") == []


def test_checks_are_answered_and_the_page_stays(client: TestClient) -> None:
    assert [client.get(path).text for path in ("/ping", "/live", "/ready")] == ["pong\n", "live\n", "ready\n"]
    assert "<html" in client.get("/").text
