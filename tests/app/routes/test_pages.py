"""The page as the server fills it in, for browsers without JavaScript."""

import re

import pytest
from fastapi.testclient import TestClient

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def words(page: str) -> str:
    """What a reader sees."""
    main = page[page.index("<main") :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", main))


def test_the_page_tags_the_sentence_of_its_query_string(client: TestClient) -> None:
    response = client.get("/", params={"text": "go to Timbuktu", "model": "flights"}, headers=BROWSER)
    assert response.status_code == 200
    assert "Timbuktu (place of arrival, 75 %)" in words(response.text)


def test_without_a_sentence_the_page_shows_an_example_and_with_an_empty_one_none(client: TestClient) -> None:
    assert "Taipei (place of" in words(client.get("/", headers=BROWSER).text)
    assert "%)" not in words(client.get("/?text=", headers=BROWSER).text)


def test_what_was_typed_is_never_markup(client: TestClient) -> None:
    page = client.get("/", params={"text": 'go to "><script>alert(1)</script><img src=x>'}, headers=BROWSER).text
    assert "<script>alert" not in page
    assert "<img" not in page


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [("text=to+Rome&model=nope", 404, "unknown model"), ("text=" + "a" * 20_001, 413, "at most 20,000 allowed")],
)
def test_what_is_wrong_is_said_on_the_page_which_keeps_the_sentence(
    client: TestClient, query: str, status: int, said: str
) -> None:
    response = client.get(f"/?{query}", headers=BROWSER)
    assert response.status_code == status
    assert said in words(response.text)
    assert "<textarea" in response.text
    assert "slotscope" in response.text


def test_an_unknown_address_is_a_page_for_browsers_and_json_for_programs(client: TestClient) -> None:
    page = client.get("/nope", headers=BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "there is no such page" in words(page.text)
    assert client.get("/nope").json()["type"] == "not_found"
    assert client.get("/api/nope", headers=BROWSER).json()["type"] == "not_found"
