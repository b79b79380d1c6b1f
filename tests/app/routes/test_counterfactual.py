"""POST /api/variants and /api/compare, on taggers whose answers follow from a rule."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.answers import CompareAnswer, VariantsAnswer
from tests.app.doubles import make_app

TO, FROM = "B-toloc.city_name", "B-fromloc.city_name"


def variants(client: TestClient, *edits: Any, **body: Any) -> Any:
    response = client.post("/api/variants", json={"text": "I arrive Taipei now.", "edits": edits, **body})
    assert response.status_code == 200, response.text
    VariantsAnswer.model_validate(response.json(), strict=True)
    return response.json()


def refused(client: TestClient, path: str, **body: Any) -> tuple[int, str]:
    response = client.post(path, json=body)
    return response.status_code, response.json()["error"]


def test_another_verb_changes_the_word_and_the_tag_of_the_city(client: TestClient) -> None:
    [variant] = variants(client, {"swap": {"index": 1, "with": "leave"}})["variants"]
    rows = variant["aligned"]
    assert variant["prediction"]["text"] == "I leave Taipei now."
    assert [row["mark"] for row in rows] == ["same", "changed", "same", "same", "same"]
    assert [row["tag_changed"] for row in rows] == [False, False, True, False, False]
    assert (rows[2]["old_tag"], rows[2]["new_tag"], variant["tags_changed"]) == (TO, FROM, 1)


def test_the_shift_of_every_tag_is_known_beyond_those_listed(client: TestClient) -> None:
    answer = variants(client, {"swap": {"index": 1, "with": "leave"}}, top_k=1)
    shifts = {shift["tag"]: shift for shift in answer["variants"][0]["aligned"][2]["shifts"]}
    assert shifts[TO] == {"tag": TO, "old": 0.75, "new": 0.125, "shift": -0.625}
    assert shifts[FROM] == {"tag": FROM, "old": 0.125, "new": 0.75, "shift": 0.625}
    assert len(answer["base"]["tokens"][0]["top"]) == len(answer["variants"][0]["prediction"]["tokens"][0]["top"]) == 1


def test_each_edit_makes_its_own_variants_and_tells_its_number(client: TestClient) -> None:
    edits = [{"rule": "arrive -> leave | reach"}, {"reverse": True}, {"shuffle": {"seed": 3}}, {"rule": "x -> y"}]
    made = variants(client, *edits)["variants"]
    assert [variant["edit"] for variant in made] == [0, 0, 1, 2]
    assert made[2]["prediction"]["text"] == "now Taipei arrive I."


def test_a_chain_makes_one_edit_upon_the_other(client: TestClient) -> None:
    edits = [{"swap": {"index": 2, "with": "New York"}}, {"move": {"from": 4, "to": 0}}, {"order": [0, 2, 1, 3, 4, 5]}]
    [variant] = variants(client, *edits, chain=True)["variants"]
    assert variant["edit"] is None
    assert variant["prediction"]["text"] == "now arrive I New York."
    assert [(row["base"], row["variant"]) for row in variant["aligned"]] == [
        (3, 0), (1, 1), (0, 2), (2, 3), (None, 4), (4, 5),
    ]  # fmt: skip


def test_tokens_stay_apart_by_one_space_in_variants_too(client: TestClient) -> None:
    body = {
        "tokens": ["arrive", "Taipei", "."],
        "edits": [{"reverse": True}, {"swap": {"index": 0, "with": "take off."}}],
    }
    response = client.post("/api/variants", json=body)
    assert [v["prediction"]["text"] for v in response.json()["variants"]] == ["Taipei arrive .", "take off. Taipei ."]


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([{"swap": {"index": 9, "with": "x"}}], "edits[0]: there is no token 9: the sentence has 5"),
        ([{"reverse": True}, {"order": [0]}], "edits[1]: an order must name each of the 5 tokens once"),
        ([{"rule": "leave"}], "is no rule"),
        ([{"swap": {"index": 0}}], "edits[0].swap.with: is missing"),
        ([{"move": {"from": 0, "to": "1"}}], "edits[0].move.to: input should be a valid integer"),
        ([{"swap": {"index": 0, "with": "x"}, "reverse": True}], "edits[0]: give exactly one of"),
        ([{}], "edits[0]: give exactly one of"),
        ([{"jump": 1}], "edits[0].jump: there is no such field"),
        ([], "edits: list should have at least 1 item"),
        ("x", "edits: input should be a valid list"),
    ],
)
def test_an_edit_that_cannot_be_made_is_named(client: TestClient, edits: Any, said: str) -> None:
    status, error = refused(client, "/api/variants", text="I arrive Taipei now.", edits=edits)
    assert status == 422
    assert said in error


@pytest.mark.parametrize(
    ("settings", "edits", "chain"),
    [
        ({"max_edits": 2}, [{"reverse": True}] * 3, False),
        ({"max_variants": 2}, [{"reverse": True}] * 3, False),
        ({"max_variants": 2}, [{"rule": "a -> b | c | d"}], False),
        ({"max_variants": 6}, [{"rule": "a -> b | c"}, {"rule": "d -> e | f"}, {"rule": "g -> h | i, zzz ->"}], True),
        ({"max_tokens": 7}, [{"reverse": True}], False),
    ],
)
def test_more_than_allowed_is_refused_with_the_limit(settings: dict[str, int], edits: Any, chain: bool) -> None:
    [(name, allowed)] = settings.items()
    with TestClient(make_app(**settings)) as client:
        response = client.post("/api/variants", json={"text": "a d g x", "edits": edits, "chain": chain})
    assert response.status_code == 413
    assert response.json()["detail"]["limit"] == name
    assert response.json()["detail"]["allowed"] == allowed


def test_models_are_compared_and_their_disagreements_listed(client: TestClient) -> None:
    response = client.post("/api/compare", json={"text": "I arrive Taipei now."})
    answer = response.json()
    CompareAnswer.model_validate(answer, strict=True)
    assert [prediction["model"] for prediction in answer["predictions"]] == ["flights/bi-lstm", "flights/feedforward"]
    tags = {"flights/bi-lstm": TO, "flights/feedforward": FROM}
    assert answer["disagreements"] == [{"index": 2, "text": "Taipei", "start": 9, "end": 15, "tags": tags}]


def test_named_models_are_compared_each_once_in_the_order_named(client: TestClient) -> None:
    body = {"tokens": ["to", "Rome"], "models": ["flights/feedforward", "flights", "flights/bi-lstm"], "top_k": 0}
    answer = client.post("/api/compare", json=body).json()
    assert [prediction["model"] for prediction in answer["predictions"]] == ["flights/feedforward", "flights/bi-lstm"]


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"text": "a", "models": ["x"]}, 404, "unknown model 'x'"),
        ({"text": "a", "task": "trains"}, 404, "known are flights"),
        ({"text": "a", "models": []}, 422, "models"),
        ({"text": "a", "models": ["flights"], "task": "flights"}, 422, "either models or task"),
        ({"text": " "}, 400, "empty"),
        ({"models": ["flights"]}, 422, "exactly one of text, tokens"),
    ],
)
def test_a_comparison_that_cannot_be_made_is_refused(client: TestClient, body: Any, status: int, said: str) -> None:
    got, error = refused(client, "/api/compare", **body)
    assert got == status
    assert said in error


def test_more_models_than_allowed_are_refused() -> None:
    with TestClient(make_app(max_compared=1)) as client:
        assert client.post("/api/compare", json={"text": "a"}).json()["detail"]["limit"] == "max_compared"
