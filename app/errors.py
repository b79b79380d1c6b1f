"""What went wrong, as HTTP: one table of statuses, one JSON shape, and a page for browsers. Routes catch nothing.

At the addresses that speak another system's protocol, errors have that system's form.
"""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import problems
from app.answers import Answer, Problem
from app.bodies import JSONAnswer
from app.problems import Refusal
from app.protocols import corenlp, hugging_face, kserve, rasa

log = logging.getLogger("slotscope")

# Looked up along the class's ancestors: the nearest counts.
STATUSES: Mapping[type[Exception], tuple[int, str]] = {
    problems.BrokenBody: (400, "bad_json"),
    problems.EmptyText: (400, "empty"),
    problems.Unauthorised: (401, "unauthorised"),
    problems.UnknownModel: (404, "unknown_model"),
    problems.SlowBody: (408, "slow_body"),
    problems.OverLimit: (413, "too_long"),
    problems.WrongField: (422, "wrong_field"),
    RequestValidationError: (422, "wrong_field"),
    problems.TooOften: (429, "too_often"),
    problems.ClientGone: (499, "client_gone"),
    ClientDisconnect: (499, "client_gone"),
    problems.QueueFull: (503, "queue_full"),
    problems.NotReady: (503, "not_ready"),
    problems.TimedOut: (503, "timed_out"),
    problems.BrokenModel: (503, "broken_model"),
    Exception: (500, "internal"),
}
# Whose form the errors of an address have: what the client of that system reads. A string is sent as plain text.
FORMS: Mapping[re.Pattern[str], Callable[[Refusal], Mapping[str, object] | str]] = {
    re.compile(r"\w+ /models/.*"): hugging_face.problem,
    re.compile(r"\w+ /(model/.*|version|status)"): rasa.problem,
    re.compile(r"\w+ /v[12](/.*)?"): kserve.problem,
    re.compile(r"POST /|\w+ /(ping|live|ready)"): corenlp.problem,
}
HTTP_TYPES = {404: "not_found", 405: "method_not_allowed"}
MEANINGS = {
    400: "The text is empty or the body is no JSON",
    401: "The bearer key is missing or another",
    404: "There is no such model; the known ones are listed",
    408: "The body did not arrive in time",
    413: "The body or the text is over a limit, which is named",
    422: "A field is wrong, which is named",
    429: "Over the rate; Retry-After says when to come again",
    503: "The queue is full or a model is not ready; Retry-After says when to come again",
}
# Where pydantic speaks of its own matters.
PHRASES = {
    "extra_forbidden": "there is no such field",
    "missing": "is missing",
    "model_attributes_type": "should be an object",
    "model_type": "should be an object",
}
MOST_ERRORS = 10  # listed in one answer
LONGEST_NAME = 100  # of a field that a caller made up


def documented(*statuses: int, model: type[Answer] = Problem) -> dict[int | str, dict[str, Any]]:
    """The errors that a route can answer with, for its documentation; any route can be asked without a key."""
    return {status: {"model": model, "description": MEANINGS[status]} for status in sorted({401, *statuses})}


def install(app: FastAPI) -> None:
    """Have FastAPI's own errors answered in our shape."""
    for kind in (HTTPException, RequestValidationError):
        app.add_exception_handler(kind, respond)


class AnswerErrors:
    """Answer whatever is raised further in, by routes and by middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer in its place where that fails before an answer has begun."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if started or scope["type"] != "http":
                raise
            response = await respond(Request(scope), error)
            await response(scope, receive, send)


async def respond(request: Request, error: Exception) -> Response:
    """An error as our one JSON shape, in another system's form at its addresses, or as a page for a browser."""
    status, kind = _kind(error)
    if status == 500:
        log.error("a request failed", exc_info=error)
    refusal = Refusal(status, kind, _sentence(error, status), _detail(error), getattr(error, "retry_after_s", None))
    request.scope["slotscope.refused"] = kind  # for metrics
    headers = _headers(error, status)
    asked = f"{request.method} {request.scope['path']}"
    if form := next((form for pattern, form in FORMS.items() if pattern.fullmatch(asked)), None):
        said = form(refusal)
        return PlainTextResponse(said, status, headers) if isinstance(said, str) else JSONAnswer(said, status, headers)
    content = {"error": refusal.sentence, "type": kind, "detail": refusal.detail}
    if _wants_page(request):
        context = {"status": status, **content}
        page = request.app.state.templates.TemplateResponse(request, "error.html", context, status, headers)
        assert isinstance(page, Response)
        return page
    return JSONAnswer(content, status, headers)


def status_of(error: Exception) -> int:
    """The status that an error is answered with."""
    return _kind(error)[0]


def _kind(error: Exception) -> tuple[int, str]:
    if isinstance(error, HTTPException):
        return error.status_code, HTTP_TYPES.get(error.status_code, "refused")
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def _sentence(error: Exception, status: int) -> str:
    if isinstance(error, RequestValidationError):
        first = _wrong_fields(error.errors()[:1])[0]
        return f"{first['field']}: {first['problem']}"
    if isinstance(error, HTTPException):
        return {404: "there is no such page", 405: "this address has no such method"}.get(status, str(error.detail))
    return "something went wrong here; it has been noted" if status == 500 else str(error)


def _detail(error: Exception) -> object:
    if isinstance(error, RequestValidationError):
        return _wrong_fields(error.errors()[:MOST_ERRORS])
    return error.detail if isinstance(error, problems.AppError) else None


def _wrong_fields(errors: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    return [{"field": _place(error["loc"]), "problem": _problem(error)} for error in errors]


def _place(parts: Sequence[str | int]) -> str:
    """A place in a body as people write it: edits[0].swap.index."""
    place = ""
    for part in parts[1:] if parts[:1] == ("body",) else parts:
        name = str(part)[:LONGEST_NAME]
        place += f"[{name}]" if isinstance(part, int) else f".{name}" if place else name
    return place or "body"


def _problem(error: Mapping[str, Any]) -> str:
    """What is wrong with a field, in the manner of our own sentences."""
    sentence: str = PHRASES.get(error["type"], error["msg"]).removeprefix("Value error, ")
    return sentence[:1].lower() + sentence[1:]


def _headers(error: Exception, status: int) -> dict[str, str]:
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    wait = getattr(error, "retry_after_s", None)
    if wait is not None:
        headers["retry-after"] = str(max(1, round(wait + 0.5)))
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    if status in (408, 413):
        headers["connection"] = "close"  # what is left of the body is not read
    return headers


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")
