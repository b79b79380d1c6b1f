"""A client of an app around stand-ins; a test with other settings makes its own."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.app.doubles import make_app


@pytest.fixture
def client() -> Iterator[TestClient]:
    """A client of an app whose default model is loaded."""
    with TestClient(make_app(), raise_server_exceptions=False) as client:
        client.post("/api/tag", json={"text": "hello"})
        yield client
