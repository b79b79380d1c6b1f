"""One shape for whatever goes wrong, wherever it does."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app import problems
from app.errors import STATUSES, documented, status_of
from tests.app.doubles import make_app


def all_kinds(kind: type[Exception]) -> list[type[Exception]]:
    return [kind, *(below for child in kind.__subclasses__() for below in all_kinds(child))]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/tag", b"{", 400),
        ("POST", "/api/tag", b'{"text": ""}', 400),
        ("GET", "/api/models/a/b", None, 404),
        ("GET", "/nope", None, 404),
        ("GET", "/static/nope.js", None, 404),
        ("GET", "/static/../app/main.py", None, 404),
        ("GET", "/api/tag", None, 405),
        ("DELETE", "/", None, 405),
        ("POST", "/static/js/index.js", None, 405),
        ("POST", "/api/tag", b'"' + b"x" * 2**20 + b'"', 413),
        ("POST", "/api/tag", b"{}", 422),
        ("POST", "/api/tag", b'{"text": "boom"}', 500),
    ],
)
def test_every_error_has_the_same_shape(client: TestClient, method: str, path: str, body: Any, status: int) -> None:
    response = client.request(method, path, content=body)
    assert (response.status_code, set(response.json())) == (status, {"error", "type", "detail"})
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-request-id"]


def test_a_wrong_method_is_told_the_right_ones(client: TestClient) -> None:
    assert client.get("/api/tag").headers["allow"] == "POST"


def test_every_problem_has_a_status_of_its_own_or_of_its_parent() -> None:
    leaves = [kind for kind in all_kinds(problems.AppError) if not kind.__subclasses__()]
    without = [kind.__name__ for kind in leaves if not set(kind.__mro__[:-3]) & set(STATUSES)]
    assert len(leaves) > 10
    assert without == []


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    names = [line.split("── ")[1].split()[0] for line in (problems.__doc__ or "").splitlines() if "──" in line]
    assert names == [kind.__name__ for kind in all_kinds(problems.AppError)[1:]]


def test_what_nobody_foresaw_is_500() -> None:
    assert status_of(ZeroDivisionError()) == 500


def test_a_pages_error_is_a_page_and_says_it_safely(client: TestClient) -> None:
    response = client.get("/nope", headers={"accept": "text/html"})
    assert response.headers["content-type"].startswith("text/html")
    assert "there is no such page" in response.text


def test_many_wrong_fields_are_not_all_listed(client: TestClient) -> None:
    response = client.post("/api/tag", json={f"field{number}": 0 for number in range(60)})
    assert response.status_code == 422
    assert len(response.json()["detail"]) == 10


def test_a_field_with_an_endless_name_is_shortened(client: TestClient) -> None:
    response = client.post("/api/tag", json={"x" * 100_000: 0})
    assert len(response.text) < 1000


def test_all_documented_statuses_have_the_one_shape() -> None:
    assert {entry["model"].__name__ for entry in documented(400, 503).values()} == {"Problem"}


def test_too_much_closes_the_connection_as_the_rest_is_not_read() -> None:
    with TestClient(make_app(max_body_bytes=5)) as client:
        assert client.post("/api/tag", content=b"123456").headers["connection"] == "close"
