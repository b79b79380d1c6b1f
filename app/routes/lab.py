"""GET /lab, and /api/lab/…: the numbers behind the page that teaches what happens inside a recurrent network."""

from functools import cache, partial
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query, Request, Response

from app import lab_numbers
from app.bodies import JSONAnswer, JSONRoute
from app.deps import StoreDep, TaggingDep, TemplatesDep
from app.errors import documented
from app.inspection import MAX_WORDS, Bench, bench_of, check_word, subject
from app.lab_bodies import (
    DescentAnswer,
    DescentRequest,
    ForwardAnswer,
    ForwardRequest,
    GradientsAnswer,
    GradientsRequest,
    MatrixAnswer,
    MatrixRequest,
    OnesAnswer,
    OnesRequest,
    PowersAnswer,
    PowersRequest,
    SentencesAnswer,
    StatesAnswer,
    StatesRequest,
    SurfaceAnswer,
    WeightsAnswer,
)
from app.page import STATIC
from app.problems import OverLimit, WrongField
from app.routes.tag import SENTENCE
from app.store import ModelStore
from app.tagging import Tagging
from model import cells, dynamics, live, toys
from model.predict import Predictor, Tokenized
from model.unrolled import can_unroll, unroll_sentence

SENTENCES: dict[str, Any] = {"a sentence": {"value": {"text": SENTENCE}}}
WORDS: dict[str, Any] = {"a loss term": {"value": {"text": SENTENCE, "index": 5}}}
PAIRS: dict[str, Any] = {
    "two sentences": {"value": {"sentences": [["leave", "Taipei"], ["arrive", "Taipei"]], "model": "flights"}}
}

page = APIRouter(include_in_schema=False)
router = APIRouter(
    prefix="/api/lab", route_class=JSONRoute, tags=["lab"], responses=documented(400, 404, 408, 413, 422, 429, 503)
)
BenchDep = Annotated[Bench, Depends(bench_of)]


@page.get("/lab")
async def lab(request: Request, store: StoreDep, templates: TemplatesDep) -> Response:
    """The page: its text and formulas; the pictures are drawn by its scripts."""
    context = {"networks": list(store.cards), "unrollable": unrollable(store), "modules": _modules()}
    return templates.TemplateResponse(request, "lab.html", context)


@router.post("/ones", response_model=OnesAnswer)
async def ones(body: OnesRequest, bench: BenchDep) -> Any:
    """Run a network of a few units with chosen weights; by default all weights are 1."""
    toy = toys.Toy(body.w_ax, body.w_aa, body.w_ya, body.activation)
    steps = await bench.run(partial(toys.run, toy, body.inputs, body.memory))
    return JSONAnswer({"steps": [vars(step) for step in steps]})


@router.post("/states", response_model=StatesAnswer)
async def states(
    body: Annotated[StatesRequest, Body(openapi_examples=PAIRS)], tagging: TaggingDep, bench: BenchDep
) -> Any:
    """Tell what a network remembers after each word of one or two sentences, unit by unit."""
    tagger = await tagging.store.get(body.model or tagging.settings.default_model)
    assert isinstance(tagger, Predictor), "only a network can be looked into"
    sentences = [_bounded(await tagging.sentence(tagger, None, words)) for words in body.sentences]
    found = await bench.run(lambda: [lab_numbers.rows(dynamics.states(tagger, each)) for each in sentences])
    return JSONAnswer({"model": tagger.name, "states": found})


@router.post("/forward", response_model=ForwardAnswer)
async def forward(
    body: Annotated[ForwardRequest, Body(openapi_examples=SENTENCES)], tagging: TaggingDep, bench: BenchDep
) -> Any:
    """Write out a one-directional pass over a sentence: each term of an Elman network, the gates of the others."""
    predictor, sentence = await _reader(body, tagging)
    passed = await bench.run(partial(unroll_sentence, predictor, sentence))
    return JSONAnswer(lab_numbers.forward(predictor, sentence, passed))


