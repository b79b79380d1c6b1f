"""JSON in and out: a route class that reads bodies strictly and cheaply, and a response class.

A body is JSON whatever its content type says: `curl -d` and other clients name another by habit. Knows no route.
"""

import json
import re
from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from fastapi import Request, Response
from fastapi.routing import APIRoute

from app.problems import BrokenBody, WrongField

MAX_KEYS = 64  # of one object; no body of ours has half as many
CONTENT_TYPE = b"content-type"
HALF = re.compile("[\ud800-\udfff]")

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class JSONAnswer(Response):
    """A response written by orjson."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Plain values as JSON."""
        return orjson.dumps(content)


class JSONRoute(APIRoute):
    """A route that parses its body before FastAPI asks for it, so that what is broken is told apart and named."""

    def get_route_handler(self) -> Handler:
        """The handler of FastAPI behind our own parser."""
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def parse_and_handle(request: Request) -> Response:
            parsed = _ParsedRequest(_named_json(request), request.receive)
            parsed.parsed = self.read(request, await parsed.body())
            return await handle(parsed)

        return parse_and_handle

    def read(self, request: Request, body: bytes) -> Any:  # noqa: ARG002  a protocol's own route may look at it
        """The document that a body holds. Raises as `parse_json`."""
        return parse_json(body)


def parse_json(body: bytes) -> Any:
    """Read a JSON document.

    Raises BrokenBody for what is none, and WrongField for half characters and for objects of a great many keys.
    """
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        if "surrogate in string" in str(error):
            raise WrongField(_half_character(body), "holds a lone surrogate, half of a character") from error
        raise BrokenBody(f"the body is not JSON: {error}") from error
    waiting = [value]
    while waiting:
        container = waiting.pop()
        if isinstance(container, dict):
            _check_keys(container)
        if isinstance(container, dict | list):
            items = container.values() if isinstance(container, dict) else container
            waiting += [item for item in items if isinstance(item, dict | list)]
    return value


class _ParsedRequest(Request):
    parsed: Any = None

    async def json(self) -> Any:
        return self.parsed


def _named_json(request: Request) -> dict[str, Any]:
    headers = [header for header in request.scope["headers"] if header[0] != CONTENT_TYPE]
    return {**request.scope, "headers": [*headers, (CONTENT_TYPE, b"application/json")]}


def _check_keys(value: dict[str, Any]) -> None:
    if len(value) > MAX_KEYS:
        raise WrongField("body", f"an object has {len(value):,} keys, at most {MAX_KEYS} allowed")


def _half_character(body: bytes) -> str:
    """The field that holds a lone surrogate. The standard library reads what orjson refuses."""
    try:
        value = json.loads(body)
        fields = value if isinstance(value, dict) else {"body": value}
        _check_keys(fields)
        broken = [name for name, item in fields.items() if not _is_unicode(json.dumps(item, ensure_ascii=False))]
    except (ValueError, RecursionError) as error:
        raise BrokenBody("the body is not JSON, and holds a lone surrogate") from error
    return broken[0] if broken and _is_unicode(broken[0]) else "body"


def _is_unicode(text: str) -> bool:
    return HALF.search(text) is None
