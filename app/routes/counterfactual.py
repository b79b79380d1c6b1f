"""POST /api/variants and /api/compare: what changes with the words, and what changes with the model."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Body
from starlette.concurrency import run_in_threadpool

from app.answers import CompareAnswer, VariantsAnswer
from app.bodies import JSONAnswer, JSONRoute
from app.deps import GoneDep, TaggingDep
from app.editing import Numbered, edited
from app.errors import documented
from app.formats import DIGITS
from app.problems import OverLimit, UnknownModel, WrongField
from app.routes.tag import SENTENCE, elapsed_ms
from app.schemas import CompareRequest, VariantsRequest
from app.settings import Settings
from app.store import ModelStore
from app.tagging import Job, Manner, Tagged
from model.alignment import Row, Shift, align
from model.predict import Prediction, Tokenized, from_words

LOOKED_AT = 16  # likeliest tags a token whose probabilities are compared, more than are usually listed

VARIANTS: dict[str, Any] = {
    "another verb": {"value": {"text": SENTENCE, "edits": [{"swap": {"index": 4, "with": "leave"}}]}},
    "rule": {"value": {"text": SENTENCE, "edits": [{"rule": "arrive -> leave | reach, Taipei -> New York"}]}},
    "new orders": {
        "value": {
            "text": "from Lagos to Kyoto",
            "edits": [
                {"order": [2, 3, 0, 1]},
                {"move": {"from": 3, "to": 0}},
                {"reverse": True},
                {"shuffle": {"seed": 7}},
            ],
        }
    },
    "one edit upon the other": {
        "value": {
            "text": "from Lagos to Kyoto",
            "edits": [{"swap": {"index": 1, "with": "New York"}}, {"move": {"from": 4, "to": 0}}],
            "chain": True,
        }
    },
}
COMPARISONS: dict[str, Any] = {
    "all models of a task": {"value": {"text": SENTENCE, "task": "flights"}},
    "some models": {"value": {"text": SENTENCE, "models": ["flights/feedforward", "flights/bi-lstm"]}},
}

router = APIRouter(
    route_class=JSONRoute, tags=["counterfactuals"], responses=documented(400, 404, 408, 413, 422, 429, 503)
)


@router.post("/api/variants", response_model=VariantsAnswer)
async def variants(
    body: Annotated[VariantsRequest, Body(openapi_examples=VARIANTS)], tagging: TaggingDep, gone: GoneDep
) -> Any:
    """Edit a sentence and see what follows: base and variants, tokens side by side, marked same, changed or moved.

    Each edit makes its own variants of the sentence, a rule one for each match and replacement. With `chain` the edits
    are made one upon the other; numbers of tokens are then those of the sentence so far.
    """
    started = time.perf_counter()
    tagger = await tagging.store.get(body.model or tagging.settings.default_model)
    base = await tagging.sentence(tagger, body.text, body.tokens)
    read = tagger.read if body.tokens is None else _read_words
    numbered = await run_in_threadpool(edited, body.edits, body.chain, base, read, tagging.settings)
    sentences = [base, *(variant.sentence for _, variant in numbered)]
    tagged = await tagging.tag(Manner(tagger, max(body.top_k, LOOKED_AT)), sentences, gone)
    answer = await run_in_threadpool(_variants_answer, tagged, numbered, body.top_k)
    return JSONAnswer({"model": tagger.name, **answer, "elapsed_ms": elapsed_ms(started)})


@router.post("/api/compare", response_model=CompareAnswer)
async def compare(
    body: Annotated[CompareRequest, Body(openapi_examples=COMPARISONS)], tagging: TaggingDep, gone: GoneDep
) -> Any:
    """Tag one sentence with several models and see on which tokens they disagree; the first model's tokens count."""
    started = time.perf_counter()
    names = _names(body, tagging.store, tagging.settings)
    taggers = [await tagging.store.get(name) for name in names]
    sentence = await tagging.sentence(taggers[0], body.text, body.tokens)
    jobs = [Job(Manner(tagger, body.top_k), [sentence]) for tagger in taggers]
    tagged = [each for [each] in await tagging.tag_all(jobs, gone)]
    answer = await run_in_threadpool(_compare_answer, sentence, tagged)
    return JSONAnswer({**answer, "elapsed_ms": elapsed_ms(started)})


def _read_words(text: str) -> Tokenized:
    return from_words(text.split())


def _variants_answer(tagged: Sequence[Tagged], numbered: Sequence[Numbered], top_k: int) -> dict[str, Any]:
    base, *others = tagged
    return {
        "base": _shortened(base, top_k),
        "variants": [
            _variant(base.prediction, other, number, variant.origin, top_k)
            for other, (number, variant) in zip(others, numbered, strict=True)
        ],
    }


def _variant(
    base: Prediction, other: Tagged, number: int | None, origin: Sequence[int | None], top_k: int
) -> dict[str, Any]:
    rows = align(base, other.prediction, origin)
    return {
        "edit": number,
        "prediction": _shortened(other, top_k),
        "aligned": [_row(row) for row in rows],
        "tags_changed": sum(row.tag_changed for row in rows),
    }


def _shortened(tagged: Tagged, top_k: int) -> dict[str, Any]:
    """The prediction with as many likeliest tags as were asked for."""
    tokens = tuple(token._replace(top=token.top[:top_k]) for token in tagged.prediction.tokens)
    return replace(tagged, prediction=replace(tagged.prediction, tokens=tokens)).to_json()


def _row(row: Row) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in Row.__slots__}
    return {**values, "shifts": [_shift(shift) for shift in row.shifts]}


def _shift(shift: Shift) -> dict[str, Any]:
    numbers = {name: _rounded(getattr(shift, name)) for name in ("old", "new", "shift")}
    return {"tag": shift.tag, **numbers}


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, DIGITS)


def _names(body: CompareRequest, store: ModelStore, settings: Settings) -> list[str]:
    """The models to compare, each once."""
    if body.models and body.task:
        raise WrongField("task", "give either models or task")
    if body.models:
        names = list(dict.fromkeys(store.resolve(name) for name in body.models))
    else:
        task = body.task or store.resolve(settings.default_model).partition("/")[0]
        names = [name for name in store.cards if name.partition("/")[0] == task]
        if not names:
            raise UnknownModel(task, list(store.defaults))
    if len(names) > settings.max_compared:
        raise OverLimit("too many models in one request", "max_compared", settings.max_compared, len(names))
    return names


def _compare_answer(sentence: Tokenized, tagged: Sequence[Tagged]) -> dict[str, Any]:
    predictions = [each.prediction for each in tagged]
    tags = [{each.model: each.tokens[index].tag for each in predictions} for index in range(len(sentence.tokens))]
    return {
        "text": sentence.text,
        "predictions": [each.to_json() for each in tagged],
        "disagreements": [
            {"index": index, "text": token.text, "start": token.start, "end": token.end, "tags": by_model}
            for index, (token, by_model) in enumerate(zip(sentence.tokens, tags, strict=True))
            if len(set(by_model.values())) > 1
        ],
    }
