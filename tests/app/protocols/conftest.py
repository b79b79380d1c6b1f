"""One client of one app for all tests of a protocol: none of them changes it, and starting one takes its time."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.app.doubles import make_app


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """A client of an app whose default model is loaded."""
    with TestClient(make_app(), raise_server_exceptions=False) as client:
        client.post("/api/tag", json={"text": "hello"})
        yield client
