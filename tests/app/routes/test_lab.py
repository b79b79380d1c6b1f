"""The lab's numbers through HTTP: the oracles again at the door, bounds, and networks that cannot be written out."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from model.checkpoint import pack, unpack
from tests.model.helpers import make_tagger, save_model

SENTENCE = "we leave from New Delhi next Friday"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of an app with random networks of several kinds."""
    folder: Path = tmp_path_factory.mktemp("models")
    for architecture in ("elman", "gru", "lstm", "bi-lstm", "feedforward"):
        save_model(folder, architecture, "flights", dev_f1=90 if architecture == "bi-lstm" else 50)
    with TestClient(create_app(Settings(models_dir=folder, shipped_models=False, access_log=False))) as client:
        yield client


def post(lab: TestClient, path: str, **body: Any) -> dict[str, Any]:
    response = lab.post(f"/api/lab/{path}", json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_the_all_ones_network_answers_as_worked_out_by_hand(lab: TestClient) -> None:
    assert [step["outputs"] for step in post(lab, "ones")["steps"]] == [[4, 4], [12, 12], [32, 32]]
    turned = post(lab, "ones", inputs=[[2, 2], [1, 1], [1, 1]])
    assert [step["outputs"] for step in turned["steps"]] == [[8, 8], [20, 20], [44, 44]]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"inputs": [[1, 1], [1]]}, "all inputs should have 2 numbers"),
        ({"w_aa": [[1, 1]]}, "w_aa should have 2 rows of 2 numbers"),
        ({"inputs": [[1, 1]] * 13}, "inputs"),
        ({"memory": [1e9, 0]}, "memory[0]"),
        ({"activation": "relu"}, "activation"),
    ],
)
def test_impossible_toys_are_refused_by_name(lab: TestClient, body: dict[str, Any], said: str) -> None:
    response = lab.post("/api/lab/ones", json=body)
    assert response.status_code == 422
    assert said in response.json()["error"]


def test_powers_are_those_of_the_page(lab: TestClient) -> None:
    found = post(lab, "powers", weights=[1, 1.01, 0.99, 0.01])["powers"]
    assert [each[1000] for each in found] == pytest.approx([1, 20959.16, 4.3171e-5, 0], rel=1e-5)
    assert {len(each) for each in found} == {1001}


@pytest.mark.parametrize("model", ["flights/elman", "flights/gru", "flights/lstm"])
def test_the_pass_written_out_says_what_the_tagger_serves(lab: TestClient, model: str) -> None:
    passed = post(lab, "forward", text=SENTENCE, model=model)
    served = lab.post("/api/tag", json={"text": SENTENCE, "model": model, "top_k": 3}).json()
    assert passed["words"] == [token["text"] for token in served["tokens"]]
    for likely, token in zip(passed["likely"], served["tokens"], strict=True):
        assert {each["tag"]: each["score"] for each in likely[:3]} == pytest.approx(
            {each["tag"]: each["score"] for each in token["top"]}, abs=2e-4
        )


def test_an_elman_pass_carries_its_terms_and_the_stacked_form_agrees(lab: TestClient) -> None:
    passed = post(lab, "forward", text=SENTENCE)
    assert passed["model"] == "flights/elman"
    assert passed["elman"]["largest_difference"] < 1e-12
    assert passed["elman"]["before"][1] == passed["states"][0]
    assert post(lab, "forward", text=SENTENCE, model="flights/lstm")["elman"] is None


def test_gates_are_named_and_have_a_row_a_word(lab: TestClient) -> None:
    for model, names in (("gru", {"update", "reset"}), ("lstm", {"forget", "input", "output"}), ("elman", set())):
        gates = post(lab, "forward", text=SENTENCE, model=f"flights/{model}")["gates"]
        assert set(gates) == names
        assert all(len(rows) == 7 and 0 <= min(map(min, rows)) <= max(map(max, rows)) <= 1 for rows in gates.values())


@pytest.mark.parametrize("model", ["flights/bi-lstm", "flights/feedforward", "flights"])
def test_networks_that_cannot_be_written_out_are_refused_and_the_others_named(lab: TestClient, model: str) -> None:
    for path, more in (("forward", {}), ("gradients", {"index": 0})):
        response = lab.post(f"/api/lab/{path}", json={"text": SENTENCE, "model": model, **more})
        assert response.status_code == 422
        assert "flights/elman, flights/gru, flights/lstm" in response.json()["error"]