@router.get("/weights/{task}/{architecture}", response_model=WeightsAnswer)
async def weights(task: str, architecture: str, tagging: TaggingDep, bench: BenchDep) -> Any:
    """The matrices W_aa, W_ax and W_ya of a one-directional network, as pictures."""
    predictor, _ = await _reader(ForwardRequest(text="-", model=f"{task}/{architecture}"), tagging)
    return JSONAnswer(await bench.run(partial(lab_numbers.weights, predictor)))


@router.post("/gradients", response_model=GradientsAnswer)
async def gradients(
    body: Annotated[GradientsRequest, Body(openapi_examples=WORDS)], tagging: TaggingDep, bench: BenchDep
) -> Any:
    """Follow the loss of one word's label back through a network, word by word, to the first."""
    predictor, sentence = await _reader(body, tagging)
    check_word(sentence, body.index)
    found = await bench.run(partial(dynamics.gradients, predictor, sentence, body.index))
    return JSONAnswer(lab_numbers.gradients(predictor, sentence, found))


@router.post("/powers", response_model=PowersAnswer)
async def powers(body: PowersRequest, bench: BenchDep) -> Any:
    """Multiply each weight by itself, again and again."""
    found = await bench.run(lambda: [toys.powers(weight, body.count).tolist() for weight in body.weights])
    return JSONAnswer({"powers": found})


@router.post("/matrix", response_model=MatrixAnswer)
async def matrix(body: MatrixRequest, bench: BenchDep) -> Any:
    """Follow a gradient back through a random recurrent network of a chosen spectral radius."""
    found = await bench.run(partial(toys.fate, body.size, body.radius, body.steps, body.seed))
    return JSONAnswer(lab_numbers.fate(found))


@router.get("/surface", response_model=SurfaceAnswer)
async def surface(bench: BenchDep) -> Any:
    """The loss of one recurrent unit over its weight and its bias, with a cliff."""
    return JSONAnswer(await bench.run(_cliff))


@router.post("/descent", response_model=DescentAnswer)
async def descent(body: DescentRequest, bench: BenchDep) -> Any:
    """Gradient descent on that surface from a chosen place, with and without clipping."""
    start = (body.weight, body.bias)
    return JSONAnswer(await bench.run(partial(lab_numbers.descent, start, body.rate, body.clip, body.steps)))


@router.get("/sentences", response_model=SentencesAnswer)
async def sentences(
    count: Annotated[int, Query(ge=1, le=24)] = 16, seed: Annotated[int, Query(ge=0, le=999_999)] = 1
) -> Any:
    """Sentences of a toy grammar about leaving and arriving, with their slots in brackets."""
    return JSONAnswer({"sentences": live.toy_sentences(count, seed)})


def unrollable(store: ModelStore) -> list[str]:
    """The networks that can be written out: Elman first, then GRU and LSTM; flights as the service has it first."""
    names = [name for name, card in store.cards.items() if can_unroll(card.recipe.model)]
    order = list(cells.CELLS)
    return sorted(names, key=lambda name: (order.index(name.partition("/")[2]), name.partition("/")[0] != "flights"))


async def _reader(body: ForwardRequest, tagging: Tagging) -> tuple[Predictor, Tokenized]:
    """The network and the sentence. Raises WrongField for networks that cannot be written out."""
    known = unrollable(tagging.store)
    name = tagging.store.resolve(body.model) if body.model else next(iter(known), "")
    if name not in known:
        raise WrongField(
            "model", f"only one-directional networks can be written out: {', '.join(known) or 'none here'}"
        )
    return await subject(body.model_copy(update={"model": name}), tagging)


def _bounded(sentence: Tokenized) -> Tokenized:
    if len(sentence.tokens) > MAX_WORDS:
        raise OverLimit(
            "a sentence is too long to look into, in words", "inspected_words", MAX_WORDS, len(sentence.tokens)
        )
    return sentence


@cache
def _cliff() -> dict[str, Any]:
    return lab_numbers.cliff()


@cache
def _modules() -> list[str]:
    """The page's modules, so that browsers fetch all of them at once instead of one after the other."""
    return [path.relative_to(STATIC).as_posix() for path in sorted(STATIC.glob("js/lab/**/*.js"))]
