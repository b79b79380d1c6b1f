"""The headers that keep pages safe are on every response."""

import base64
import hashlib

import pytest
from fastapi.testclient import TestClient

from app.headers import EMPTY_STYLE, POLICY
from tests.app.doubles import make_app


@pytest.mark.parametrize("path", ["/", "/docs", "/nope", "/livez", "/static/js/index.js", "/api/models", "/metrics"])
def test_every_response_has_them(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "script-src 'self';" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "camera=()" in headers["permissions-policy"]


def test_the_policy_allows_nothing_inline_and_no_other_host() -> None:
    assert "unsafe" not in str(POLICY)
    assert "://" not in str(POLICY)
    assert "*" not in str(POLICY)


def test_the_allowed_style_is_the_empty_one() -> None:
    digest = base64.b64encode(hashlib.sha256(b"").digest()).decode()
    assert f"'sha256-{digest}'" == EMPTY_STYLE


def test_other_origins_may_not_call_unless_the_setting_names_them() -> None:
    asked = {"origin": "https://a.example", "access-control-request-method": "POST"}
    with TestClient(make_app()) as client:
        assert "access-control-allow-origin" not in client.get("/api/models", headers=asked).headers
    with TestClient(make_app(cors_origins=("https://a.example",))) as client:
        response = client.options("/api/tag", headers=asked)
        assert response.headers["access-control-allow-origin"] == "https://a.example"
        other = client.options("/api/tag", headers={**asked, "origin": "https://b.example"})
        assert "access-control-allow-origin" not in other.headers
