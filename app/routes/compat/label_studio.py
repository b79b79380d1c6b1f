"""POST /setup, POST /predict, GET /health: slotscope as Label Studio's ML backend."""

from typing import Annotated, Any

from fastapi import APIRouter, Body

from app.asking import Asking, size
from app.bodies import JSONAnswer, JSONRoute
from app.deps import AskingDep
from app.errors import documented
from app.protocols.label_studio import (
    Health,
    Interface,
    LabelAnswer,
    LabelRequest,
    SetupAnswer,
    SetupRequest,
    read_interface,
    texts_of,
    to_label_studio,
)
from app.routes.tag import SENTENCE
from app.tagging import off_loop

CONFIG = (
    '<View><Labels name="label" toName="text"><Label value="PER"/><Label value="LOC"/></Labels>'
    '<Text name="text" value="$text"/></View>'
)
EXAMPLES: dict[str, Any] = {
    "a task": {"value": {"tasks": [{"id": 1, "data": {"text": SENTENCE}}]}},
    "with the project's labels": {"value": {"tasks": [{"id": 1, "data": {"text": SENTENCE}}], "label_config": CONFIG}},
}
PROJECTS: dict[str, Any] = {
    "a project": {"value": {"project": "1", "schema": CONFIG}},
    "without labels": {"value": {"project": "2"}},
}

router = APIRouter(
    route_class=JSONRoute, tags=["Label Studio"], responses=documented(400, 404, 408, 413, 422, 429, 503)
)
health = APIRouter(tags=["Label Studio"])


@router.post("/setup", response_model=SetupAnswer)
async def setup(body: Annotated[SetupRequest, Body(openapi_examples=PROJECTS)], asking: AskingDep) -> Any:
    """Say which model will annotate: that whose labels the project has most of, or else the default."""
    return JSONAnswer({"model_version": _model(read_interface(body.label_schema), asking)})


@router.post("/predict", response_model=LabelAnswer)
async def predict(body: Annotated[LabelRequest, Body(openapi_examples=EXAMPLES)], asking: AskingDep) -> Any:
    """Annotate tasks, with the labels that the project has."""
    interface = read_interface(body.label_config)
    predictions = await asking.tag_texts(_model(interface, asking), texts_of(body, interface))
    results = await off_loop(size(predictions), lambda: [to_label_studio(each, interface) for each in predictions])
    return JSONAnswer({"results": results})


@health.get("/health", response_model=Health, responses=documented(429, 503))
async def up() -> Any:
    """Say that the backend answers."""
    return JSONAnswer({"status": "UP", "model_class": "slotscope"})


def _model(interface: Interface, asking: Asking) -> str:
    store = asking.tagging.store
    fits = {name: interface.fits(store.cards[name].labels) for name in store.defaults.values()}
    best = max(fits, key=fits.__getitem__)
    return best if fits[best] else store.resolve(asking.tagging.settings.default_model)
