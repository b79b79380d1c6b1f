"""Models, health, metrics and documentation."""

import threading
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from app.answers import ModelCard, ModelList, Reloaded
from app.main import create_app
from app.settings import Settings
from tests.app.doubles import RuleTagger, make_store
from tests.model.helpers import save_model


def test_models_are_listed_with_the_defaults(client: TestClient) -> None:
    answer = ModelList.model_validate(client.get("/api/models").json(), strict=True)
    assert (answer.default, answer.defaults) == ("flights/bi-lstm", {"flights": "flights/bi-lstm"})
    assert [(model.name, model.default, model.loaded) for model in answer.models] == [
        ("flights/bi-lstm", True, True),
        ("flights/feedforward", False, False),
    ]


def test_a_card_tells_labels_training_data_with_licence_and_recipe(client: TestClient) -> None:
    card = ModelCard.model_validate(client.get("/api/models/flights/feedforward").json(), strict=True)
    assert (card.architecture, card.labels) == ("feedforward", ["fromloc.city_name", "toloc.city_name"])
    assert [(data.name, data.use, bool(data.licence), bool(data.terms)) for data in card.data] == [
        ("atis", "labelled sentences", True, True)
    ]
    assert card.recipe["model"]["architecture"] == "feedforward"


@pytest.mark.parametrize("name", ["flights/none", "..%2f../etc", "flights/%2e%2e", "%00/x"])
def test_an_unknown_card_is_404_and_lists_the_known(client: TestClient, name: str) -> None:
    response = client.get(f"/api/models/{name}")
    assert response.status_code == 404
    assert response.json()["type"] in ("unknown_model", "not_found")


def test_it_lives_at_once_and_is_ready_when_the_default_is_loaded() -> None:
    gate, tagger = threading.Event(), RuleTagger()

    def load(_name: str) -> RuleTagger:
        gate.wait(60)
        return tagger

    app = create_app(Settings(access_log=False), make_store({tagger.name: tagger}, load=load))
    with TestClient(app) as client:
        assert client.get("/livez").json() == {"live": True}
        response = client.get("/readyz")
        assert (response.status_code, response.json()["type"]) == (503, "not_ready")
        assert response.headers["retry-after"] == "2"
        gate.set()
        while (response := client.get("/readyz")).status_code == 503:
            time.sleep(0.01)
        assert response.json() == {"ready": True, "models": ["flights/bi-lstm"]}
    app.state.service.draining = True
    assert not app.state.service.ready


def test_metrics_count_what_was_asked_and_hold_no_text(client: TestClient) -> None:
    client.post("/api/tag", json={"texts": ["to Xanadu", "a b c"]})
    client.post("/api/tag", json={"text": ""})
    client.get("/Xanadu?text=Xanadu")
    page = client.get("/metrics").text
    assert 'slotscope_requests_total{method="POST",route="/api/tag",status="200"} 2.0' in page  # with the fixture's
    assert 'slotscope_refusals_total{reason="empty"} 1.0' in page
    assert 'route="unmatched",status="404"} 1.0' in page
    assert "slotscope_tokens_total 6.0" in page
    assert "slotscope_queue_sentences 0.0" in page
    assert "slotscope_models_loaded 1.0" in page
    assert "Xanadu" not in page


def test_the_documentation_asks_nothing_of_other_hosts(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "://" not in page.replace("http://www.w3.org", "")
    for path in ("/static/docs/swagger-ui-bundle.js", "/static/docs/swagger-ui.css", "/static/js/docs.js"):
        assert path in page
        assert client.get(path).status_code == 200


def test_a_model_dropped_into_the_folder_is_served_after_a_reload_and_a_damaged_one_refused(tmp_path: Path) -> None:
    save_model(tmp_path, "gru")
    settings = Settings(models_dir=tmp_path, shipped_models=False, default_model="toys", access_log=False)
    with TestClient(create_app(settings)) as client:
        save_model(tmp_path, "elman", task="pizza")
        (save_model(tmp_path, "lstm", task="pizza") / "vocab.json").write_text("{")
        assert client.post("/api/tag", json={"text": "to Oslo", "model": "pizza"}).status_code == 404
        answer = Reloaded.model_validate(client.post("/api/models/reload").json(), strict=True)
        assert (answer.added, answer.changed, answer.removed) == (["pizza/elman"], [], [])
        assert list(answer.refused) == list(client.get("/api/models").json()["refused"]) == ["pizza/lstm"]
        assert client.post("/api/tag", json={"text": "to Oslo", "model": "pizza"}).json()["model"] == "pizza/elman"
        refused = client.post("/api/tag", json={"text": "to Oslo", "model": "pizza/lstm"})
        assert (refused.status_code, "is refused: pizza/lstm" in refused.json()["error"]) == (503, True)
        while (response := client.get("/readyz")).status_code == 503:  # until the default model is loaded
            time.sleep(0.01)
        assert response.json()["ready"]


def test_with_a_key_only_who_has_it_may_reload() -> None:
    with TestClient(
        create_app(Settings(api_key=SecretStr("k"), access_log=False), make_store({"flights/bi-lstm": RuleTagger()}))
    ) as client:
        assert client.post("/api/models/reload").status_code == 401
        assert client.post("/api/models/reload", headers={"authorization": "Bearer k"}).status_code == 200
