"""What looks inside a network keeps to the OpenAPI document too, whatever is sent to it: explanations and the lab."""

from collections.abc import Iterator

import pytest
import schemathesis
from schemathesis import GenerationMode

from app.main import create_app
from app.settings import Settings
from tests.app.serving import served
from tests.app.test_openapi import RIGHT, WRONG, ask
from tests.model.helpers import save_model

SENT = """/api/explain /api/swaps /api/memory /api/lab/ones /api/lab/states /api/lab/forward /api/lab/gradients
    /api/lab/powers /api/lab/matrix /api/lab/descent""".split()
READ = "/api/lab/weights/{task}/{architecture} /api/lab/surface /api/lab/sentences".split()
ASKED = [("POST", path, mode) for path in SENT for mode in (RIGHT, WRONG)] + [("GET", path, RIGHT) for path in READ]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    """Small networks of random weights, for a stand-in has nothing inside."""
    folder = tmp_path_factory.mktemp("models")
    for architecture in ("gru", "bi-lstm"):
        save_model(folder, architecture, "flights")
    with served(create_app(Settings(models_dir=folder, access_log=False, max_text_chars=300))) as url:
        yield schemathesis.openapi.from_url(f"{url}/openapi.json")


@pytest.mark.parametrize(("method", "path", "mode"), ASKED)
def test_no_answer_is_one_that_is_not_described(
    described: schemathesis.BaseSchema, method: str, path: str, mode: GenerationMode
) -> None:
    ask(described[path][method], mode, examples=12)
