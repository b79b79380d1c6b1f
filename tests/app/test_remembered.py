"""Answers that are kept: the same as anew, no older than the model and the day, few and small."""

from datetime import date
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from app.remembered import MAX_BYTES, Remembered
from app.routes import tag
from tests.app.doubles import RuleTagger, make_app

SENTENCE = "leave Taipei tomorrow"


def ask(client: TestClient, **body: object) -> dict[str, object]:
    answer: dict[str, object] = client.post("/api/tag", json=body).raise_for_status().json()
    assert answer.pop("elapsed_ms")
    return answer


def test_the_longest_not_asked_for_makes_room() -> None:
    answers = Remembered(2)
    for asked in "ab":
        answers.keep(asked, asked.encode())
    assert answers.get("a") == b"a"
    answers.keep("c", b"c")
    assert [answers.get(asked) for asked in "abc"] == [b"a", None, b"c"]
    assert len(answers) == 2


def test_a_long_answer_is_not_kept() -> None:
    answers = Remembered(2)
    answers.keep("fits", b"x" * MAX_BYTES)
    answers.keep("does not", b"x" * (MAX_BYTES + 1))
    assert len(answers) == 1


@pytest.mark.parametrize("kept", [0, 8])
def test_the_same_sentence_is_tagged_once_where_answers_are_kept_and_answered_alike(kept: int) -> None:
    tagger = RuleTagger()
    with TestClient(make_app(tagger, remembered=kept)) as client:
        answers = [ask(client, text=SENTENCE) for _ in range(3)]
        page = client.get("/metrics").text
    assert answers[0] == answers[1] == answers[2]
    assert sum(SENTENCE in batch for batch in tagger.batches) == (1 if kept else 3)
    assert f"slotscope_remembered_total {2.0 if kept else 0.0}" in page


def test_another_model_more_tags_or_tokens_are_another_question() -> None:
    taggers = RuleTagger(), RuleTagger("flights/feedforward")
    with TestClient(make_app(*taggers)) as client:
        ask(client, text="to Rome")
        assert ask(client, text="to Rome", model="flights/feedforward")["model"] == "flights/feedforward"
        assert len(ask(client, text="to Rome", top_k=1)["tokens"][0]["top"]) == 1  # type: ignore[index]
        ask(client, tokens=["to", "Rome"])
        ask(client, tokens=["to", "Rome"])
    assert [sum("to Rome" in batch for batch in tagger.batches) for tagger in taggers] == [4, 1]


def test_an_answer_holds_for_its_day_and_until_models_are_looked_at_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    another_day = SimpleNamespace(today=lambda: date(2038, 1, 19))
    tagger = RuleTagger()
    app = make_app(tagger)
    with TestClient(app) as client:
        ask(client, text=SENTENCE)
        monkeypatch.setattr(tag, "date", another_day)
        ask(client, text=SENTENCE)
        app.state.service.store.generation += 1
        ask(client, text=SENTENCE)
    assert sum(SENTENCE in batch for batch in tagger.batches) == 3


def test_a_failure_is_not_kept() -> None:
    tagger = RuleTagger()
    with TestClient(make_app(tagger), raise_server_exceptions=False) as client:
        assert [client.post("/api/tag", json={"text": "boom"}).status_code for _ in range(2)] == [500, 500]
    assert tagger.batches.count(["boom"]) == 2
