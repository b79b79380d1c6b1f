"""Live training through HTTP: events as they come, and what is refused before it begins."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from fastapi.testclient import TestClient

from tests.app.doubles import make_app

LESSON: dict[str, Any] = {"sentences": ["leave [from: Oslo]", "arrive [to: Lima]"], "probe": "arrive Oslo"}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(make_app()) as client:
        yield client


def events(text: str) -> list[tuple[str, Any]]:
    """Server-sent events, read as the standard says."""
    found = []
    for block in text.split("\n\n")[:-1]:
        fields = dict(line.split(": ", 1) for line in block.split("\n"))
        found.append((fields["event"], orjson.loads(fields["data"])))
    return found


def test_a_lesson_is_a_stream_of_events(client: TestClient) -> None:
    response = client.post("/api/lab/learn", json={**LESSON, "steps": 12, "clip_norm": 0.5})
    assert response.headers["content-type"].startswith("text/event-stream")
    told = events(response.text)
    assert [name for name, _ in told] == ["steps", "steps", "steps", "done"]
    steps = [step for _, content in told[:-1] for step in content["steps"]]
    assert [step["step"] for step in steps] == list(range(1, 13))
    assert steps[-1]["loss"] < steps[0]["loss"]
    assert [word["text"] for word in told[0][1]["probe"]] == ["arrive", "Oslo"]


def test_the_copy_task_tells_how_far_back_each_network_remembers(client: TestClient) -> None:
    told = events(client.post("/api/lab/recall", json={"farthest": 3, "steps": 5}).text)
    assert {name: len(shares) for name, shares in told[0][1]["recall"].items()} == {"elman": 4, "gru": 4, "lstm": 4}
    assert told[-1] == ("done", {"step": 5, "reason": "finished"})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sentences": ["go", "[from Oslo"]}, "line 2"),
        ({"sentences": []}, "sentences"),
        ({"sentences": ["go"] * 25}, "sentences"),
        ({"sentences": ["g" * 201]}, "sentences[0]"),
        ({"hidden_size": 65}, "hidden_size"),
        ({"steps": 401}, "steps"),
        ({"learning_rate": 0}, "learning_rate"),
        ({"architecture": "transformer"}, "architecture"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_impossible_lessons_are_refused_before_they_begin(
    client: TestClient, change: dict[str, Any], said: str
) -> None:
    response = client.post("/api/lab/learn", json={**LESSON, **change})
    assert response.status_code == 422
    assert said in response.json()["error"]
