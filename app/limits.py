"""Who may come in, how often and with how much: pure ASGI middleware. Raises problems, and answers nothing itself."""

import asyncio
import base64
import binascii
import hashlib
import hmac
import time
from collections import OrderedDict
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.problems import OverLimit, QueueFull, SlowBody, TooOften, Unauthorised

OPEN_PATHS = ("/livez", "/readyz")  # asked by machines that hold no key, and most of all when there is much to do
CLIENTS = 10_000  # whose rate is remembered; the longest unseen is forgotten
DRAIN_BYTES = 16 * 2**20  # of a body too long that is read and thrown away, so that its sender hears why
DRAIN_S = 5.0


class KeyCheck:
    """Ask everyone for the key: as bearer, or as the password of any user, as some clients can do nothing else."""

    def __init__(self, app: ASGIApp, key: str) -> None:
        self.app, self.digest = app, _digest(key.encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request pass, or raise Unauthorised."""
        if _counts(scope) and not self._holds(_given_key(_header(scope, b"authorization"))):
            raise Unauthorised("this service asks for its key: Authorization: Bearer …")
        await self.app(scope, receive, send)

    def _holds(self, given: bytes) -> bool:
        return hmac.compare_digest(_digest(given), self.digest)


class InProgress:
    """Bound the requests in progress."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app, self.most, self.running = app, most, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request pass, or raise QueueFull."""
        if not _counts(scope):
            return await self.app(scope, receive, send)
        if self.running >= self.most:
            raise QueueFull(f"{self.running:,} requests are in progress already")
        self.running += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.running -= 1


class RateLimit:
    """Bound how often a client address may ask for tags: a bucket that holds a minute's worth and fills steadily."""

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self.app, self.per_minute = app, per_minute
        self.buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # client: (requests left, when)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request pass, or raise TooOften."""
        if scope["type"] == "http" and _asks_for_work(scope):
            self._count((scope.get("client") or ("unknown", 0))[0])
        await self.app(scope, receive, send)

    def _count(self, client: str) -> None:
        now = time.monotonic()
        left, since = self.buckets.get(client, (float(self.per_minute), now))
        left = min(self.per_minute, left + (now - since) * self.per_minute / 60)
        allowed = left >= 1
        self.buckets[client] = (left - allowed, now)
        self.buckets.move_to_end(client)
        if len(self.buckets) > CLIENTS:
            self.buckets.popitem(last=False)
        if not allowed:
            raise TooOften(self.per_minute, (1 - left) * 60 / self.per_minute)


class BodyLimit:
    """Bound a body's bytes and the time it takes to arrive."""

    def __init__(self, app: ASGIApp, max_bytes: int, timeout_s: float) -> None:
        self.app, self.max_bytes, self.timeout_s = app, max_bytes, timeout_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request pass; OverLimit and SlowBody are raised here or where the body is read."""
        if scope["type"] == "http":
            declared = _header(scope, b"content-length")
            if declared.isdigit() and int(declared[:20]) > self.max_bytes:
                await self._refuse(scope, receive, int(declared[:20]))
            receive = self._bounded(scope, receive)
        await self.app(scope, receive, send)

    def _bounded(self, scope: Scope, receive: Receive) -> Receive:
        deadline = asyncio.get_running_loop().time() + self.timeout_s
        read, complete = 0, False

        async def bounded() -> Message:
            nonlocal read, complete
            if complete:
                return await receive()  # which then tells of nothing but the client's leaving
            message = await _before(deadline, receive)
            read += len(message.get("body", b""))
            complete = not message.get("more_body", False)
            if read > self.max_bytes:
                await self._refuse(scope, None if complete else receive, read if complete else None)
            return message

        return bounded

    async def _refuse(self, scope: Scope, rest: Receive | None, got: int | None) -> None:
        # A sender who asked first (Expect: 100-continue) has sent nothing yet, and reading on would ask for it.
        if rest and not _header(scope, b"expect") and (got or 0) <= DRAIN_BYTES:
            with suppress(SlowBody):
                await _drain(rest)
        raise OverLimit("the body is too long, in bytes", "max_body_bytes", self.max_bytes, got)


async def _before(deadline: float, receive: Receive) -> Message:
    try:
        async with asyncio.timeout_at(deadline):
            return await receive()
    except TimeoutError as error:
        raise SlowBody("the body did not arrive in time") from error


async def _drain(receive: Receive) -> None:
    """Throw away what is left of a body, within bounds."""
    left, more = DRAIN_BYTES, True
    deadline = asyncio.get_running_loop().time() + DRAIN_S
    while more and left > 0:
        message = await _before(deadline, receive)
        left -= len(message.get("body", b""))
        more = message.get("more_body", False)


def _counts(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["path"] not in OPEN_PATHS


def _asks_for_work(scope: Scope) -> bool:
    """Whatever is posted, in whichever protocol, the page, which tags what its query says, and all of our own API."""
    path: str = scope["path"]
    return scope["method"] == "POST" or path == "/" or path.startswith("/api/")


def _header(scope: Scope, name: bytes) -> bytes:
    return next((value for key, value in scope["headers"] if key == name), b"")


def _given_key(authorization: bytes) -> bytes:
    """The key of a header: nothing where there is none."""
    scheme, _, given = authorization.partition(b" ")
    if scheme.lower() == b"basic":
        with suppress(binascii.Error):
            return base64.b64decode(given.strip(), validate=True).partition(b":")[2]
    return given.strip() if scheme.lower() == b"bearer" else b""


def _digest(key: bytes) -> bytes:
    """Keys of any length as equally long bytes, so that the comparison tells nothing of the length."""
    return hashlib.sha256(key).digest()
