"""/v2/… and /v1/…: the Open Inference Protocol, and KServe's first. A model is a task or task/architecture."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request

from app import __version__
from app.asking import size
from app.bodies import JSONAnswer, JSONRoute
from app.deps import AskingDep, ServiceDep, StoreDep
from app.errors import documented
from app.formats import to_json
from app.problems import NotReady, UnknownModel, WrongField
from app.protocols.kserve import (
    INPUTS,
    OUTPUTS,
    PLATFORM,
    VERSION,
    InferAnswer,
    InferRequest,
    KServeProblem,
    ModelMetadata,
    ModelNames,
    ModelReady,
    PredictAnswer,
    PredictRequest,
    ServerLive,
    ServerMetadata,
    ServerReady,
    texts_of,
    to_kserve,
    wanted_of,
    with_binary,
)
from app.routes.tag import SENTENCE
from app.tagging import off_loop

TENSOR = {"name": "text", "shape": [1], "datatype": "BYTES", "data": [SENTENCE]}
INFER: dict[str, Any] = {
    "everything": {"value": {"inputs": [TENSOR]}},
    "the tags of two": {
        "value": {
            "id": "42",
            "inputs": [{**TENSOR, "shape": [2, 1], "data": [["to Lagos"], ["from Kyoto"]]}],
            "outputs": [{"name": "tags"}],
        }
    },
}
PREDICT: dict[str, Any] = {
    "texts": {"value": {"instances": [SENTENCE]}},
    "objects": {"value": {"instances": [{"text": "to Lagos"}, {"text": "from Kyoto"}]}},
}
JSON_LENGTH = "inference-header-content-length"  # of the JSON, where tensors stand behind it
READ = documented(404, 422, 429, 503, model=KServeProblem)
SENT = documented(400, 404, 408, 413, 422, 429, 503, model=KServeProblem)


class TensorRoute(JSONRoute):
    """A route whose body may hold tensors as bytes behind its JSON."""

    def read(self, request: Request, body: bytes) -> Any:
        """The document, with those tensors put where they belong."""
        written = request.headers.get(JSON_LENGTH)
        if written is None:
            return super().read(request, body)
        if not written.isdecimal() or int(written[:20]) > len(body):
            raise WrongField(JSON_LENGTH, "should be the number of bytes of the JSON")
        length = int(written[:20])
        return with_binary(super().read(request, body[:length]), body[length:])


router = APIRouter(route_class=TensorRoute, tags=["KServe"])


@router.get("/v2", response_model=ServerMetadata, responses=READ)
async def server() -> Any:
    """Name the server."""
    return JSONAnswer({"name": "slotscope", "version": __version__, "extensions": []})


@router.get("/v2/health/live", response_model=ServerLive, responses=READ)
async def live() -> Any:
    """Say that the server answers."""
    return JSONAnswer({"live": True})


@router.get("/v2/health/ready", response_model=ServerReady, responses=READ)
async def ready(service: ServiceDep) -> Any:
    """Say whether the default models are loaded; 503 while they are not."""
    if not service.ready:
        raise NotReady("the default models are not loaded")
    return JSONAnswer({"ready": True})


@router.get("/v2/models/{model:path}/versions/{version}/ready", response_model=ModelReady, responses=READ)
async def version_ready(model: str, version: str, store: StoreDep) -> Any:
    """Say that a model can be asked."""
    _check_version(model, version)
    return await model_ready(model, store)


@router.get("/v2/models/{model:path}/ready", response_model=ModelReady, responses=READ)
async def model_ready(model: str, store: StoreDep) -> Any:
    """Say that a model can be asked."""
    return JSONAnswer({"name": store.resolve(model), "ready": True})


@router.post("/v2/models/{model:path}/versions/{version}/infer", response_model=InferAnswer, responses=SENT)
async def infer_version(
    model: str,
    version: str,
    body: Annotated[InferRequest, Body(openapi_examples=INFER)],
    asking: AskingDep,
) -> Any:
    """Tag a tensor of texts."""
    _check_version(model, version)
    return await infer(model, body, asking)


@router.post("/v2/models/{model:path}/infer", response_model=InferAnswer, responses=SENT)
async def infer(
    model: str,
    body: Annotated[InferRequest, Body(openapi_examples=INFER)],
    asking: AskingDep,
) -> Any:
    """Tag a tensor of texts."""
    name, texts, wanted = asking.tagging.store.resolve(model), texts_of(body), wanted_of(body)
    predictions = await asking.tag_texts(name, texts)
    outputs = await off_loop(size(predictions), to_kserve, predictions, wanted)
    echoed = {} if body.id is None else {"id": body.id}
    return JSONAnswer({"model_name": model, "model_version": VERSION, **echoed, "outputs": outputs})


@router.get("/v2/models/{model:path}/versions/{version}", response_model=ModelMetadata, responses=READ)
async def version_metadata(model: str, version: str, store: StoreDep) -> Any:
    """Describe a model's tensors."""
    _check_version(model, version)
    return await model_metadata(model, store)


@router.get("/v2/models/{model:path}", response_model=ModelMetadata, responses=READ)
async def model_metadata(model: str, store: StoreDep) -> Any:
    """Describe a model's tensors."""
    name = store.resolve(model)
    return JSONAnswer({"name": name, "versions": [VERSION], "platform": PLATFORM, "inputs": INPUTS, "outputs": OUTPUTS})


@router.get("/v1/models", response_model=ModelNames, responses=READ)
async def models(store: StoreDep) -> Any:
    """List the models, as version 1 does."""
    return JSONAnswer({"models": list(store.cards)})


@router.post("/v1/models/{model:path}:predict", response_model=PredictAnswer, responses=SENT)
async def predict(
    model: str, body: Annotated[PredictRequest, Body(openapi_examples=PREDICT)], asking: AskingDep
) -> Any:
    """Tag texts, as version 1 does; predictions are in our own shape."""
    texts = [item if isinstance(item, str) else item.text for item in body.instances]
    predictions = await asking.tag_texts(model, texts)
    answer = await off_loop(size(predictions), lambda: [to_json(prediction) for prediction in predictions])
    return JSONAnswer({"predictions": answer})


@router.get("/v1/models/{model:path}", response_model=ModelReady, responses=READ)
async def model_status(model: str, store: StoreDep) -> Any:
    """Say that a model can be asked, as version 1 does."""
    return JSONAnswer({"name": store.resolve(model), "ready": True})


def _check_version(model: str, version: str) -> None:
    if version != VERSION:
        raise UnknownModel(f"{model}, version {version}", [f"version {VERSION}"])
