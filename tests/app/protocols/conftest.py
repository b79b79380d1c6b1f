"""One client, or one socket, of one app for all tests of a protocol: none changes it, and starting takes its time."""

from collections.abc import Iterator

import httpx
import pytest
from fastapi.testclient import TestClient

from tests.app.doubles import make_app
from tests.app.serving import served


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """A client of an app whose default model is loaded."""
    with TestClient(make_app(), raise_server_exceptions=False) as client:
        client.post("/api/tag", json={"text": "hello"})
        yield client


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The address of such an app on a real socket, for the clients of other systems."""
    with served(make_app()) as url:
        httpx.post(f"{url}/api/tag", json={"text": "hello"})
        yield url
