"""POST /model/parse, GET /version and /status: what Rasa asks of a server named as `nlu:` in endpoints.yml."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query

from app.bodies import JSONAnswer, JSONRoute
from app.deps import AskingDep, ServiceDep
from app.errors import documented
from app.problems import WrongField
from app.protocols.rasa import (
    MINIMUM_VERSION,
    SPOKEN_VERSION,
    Message,
    Parsed,
    RasaProblem,
    Status,
    Version,
    to_rasa,
)
from app.routes.tag import SENTENCE

EXAMPLES: dict[str, Any] = {
    "a sentence": {"value": {"text": SENTENCE}},
    "as Rasa sends it": {"value": {"text": "from Lagos to Kyoto", "message_id": "b2831e73", "token": None}},
}
Asked = Annotated[Message, Body(openapi_examples=EXAMPLES)]
Model = Annotated[str | None, Query(description="task or task/architecture; by default the service's own")]

router = APIRouter(route_class=JSONRoute, tags=["Rasa"])


@router.post(
    "/model/parse",
    response_model=Parsed,
    responses=documented(400, 404, 408, 413, 422, 429, 503, model=RasaProblem),
)
async def parse(body: Asked, asking: AskingDep, model: Model = None, emulation_mode: str | None = None) -> Any:
    """Find entities with their roles, and the intent with its ranking."""
    if emulation_mode is not None:
        raise WrongField("emulation_mode", "other services' answers are not emulated here")
    [prediction] = await asking.tag_texts(model, [body.text])
    echoed = {} if body.message_id is None else {"message_id": body.message_id}
    return JSONAnswer({**to_rasa(prediction), **echoed})


@router.get("/version", response_model=Version, responses=documented(429, 503, model=RasaProblem))
async def version() -> Any:
    """Say which version of Rasa these answers are like."""
    return JSONAnswer({"version": SPOKEN_VERSION, "minimum_compatible_version": MINIMUM_VERSION})


@router.get("/status", response_model=Status, responses=documented(429, 503, model=RasaProblem))
async def status(service: ServiceDep) -> Any:
    """Say which model answers where none is named."""
    store = service.store
    name = store.resolve(service.settings.default_model)
    fingerprint = {"metrics": dict(store.cards[name].metrics)}
    counts = {"num_active_training_jobs": 0, "fingerprint": fingerprint}
    return JSONAnswer({"model_id": name, "model_file": name, **counts})
