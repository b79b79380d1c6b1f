"""Rasa's HTTP API for natural language understanding. Pure functions and bodies; knows no HTTP.

A label such as `fromloc.city_name` is Rasa's entity `city` in the role `departure`.
https://github.com/RasaHQ/rasa/blob/main/docs/static/spec/rasa.yml
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, StrictStr

from app import __version__
from app.answers import Answer, Sparse
from app.formats import DIGITS
from app.problems import Refusal
from model.predict import Intent, Prediction, Span

SPOKEN_VERSION = "3.6.0"  # of Rasa, whose answers these are
MINIMUM_VERSION = "3.0.0"
EXTRACTOR = "slotscope"

# Both halves of a label that has two: what it does in the sentence, and what it is. Others keep their name.
ROLES = {
    "fromloc": "departure",
    "depart_date": "departure",
    "depart_time": "departure",
    "toloc": "arrival",
    "arrive_date": "arrival",
    "arrive_time": "arrival",
    "stoploc": "stop",
    "return_date": "return",
    "return_time": "return",
}
ENTITIES = {
    "city_name": "city",
    "state_name": "state",
    "state_code": "state",
    "country_name": "country",
    "airport_name": "airport",
    "airport_code": "airport",
    "airline_name": "airline",
    "airline_code": "airline",
    "month_name": "month",
    "day_name": "weekday",
    "day_number": "day",
}
REASONS = {
    400: "BadRequest",
    401: "NotAuthenticated",
    404: "NotFound",
    405: "MethodNotAllowed",
    413: "RequestEntityTooLarge",
    422: "BadRequest",
    429: "TooManyRequests",
    500: "ParsingError",
    503: "ServiceUnavailable",
}


class Message(BaseModel):
    """A message of a user; what Rasa sends beside it means nothing here."""

    model_config = ConfigDict(json_schema_extra={"additionalProperties": True})
    text: StrictStr = Field(description="a sentence as typed; an empty one has no intent")
    message_id: StrictStr | None = None


class Ranked(Answer):
    """An intent and its probability."""

    name: str | None
    confidence: float | None


class Entity(Sparse):
    """A labelled stretch of the text, in code points. Entity and role are one decision with one probability."""

    entity: str
    role: str | None = None
    start: int
    end: int
    value: str
    confidence_entity: float
    confidence_role: float | None = None
    extractor: str
    processors: list[str]


class Parsed(Sparse):
    """What Rasa's pipeline would answer; `text_tokens` are half-open ranges."""

    text: str
    intent: Ranked
    entities: list[Entity]
    text_tokens: list[tuple[int, int]]
    intent_ranking: list[Ranked]
    message_id: str | None = None


class Version(Answer):
    """Rasa's version whose answers these are."""

    version: str
    minimum_compatible_version: str


class Status(Answer):
    """What is loaded."""

    model_id: str
    model_file: str
    num_active_training_jobs: int
    fingerprint: dict[str, Any]


class RasaProblem(Answer):
    """An error as Rasa has it."""

    version: str
    status: str
    reason: str
    message: str
    details: Any = None
    code: int


def to_rasa(prediction: Prediction) -> dict[str, Any]:
    """The answer of `POST /model/parse`."""
    return {
        "text": prediction.text,
        "intent": _ranked(prediction.intent),
        "entities": [_entity(span) for span in prediction.spans],
        "text_tokens": [(token.start, token.end) for token in prediction.tokens],
        "intent_ranking": [_ranked(intent) for intent in prediction.intents],
    }


def problem(refusal: Refusal) -> dict[str, object]:
    """An error as the clients read it."""
    reason = REASONS.get(refusal.status, "Refused")
    said = {"status": "failure", "reason": reason, "message": refusal.sentence, "details": refusal.detail}
    return {"version": __version__, **said, "code": refusal.status}


def _ranked(intent: Intent | None) -> dict[str, Any]:
    """An intent; one that is not known has no probability either."""
    if intent is None:
        return {"name": None, "confidence": None}
    return {"name": intent.name, "confidence": round(intent.score, DIGITS)}


def _entity(span: Span) -> dict[str, Any]:
    place, _, kind = span.label.rpartition(".")
    name = ENTITIES.get(kind, kind) if place in ROLES or not place else span.label
    score = round(span.score, DIGITS)
    role = {"role": ROLES[place], "confidence_role": score} if place in ROLES else {}
    found = {"entity": name, "start": span.start, "end": span.end, "value": span.text, "confidence_entity": score}
    return {**found, **role, "extractor": EXTRACTOR, "processors": []}
