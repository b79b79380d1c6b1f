"""POST /api/tag: sentences in, tags, slots, intent and ticket out."""

import time
from collections.abc import Hashable
from datetime import date
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Body, Response

from app.answers import TagAnswer, TagListAnswer
from app.asking import check_count
from app.bodies import JSONRoute
from app.deps import GoneDep, Service, ServiceDep
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
async def tag(body: Annotated[TagRequest, Body(openapi_examples=EXAMPLES)], service: ServiceDep, gone: GoneDep) -> Any:
    """Tag a sentence, given as `text` or as `tokens`, or several given as `texts`.

    Every token comes with its offsets in code points, its tag, the tag's probability and the likeliest tags.
    """
    started, asked = time.perf_counter(), _asked(body, service)
    answer = service.remembered.get(asked)
    if answer is not None:
        service.metrics.remembered.inc()
        return _timed(answer, started)
    tagged = await tagged_request(body, service.tagging, gone)
    answer = await off_loop(_size(tagged), _written, tagged, body.texts is None)
    if asked is not None:
        service.remembered.keep(asked, answer)
    return _timed(answer, started)


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


def _asked(body: TagRequest, service: Service) -> Hashable:
    """All that an answer to one text depends on, days of a ticket on today; None for what is not remembered."""
    if body.text is None or not service.settings.remembered:
        return None
    name = service.store.resolve(body.model or service.settings.default_model)
    return service.store.generation, name, body.text, body.top_k, date.today()


def _size(tagged: list[Tagged]) -> int:
    return sum(len(item.prediction.tokens) for item in tagged)


def _written(tagged: list[Tagged], single: bool) -> bytes:
    predictions = [item.to_json() for item in tagged]
    return orjson.dumps(predictions[0] if single else {"model": predictions[0]["model"], "predictions": predictions})


def _timed(answer: bytes, started: float) -> Response:
    """The JSON object with one more field."""
    return Response(b'%b,"elapsed_ms":%.3f}' % (answer[:-1], elapsed_ms(started)), media_type="application/json")
