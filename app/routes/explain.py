"""POST /api/explain, /api/swaps, /api/memory: why a label, what would change it, what is known after each word."""

import time
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends
from torch import Tensor

from app.bodies import JSONAnswer, JSONRoute
from app.deps import TaggingDep
from app.errors import documented
from app.formats import DIGITS
from app.inspection import (
    Bench,
    ExplainAnswer,
    ExplainRequest,
    MemoryAnswer,
    MemoryRequest,
    SwapsAnswer,
    SwapsRequest,
    bench_of,
    check_label,
    check_word,
    subject,
)
from app.routes.tag import SENTENCE, elapsed_ms
from model import dynamics
from model.explain import explain
from model.swaps import Swap
from model.swaps import swaps as find_swaps

STATE_DIGITS = 3  # of a unit's state: finer cannot be seen

WORD: dict[str, Any] = {
    "a word": {"value": {"text": SENTENCE, "model": "flights", "index": 5}},
}
LABELS: dict[str, Any] = {
    **WORD,
    "another label, by another method": {
        "value": {"text": SENTENCE, "index": 5, "label": "fromloc.city_name", "method": "occlusion"}
    },
}
SENTENCES: dict[str, Any] = {"a sentence": {"value": {"text": SENTENCE, "model": "flights"}}}

router = APIRouter(route_class=JSONRoute, tags=["inspection"], responses=documented(400, 404, 408, 413, 422, 429, 503))
BenchDep = Annotated[Bench, Depends(bench_of)]


@router.post("/api/explain", response_model=ExplainAnswer)
async def explain_label(
    body: Annotated[ExplainRequest, Body(openapi_examples=LABELS)], tagging: TaggingDep, bench: BenchDep
) -> Any:
    """Say which words push a label up or down at a word, and how probable every label is there.

    Weights are shares of the label's log odds: above 0 a word speaks for the label, below 0 against it. Integrated
    gradients add up to the difference from a sentence without any words; occlusion removes one word at a time.
    """
    started = time.perf_counter()
    predictor, sentence = await subject(body, tagging)
    check_word(sentence, body.index)
    check_label(predictor, body.label)
    found = await bench.run(partial(explain, predictor, sentence, body.index, body.label, body.method))
    return JSONAnswer(
        {
            "model": predictor.name,
            "index": found.index,
            "label": found.label,
            "method": found.method,
            "weights": [round(weight, DIGITS) for weight in found.weights],
            "scores": [{"label": each.label, "score": round(each.score, DIGITS)} for each in found.scores],
            "elapsed_ms": elapsed_ms(started),
        }
    )


@router.post("/api/swaps", response_model=SwapsAnswer)
async def swaps(
    body: Annotated[SwapsRequest, Body(openapi_examples=WORD)], tagging: TaggingDep, bench: BenchDep
) -> Any:
    """Find words that would change a label if they stood in the place of a word: the network's own vocabulary is tried
    where its gradient points to, each candidate then for real.
    """
    started = time.perf_counter()
    predictor, sentence = await subject(body, tagging)
    check_word(sentence, body.index)
    found = await bench.run(partial(find_swaps, predictor, sentence, body.index))
    answer = {"model": predictor.name, "index": body.index, "swaps": [_swap(each) for each in found]}
    return JSONAnswer({**answer, "elapsed_ms": elapsed_ms(started)})


@router.post("/api/memory", response_model=MemoryAnswer)
async def memory(
    body: Annotated[MemoryRequest, Body(openapi_examples=SENTENCES)], tagging: TaggingDep, bench: BenchDep
) -> Any:
    """Feed a sentence word by word: the labels so far and the network's memory after each word."""
    started = time.perf_counter()
    predictor, sentence = await subject(body, tagging)
    found = await bench.run(partial(dynamics.memory, predictor, sentence))
    return JSONAnswer(
        {
            "model": predictor.name,
            "words": [token.text for token in sentence.tokens],
            "steps": [
                {
                    "tags": [token.tag for token in step.tokens],
                    "scores": [round(token.score, DIGITS) for token in step.tokens],
                }
                for step in found.steps
            ],
            "forward": _rounded(found.forward),
            "backward": None if found.backward is None else [_rounded(states) for states in found.backward],
            "units": list(found.units),
            "of": found.of,
            "elapsed_ms": elapsed_ms(started),
        }
    )


def _swap(found: Swap) -> dict[str, Any]:
    changes = [
        {"index": change.index, "old": change.old, "new": change.new, "score": round(change.score, DIGITS)}
        for change in found.changes
    ]
    return {"word": found.word, "changes": changes}


def _rounded(states: Tensor) -> list[list[float]]:
    return [[round(value, STATE_DIGITS) for value in row] for row in states.tolist()]
