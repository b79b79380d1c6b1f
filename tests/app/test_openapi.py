"""The service keeps to its own OpenAPI document, whatever is sent to it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from tests.app.doubles import make_app

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
RIGHT, WRONG = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
READ = ("/api/models", "/api/models/{task}/{architecture}", "/livez", "/readyz", "/metrics")
SENT = ("/api/tag", "/api/variants", "/api/compare")
# What has no body and no limits to its path cannot be asked wrongly.
ASKED = [("GET", path, RIGHT) for path in READ] + [("POST", path, mode) for path in SENT for mode in (RIGHT, WRONG)]


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The app behind a server in a thread."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def described() -> Iterator[schemathesis.BaseSchema]:
    with served(make_app(max_text_chars=300)) as url:
        yield schemathesis.openapi.from_url(f"{url}/openapi.json")


@pytest.mark.parametrize(("method", "path", "mode"), ASKED)
def test_no_answer_is_one_that_is_not_described(
    described: schemathesis.BaseSchema, method: str, path: str, mode: GenerationMode
) -> None:
    @settings(max_examples=30, phases=[Phase.generate], suppress_health_check=list(HealthCheck), derandomize=True)
    @given(case=described[path][method].as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    ask()


def test_every_body_has_examples_that_are_answered(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    bodies = {path: item["post"]["requestBody"] for path, item in document["paths"].items() if "post" in item}
    assert set(SENT) <= set(bodies)
    for path in SENT:
        examples = bodies[path]["content"]["application/json"]["examples"]
        assert len(examples) > 1
        for name, example in examples.items():
            assert client.post(path, json=example["value"]).status_code == 200, name


def test_every_address_describes_its_errors_in_the_one_shape(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    for path, item in document["paths"].items():
        for operation in item.values():
            errors = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
            assert path == "/livez" or errors
            for answer in errors.values():
                assert answer["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Problem"}
