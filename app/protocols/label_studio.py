"""Label Studio's ML backend: pre-annotations for its tasks. Pure functions and bodies; knows no HTTP.

Offsets are code points, as Label Studio stores them. Errors have our own form, for it has none.
https://labelstud.io/guide/ml_create
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from pydantic import BaseModel, Field, StrictStr

from app.answers import Answer
from app.formats import DIGITS
from app.problems import WrongField
from model.predict import Prediction, Span


class Task(BaseModel):
    """A task; of its data only the text is read."""

    data: dict[str, Any]


class LabelRequest(BaseModel):
    """Tasks to annotate, and the project's labelling interface."""

    tasks: list[Task] = Field(fail_fast=True)
    label_config: StrictStr | None = Field(None, max_length=100_000, description="XML; by default label, on text")


class SetupRequest(BaseModel):
    """A project that is being connected."""

    label_schema: StrictStr | None = Field(None, alias="schema", max_length=100_000)


class SetupAnswer(Answer):
    """The model that will annotate."""

    model_version: str


class Health(Answer):
    """The backend answers."""

    status: str
    model_class: str


class RegionValue(Answer):
    """A labelled half-open range."""

    start: int
    end: int
    text: str
    labels: list[str]


class Region(Answer):
    """A labelled stretch as Label Studio stores it."""

    from_name: str
    to_name: str
    type: str
    value: RegionValue
    score: float


class TaskAnswer(Answer):
    """The annotation of a task; its score is the mean of its regions', null without any."""

    model_version: str
    score: float | None
    result: list[Region]


class LabelAnswer(Answer):
    """One annotation a task."""

    results: list[TaskAnswer]


@dataclass(frozen=True)
class Interface:
    """What of a labelling interface matters: names of its tags, the field of the text, labels as it spells them."""

    from_name: str = "label"
    to_name: str = "text"
    key: str = "text"
    labels: Mapping[str, str] = field(default_factory=dict)  # in lower case: as spelt; empty: any label

    def fits(self, labels: Sequence[str]) -> int:
        """How many of a model's labels the project has."""
        return sum(label.lower() in self.labels for label in labels)


def read_interface(config: str | None) -> Interface:
    """The interface of a project. Raises WrongField where it is no XML, or has no Labels on a Text."""
    if not config or not config.strip():
        return Interface()
    if "<!DOCTYPE" in config.upper() or "<!ENTITY" in config.upper():
        raise WrongField("label_config", "holds a document type, which labelling interfaces have not")
    try:
        root = ElementTree.fromstring(config)
    except (ElementTree.ParseError, ValueError, RecursionError) as error:
        raise WrongField("label_config", f"is no XML: {error}") from error
    texts = {tag.get("name", ""): tag.get("value", "").removeprefix("$") for tag in root.iter("Text")}
    for tag in root.iter("Labels"):
        target = tag.get("toName", "")
        if target in texts:
            labels = [label.get("value", "") for label in tag.iter("Label")]
            return Interface(
                tag.get("name", ""), target, texts[target], {label.lower(): label for label in labels if label}
            )
    raise WrongField("label_config", "has no <Labels> whose toName is a <Text>")


def texts_of(request: LabelRequest, interface: Interface) -> list[str]:
    """The texts of the tasks. Raises WrongField where a task has none."""
    texts = []
    for number, task in enumerate(request.tasks):
        text = task.data.get(interface.key)
        if not isinstance(text, str):
            raise WrongField(f"tasks[{number}].data.{interface.key[:40]}", "is missing or no text")
        texts.append(text)
    return texts


def to_label_studio(prediction: Prediction, interface: Interface) -> dict[str, Any]:
    """A task's annotation. Labels that the project lacks are left out, for it would refuse the whole."""
    spans = [span for span in prediction.spans if not interface.labels or span.label.lower() in interface.labels]
    score = round(sum(span.score for span in spans) / len(spans), DIGITS) if spans else None
    result = [_region(span, interface) for span in spans]
    return {"model_version": prediction.model, "score": score, "result": result}


def _region(span: Span, interface: Interface) -> dict[str, Any]:
    label = interface.labels.get(span.label.lower(), span.label)
    return {
        "from_name": interface.from_name,
        "to_name": interface.to_name,
        "type": "labels",
        "value": {"start": span.start, "end": span.end, "text": span.text, "labels": [label]},
        "score": round(span.score, DIGITS),
    }
