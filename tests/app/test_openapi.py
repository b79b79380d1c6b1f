"""The service keeps to its own OpenAPI document, whatever is sent to it."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
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
from tests.app.serving import served

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
COMPATIBLE = (
    "/api/tag/{form}",
    "/models/{task}",
    "/models/{task}/{architecture}",
    "/model/parse",
    "/ent",
    "/v2/models/{model}/infer",
    "/v2/models/{model}/versions/{version}/infer",
    "/v1/models/{model}:predict",
    "/setup",
    "/predict",
)
PLACES = {"task": "flights", "architecture": "bi-lstm", "model": "flights", "version": "1", "form": "displacy"}
FORMS = {"/models/": "HuggingFaceProblem", "/v1": "KServeProblem", "/v2": "KServeProblem"}
FORMS |= dict.fromkeys(("/model/", "/version", "/status"), "RasaProblem")
# What has no body and no limits to its path cannot be asked wrongly.
ASKED = [("GET", path, RIGHT) for path in READ] + [("POST", path, mode) for path in SENT for mode in (RIGHT, WRONG)]
ASKED += [("POST", path, mode) for path in COMPATIBLE for mode in (RIGHT, WRONG)]
ASKED += [("GET", path, RIGHT) for path in ("/version", "/status", "/v2", "/v2/models/{model}", "/v1/models")]


@pytest.fixture(scope="module")
def described() -> Iterator[schemathesis.BaseSchema]:
    with served(make_app(max_text_chars=300)) as url:
        yield schemathesis.openapi.from_url(f"{url}/openapi.json")


@pytest.mark.parametrize(("method", "path", "mode"), ASKED)
def test_no_answer_is_one_that_is_not_described(
    described: schemathesis.BaseSchema, method: str, path: str, mode: GenerationMode
) -> None:
    ask(described[path][method], mode, examples=30)


def ask(operation: Any, mode: GenerationMode, examples: int) -> None:
    """Ask rightly or wrongly, and hold every answer to the document; the same questions each time."""

    @settings(max_examples=examples, phases=[Phase.generate], suppress_health_check=list(HealthCheck), derandomize=True)
    @given(case=operation.as_strategy(generation_mode=mode))
    def each(case: Any) -> None:
        _check(case)

    each()


def _check(case: Any) -> None:
    """Hold the answer to the document. What is too long is refused before it is read: 413 is right for anything."""
    answer = case.call()
    refused = answer.status_code == 413
    checks = [check for check in CHECKS if not (refused and check is negative_data_rejection)]
    case.validate_response(answer, checks=checks)


def test_every_body_has_examples_that_are_answered(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    posts = {path: item["post"] for path, item in document["paths"].items() if "post" in item}
    bodies = {path: post["requestBody"] for path, post in posts.items() if "requestBody" in post}
    assert set(SENT) <= set(bodies)
    for path in (*SENT, *COMPATIBLE):
        examples = bodies[path]["content"]["application/json"]["examples"]
        assert len(examples) > 1
        for name, example in examples.items():
            assert client.post(path.format(**PLACES), json=example["value"]).status_code == 200, name


def test_every_address_describes_its_errors_in_the_form_of_its_protocol(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    for path, item in document["paths"].items():
        form = next((form for start, form in FORMS.items() if path.startswith(start)), "Problem")
        for operation in item.values():
            errors = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
            assert path == "/livez" or errors
            for answer in errors.values():
                if path in ("/", "/ping", "/live", "/ready"):
                    assert answer["content"].keys() == {"text/plain"}
                    continue
                assert answer["content"]["application/json"]["schema"] == {"$ref": f"#/components/schemas/{form}"}
