"""Everything that can go wrong in `app`, as one tree. Knows no HTTP: `errors.py` gives each its status.

AppError
├── BrokenBody     the body is no JSON
├── EmptyText      there is nothing to tag
├── WrongField     a field holds what it must not; names the field
├── UnknownModel   no model has that name; lists those that exist
├── OverLimit      something is larger than a limit; names the limit and both numbers
├── Unauthorised   the key is missing or another
├── TooOften       a client asks more often than allowed
├── SlowBody       the body did not arrive in time
├── Unavailable    come again later
│   ├── QueueFull      more waits than the queue holds
│   ├── NotReady       models are still being loaded, or the service is shutting down
│   ├── TimedOut       no answer within the time that a request has
│   └── BrokenModel    the model is known but cannot be loaded
└── ClientGone     nobody waits for the answer any more
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """Something that went wrong, as it is answered: a status, a word for programs, a sentence for a person."""

    status: int
    type: str
    sentence: str
    detail: object = None
    retry_after_s: float | None = None


class AppError(Exception):
    """A sentence for a person: what is wrong, with the values, and the next step where there is one."""

    detail: object = None


class BrokenBody(AppError):
    """The body is no JSON."""


class EmptyText(AppError):
    """There is nothing to tag."""


class WrongField(AppError):
    """A field holds what it must not."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.detail = [{"field": field, "problem": problem}]


class UnknownModel(AppError):
    """No model has that name."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"unknown model {name[:100]!r}: known are {', '.join(known) or 'none'}")
        self.detail = {"known": known}


class OverLimit(AppError):
    """Something is larger than a limit. `limit` is the name of the setting."""

    def __init__(self, what: str, limit: str, allowed: int, got: int | None = None) -> None:
        have = "" if got is None else f", got {got:,}"
        super().__init__(f"{what}: at most {allowed:,} allowed{have}")
        self.detail = {"limit": limit, "allowed": allowed, "got": got}


class Unauthorised(AppError):
    """The key is missing or another."""


class TooOften(AppError):
    """A client asks more often than allowed."""

    def __init__(self, per_minute: int, retry_after_s: float) -> None:
        super().__init__(f"more than {per_minute:,} requests a minute: try again in {retry_after_s:.0f} s")
        self.retry_after_s = retry_after_s


class SlowBody(AppError):
    """The body did not arrive in time."""


class Unavailable(AppError):
    """Come again later."""

    retry_after_s = 1.0


class QueueFull(Unavailable):
    """More waits than the queue holds."""


class NotReady(Unavailable):
    """Models are still being loaded, or the service is shutting down."""


class TimedOut(Unavailable):
    """No answer within the time that a request has."""


class BrokenModel(Unavailable):
    """The model is known but cannot be loaded."""

    retry_after_s = 30.0


class ClientGone(AppError):
    """Nobody waits for the answer any more."""
