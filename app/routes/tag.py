"""POST /api/tag: sentences in, tags, slots, intent and ticket out."""

import time
from typing import Annotated, Any

from fastapi import APIRouter, Body

from app.answers import TagAnswer, TagListAnswer
from app.asking import check_count
from app.bodies import JSONAnswer, JSONRoute
from app.deps import GoneDep, TaggingDep
from app.errors import documented
from app.problems import EmptyText
from app.schemas import TagRequest
from app.tagging import Gone, Manner, Tagged, Tagging, off_loop

SENTENCE = "I would like to arrive Taipei on November 2nd."
EXAMPLES: dict[str, Any] = {
    "a sentence": {"value": {"text": SENTENCE, "model": "flights"}},
    "several sentences": {"value": {"texts": ["to Lagos from Kyoto on Friday", "leave São Paulo at 5:30pm"]}},
    "tokens": {"value": {"tokens": ["leave", "Taipei", "tomorrow"], "top_k": 5}},
}

router = APIRouter(route_class=JSONRoute, tags=["tagging"])


@router.post(
    "/api/tag", response_model=TagAnswer | TagListAnswer, responses=documented(400, 404, 408, 413, 422, 429, 503)
)
async def tag(body: Annotated[TagRequest, Body(openapi_examples=EXAMPLES)], tagging: TaggingDep, gone: GoneDep) -> Any:
    """Tag a sentence, given as `text` or as `tokens`, or several given as `texts`.

    Every token comes with its offsets in code points, its tag, the tag's probability and the likeliest tags.
    """
    started = time.perf_counter()
    tagged = await tagged_request(body, tagging, gone)
    answer = await off_loop(_size(tagged), _answer, tagged, body.texts is None)
    return JSONAnswer({**answer, "elapsed_ms": elapsed_ms(started)})


async def tagged_request(body: TagRequest, tagging: Tagging, gone: Gone) -> list[Tagged]:
    """Everything that a request asks to tag, in order."""
    tagger = await tagging.store.get(body.model or tagging.settings.default_model)
    if body.texts is None:
        sentences = [await tagging.sentence(tagger, body.text, body.tokens)]
    else:
        sentences = await tagging.read(tagger, _checked(body.texts, tagging))
    return await tagging.tag(Manner(tagger, body.top_k), sentences, gone)


def elapsed_ms(started: float) -> float:
    """Milliseconds since a reading of the clock."""
    return round((time.perf_counter() - started) * 1000, 3)


def _checked(texts: list[str], tagging: Tagging) -> list[str]:
    if not texts:
        raise EmptyText("there are no texts: there is nothing to tag")
    check_count(len(texts), tagging)
    return texts


def _size(tagged: list[Tagged]) -> int:
    return sum(len(item.prediction.tokens) for item in tagged)


def _answer(tagged: list[Tagged], single: bool) -> dict[str, Any]:
    predictions = [item.to_json() for item in tagged]
    return predictions[0] if single else {"model": predictions[0]["model"], "predictions": predictions}
