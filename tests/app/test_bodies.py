"""Bodies that are no JSON, or JSON of an evil kind: each is named, and none takes long."""

import time
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.bodies import parse_json
from app.problems import BrokenBody, WrongField

MB = 2**20


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"nonsense",
        b"[NaN]",
        b"[1e999]",
        b"\xff",
        b'{"a": "\xed\xa0\x80"}',
        b'{"a" "\\ud800"}',
        b'["\\ud800"',
    ],
)
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(BrokenBody, match="not JSON"):
        parse_json(body)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b'{"text": "a\\ud800b"}', "text"),
        (b'{"model": "x", "texts": ["\\ud83d\\ude00", "\\udc00"]}', "texts"),
        (b'{"\\ud800": 1}', "body"),
        (b'["\\ud800"]', "body"),
    ],
)
def test_half_a_character_is_named_with_its_field(body: bytes, field: str) -> None:
    with pytest.raises(WrongField, match=rf"{field}: holds a lone surrogate"):
        parse_json(body)


def test_a_whole_character_written_as_two_surrogates_is_fine() -> None:
    assert parse_json(b'{"text": "\\ud83d\\ude00\\u0000"}') == {"text": "😀\0"}


@pytest.mark.parametrize(
    "body",
    [
        b"[" * MB,
        b'{"a":' * (MB // 5),
        b"[" + b"1" * MB + b"]",
        b"{" + b",".join(b'"%d":0' % number for number in range(MB // 10)) + b"}",
        b"[" + b",".join([b'{"a":{}}'] * (MB // 9)) + b',"\\ud800"]',
    ],
    ids=["brackets", "objects", "a long number", "many keys", "many objects and half a character"],
)
def test_a_megabyte_of_evil_is_refused_in_less_than_a_second(body: bytes) -> None:
    started = time.process_time()
    with pytest.raises((BrokenBody, WrongField)):
        parse_json(body)
    assert time.process_time() - started < 1


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/x-www-form-urlencoded", "nonsense"])
def test_a_body_is_json_whatever_its_content_type(client: TestClient, content_type: str | None) -> None:
    headers: Any = {"content-type": content_type} if content_type else {}
    response = client.post("/api/tag", content=b'{"text": "to Rome"}', headers=headers)
    assert response.json()["spans"][0]["label"] == "toloc.city_name"
