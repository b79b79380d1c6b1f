"""The displaCy ENT server's answer to its page. Pure functions and bodies; knows no HTTP.

The protocol has no form of errors; they have our own.

https://github.com/explosion/spacy-services/tree/master/displacy
"""

from typing import Any

from pydantic import BaseModel, Field, StrictStr

from app.answers import Answer
from model.predict import Prediction

TYPES = {"PER": "PERSON"}  # what displaCy's colours are named after; other labels keep their name


class EntRequest(BaseModel):
    """A text, and the model to find entities with."""

    text: StrictStr
    model: StrictStr = Field("en", description="a model of this service; spaCy's `en` and `en_…` are its entities")


class Ent(Answer):
    """An entity: its half-open range in code points and its type."""

    start: int
    end: int
    type: str
    text: str


def to_ent(prediction: Prediction) -> list[dict[str, Any]]:
    """The entities, in order."""
    return [
        {"start": span.start, "end": span.end, "type": TYPES.get(span.label, span.label), "text": span.text}
        for span in prediction.spans
    ]
