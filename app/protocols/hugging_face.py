"""Token classification as Hugging Face's inference API has it. Pure functions and bodies; knows no HTTP.

Strategies are those of transformers' TokenClassificationPipeline. They differ where a word is cut into pieces; our
tokens are words, so `first`, `average` and `max` have nothing to settle and group as `simple` does.
https://huggingface.co/docs/api-inference/en/tasks/token-classification
"""

from collections.abc import Iterator, Sequence, Set
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StrictBool, StrictInt, StrictStr

from app.answers import Answer, Sparse
from app.formats import DIGITS
from app.problems import Refusal
from app.schemas import Body
from model.predict import Prediction, TaggedToken
from model.tags import split_tag

Strategy = Literal["none", "simple", "first", "average", "max"]


class Parameters(Body):
    """How tokens are grouped, and which labels are left out."""

    aggregation_strategy: Strategy | None = Field(None, description="simple where it is not given")
    ignore_labels: list[StrictStr] | None = Field(None, fail_fast=True, description="by default O, what has no label")
    stride: StrictInt | None = Field(None, description="taken and not needed: no text is cut into pieces")
    is_split_into_words: StrictBool = Field(False, description="inputs is one sentence, word by word")


class Options(BaseModel):
    """What the hosted service also takes; what is not named here means nothing to this one."""

    wait_for_model: StrictBool = Field(False, description="wait for a model that is not loaded yet, however long")


class Request(BaseModel):
    """A sentence or several."""

    inputs: StrictStr | Annotated[list[StrictStr], Field(fail_fast=True)]
    parameters: Parameters | None = None
    options: Options | None = None


class Token(Answer):
    """A labelled token, as `none` gives it; `index` is its number, from 1."""

    entity: str
    score: float
    index: int
    word: str
    start: int
    end: int


class Group(Answer):
    """A group of tokens with one label; its score is their mean."""

    entity_group: str
    score: float
    word: str
    start: int
    end: int


class HuggingFaceProblem(Sparse):
    """An error; `estimated_time` says in how many seconds to come again."""

    error: str
    estimated_time: float | None = None


def to_hugging_face(
    prediction: Prediction, strategy: Strategy = "simple", ignored: Set[str] = frozenset({"O"})
) -> list[dict[str, Any]]:
    """The labelled tokens, or for any strategy but `none` groups of them, without those whose label is ignored."""
    if strategy == "none":
        return [
            {"entity": token.tag, "score": round(token.score, DIGITS), "index": number, **_place(prediction, [token])}
            for number, token in enumerate(prediction.tokens, start=1)
            if token.tag not in ignored
        ]
    return [
        {"entity_group": label, "score": _mean(tokens), **_place(prediction, tokens)}
        for label, tokens in _groups(prediction.tokens)
        if label not in ignored
    ]


def problem(refusal: Refusal) -> dict[str, object]:
    """An error as the clients read it."""
    wait = {} if refusal.retry_after_s is None else {"estimated_time": refusal.retry_after_s}
    return {"error": refusal.sentence, **wait}


def _groups(tokens: Sequence[TaggedToken]) -> Iterator[tuple[str, list[TaggedToken]]]:
    """Neighbours of one label, O among them; a B- always begins a new group."""
    group: list[TaggedToken] = []
    before = ""
    for token in tokens:
        label = split_tag(token.tag)[1] or token.tag
        if group and (label != before or token.tag.startswith("B-")):
            yield before, group
            group = []
        group.append(token)
        before = label
    if group:
        yield before, group


def _mean(tokens: Sequence[TaggedToken]) -> float:
    return round(sum(token.score for token in tokens) / len(tokens), DIGITS)


def _place(prediction: Prediction, tokens: Sequence[TaggedToken]) -> dict[str, Any]:
    start, end = tokens[0].start, tokens[-1].end
    return {"word": prediction.text[start:end], "start": start, "end": end}
