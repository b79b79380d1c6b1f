"""Request numbers and log lines, in which no text of users stands."""

import json
import logging
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.access import JSONFormatter
from tests.app.doubles import make_app


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_request_is_a_line_of_json_without_any_text_of_the_user(capsys: pytest.CaptureFixture[str]) -> None:
    with TestClient(make_app(access_log=True), raise_server_exceptions=False) as client:
        number = client.post("/api/tag", json={"text": "to Xanadu"}).headers["x-request-id"]
        client.post("/api/tag", json={"text": "boom Xanadu", "Xanadu": 1})
        client.get("/Xanadu?text=Xanadu")
        client.get("/api/models/Xanadu/x")
    out = lines(capsys)
    assert "Xanadu" not in str(out)
    assert [(line["method"], line["route"], line["status"]) for line in out] == [
        ("POST", "/api/tag", 200),
        ("POST", "/api/tag", 422),
        ("GET", "unmatched", 404),
        ("GET", "/api/models/{task}/{architecture}", 404),
    ]
    assert out[0]["request_id"] == number
    assert out[0]["ms"] > 0


def test_a_failure_is_logged_with_its_traceback_but_not_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    with TestClient(make_app(), raise_server_exceptions=False) as client:
        client.post("/api/tag", json={"text": "boom Xanadu"})
    [line] = lines(capsys)
    assert (line["level"], "RuntimeError" in line["traceback"]) == ("error", True)
    assert "Xanadu" not in str(line)


def test_without_the_setting_requests_are_not_written_down(capsys: pytest.CaptureFixture[str]) -> None:
    with TestClient(make_app(access_log=False)) as client:
        client.get("/livez")
    assert lines(capsys) == []


@pytest.mark.parametrize(("given", "kept"), [("abc-1.2_3", True), ("x" * 65, False), ("a b", False), ("a\x80", False)])
def test_a_callers_request_number_is_kept_if_it_is_harmless(client: TestClient, given: str, kept: bool) -> None:
    response = client.get("/livez", headers=[(b"x-request-id", given.encode("latin-1"))])
    assert (response.headers["x-request-id"] == given) == kept


def test_numbers_of_requests_differ(client: TestClient) -> None:
    assert len({client.get("/livez").headers["x-request-id"] for _ in range(5)}) == 5


def test_uvicorns_own_access_log_is_silent_since_it_writes_queries(client: TestClient) -> None:
    assert client
    assert logging.getLogger("uvicorn.access").disabled


def test_a_record_becomes_one_line() -> None:
    record = logging.LogRecord("slotscope", logging.INFO, "", 1, "two\nlines %d", (2,), None)
    text = JSONFormatter().format(record)
    assert "\n" not in text
    assert json.loads(text)["message"] == "two\nlines 2"
