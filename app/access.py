"""A number, a log line and a count for every request: pure ASGI middleware. Logs never hold any text of users.

What users type may stand in a query or in an unknown path: only the pattern of the route is written down.
"""

import logging
import re
import secrets
import sys
import time
from datetime import UTC, datetime
from itertools import count

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.metrics import Metrics

REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
access_log = logging.getLogger("slotscope.access")


class Access:
    """Give every request its number and count it; the last to see a response."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics
        prefix = secrets.token_hex(4)  # of this process; a chance number a request would cost a system call each
        self.numbers = (f"{prefix}-{number:x}".encode() for number in count(1))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; write it down once its answer has gone."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status, number = time.perf_counter(), 500, _given_number(scope) or next(self.numbers)

        async def counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", number)]
            await send(message)

        try:
            await self.app(scope, receive, counted)
        finally:
            seconds, route = time.perf_counter() - started, _route(scope)
            self.metrics.request(scope["method"], route, status, seconds)
            if "slotscope.refused" in scope:
                self.metrics.refused(scope["slotscope.refused"])
            if access_log.isEnabledFor(logging.INFO):
                line = {"method": scope["method"], "route": route, "status": status, "ms": round(seconds * 1000, 2)}
                access_log.info("request", extra={"fields": {"request_id": number.decode(), **line}})


class JSONFormatter(logging.Formatter):
    """A log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger and message, the record's own fields, and the traceback if there is one."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return orjson.dumps(line).decode()


def configure_logs(requests: bool) -> None:
    """Write the service's logs to stdout as JSON lines; once, however many apps are made.

    uvicorn's own access log is silenced: it writes queries, which hold what users typed.
    """
    logger, handler = logging.getLogger("slotscope"), logging.StreamHandler(sys.stdout)
    handler.setFormatter(JSONFormatter())
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False
    access_log.setLevel(logging.INFO if requests else logging.WARNING)
    logging.getLogger("uvicorn.access").disabled = True


def _given_number(scope: Scope) -> bytes:
    """The caller's own number if it is harmless, else nothing."""
    given: bytes = next((value for key, value in scope["headers"] if key == b"x-request-id"), b"")
    return given if REQUEST_ID.fullmatch(given) else b""


def _route(scope: Scope) -> str:
    path = getattr(scope.get("route"), "path", None)
    if isinstance(path, str):
        return path
    return "/static" if scope["path"].startswith("/static/") else "unmatched"