def test_weights_are_the_matrices_of_the_network(lab: TestClient) -> None:
    shades = lab.get("/api/lab/weights/flights/elman").json()["w_aa"]
    tagger = make_tagger("elman")
    tagger.load_state_dict(unpack(pack(tagger.state_dict()), tagger.config.word_size))  # as the model's file has them
    _, w_aa = list(tagger.encoder.parameters())[:2]
    found = [(byte - 127) / 127 * shades["largest"] for byte in base64.b64decode(shades["data"])]
    assert (shades["rows"], shades["columns"]) == tuple(w_aa.shape)
    assert found == pytest.approx(w_aa.flatten().tolist(), abs=shades["largest"] / 200)


def test_gradients_have_an_entry_a_word_and_end_at_one(lab: TestClient) -> None:
    found = post(lab, "gradients", text=SENTENCE, model="flights/lstm", index=5)
    assert [len(found[name]) for name in ("jacobians", "products", "signals", "terms")] == [5, 6, 6, 6]
    assert found["products"][-1] == pytest.approx(1)
    assert lab.post("/api/lab/gradients", json={"text": "one word", "index": 2}).status_code == 422


def test_states_are_those_of_both_sentences(lab: TestClient) -> None:
    body = {"sentences": [["leave", "Oslo"], ["reach", "Oslo"]], "model": "flights/elman"}
    first, second = post(lab, "states", **body)["states"]
    assert [len(first), len(first[0])] == [2, 8]
    assert first != second
    assert first == post(lab, "forward", tokens=["leave", "Oslo"])["states"]
    long = {"sentences": [["word"] * 81], "model": "flights/elman"}
    assert lab.post("/api/lab/states", json=long).status_code == 413


def test_the_matrix_has_the_radius_asked_for(lab: TestClient) -> None:
    found = post(lab, "matrix", size=6, radius=1.2, steps=10, seed=3)
    assert max(abs(complex(*value)) for value in found["eigenvalues"]) == pytest.approx(1.2)
    assert len(found["linear"]) == len(found["tanh"]) == 11
    assert lab.post("/api/lab/matrix", json={"size": 49}).status_code == 422


def test_the_surface_has_its_cliff_and_only_the_unclipped_path_leaps(lab: TestClient) -> None:
    surface = lab.get("/api/lab/surface").json()
    assert [len(surface["loss"]), len(surface["loss"][0])] == [len(surface["biases"]), len(surface["weights"])]
    found = post(lab, "descent", weight=5.5, bias=-2, rate=0.5, clip=0.2, steps=100)
    ends = {name: path["places"][-1]["loss"] for name, path in found.items()}
    assert ends["unclipped"] > 50 * ends["clipped"]
    leap = found["unclipped"]["leap"]
    assert found["unclipped"]["places"][leap - 1]["norm"] > 100


@pytest.mark.parametrize("body", [{"rate": 0}, {"rate": 11}, {"clip": 0}, {"steps": 201}, {"weight": "x"}])
def test_impossible_descents_are_refused(lab: TestClient, body: dict[str, Any]) -> None:
    assert lab.post("/api/lab/descent", json=body).status_code == 422


def test_even_the_wildest_descent_stays_finite(lab: TestClient) -> None:
    found = post(lab, "descent", weight=4.76, bias=-2.46, rate=10, clip=100, steps=200)
    assert all(isinstance(place["loss"], float) for path in found.values() for place in path["places"])


def test_toy_sentences_follow_from_the_seed(lab: TestClient) -> None:
    answers = [lab.get(f"/api/lab/sentences?count=5&seed={seed}").json()["sentences"] for seed in (1, 1, 2)]
    assert answers[0] == answers[1] != answers[2]
    assert len(answers[0]) == 5


def test_the_page_is_there_without_javascript(lab: TestClient) -> None:
    page = lab.get("/lab", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert "The lab" in page.text


def test_the_charts_are_served_from_here(lab: TestClient) -> None:
    assert lab.head("/static/plotly/plotly.min.js").status_code == 200
