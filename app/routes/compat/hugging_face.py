"""POST /models/…: token classification for clients of Hugging Face's inference API."""

import asyncio
import time
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Body, Header

from app.asking import Asking, size
from app.bodies import JSONAnswer, JSONRoute
from app.deps import AskingDep
from app.errors import documented
from app.problems import EmptyText, NotReady
from app.protocols.hugging_face import Group, HuggingFaceProblem, Parameters, Request, Token, to_hugging_face
from app.routes.tag import SENTENCE
from app.tagging import off_loop
from model.predict import Prediction

PATIENCE_S = 5.0  # that a caller who did not ask to wait is kept waiting for a model to be loaded

EXAMPLES: dict[str, Any] = {
    "a sentence": {"value": {"inputs": SENTENCE}},
    "token by token": {"value": {"inputs": SENTENCE, "parameters": {"aggregation_strategy": "none"}}},
    "several": {"value": {"inputs": ["to Lagos", "from Kyoto"], "parameters": {"ignore_labels": []}}},
}
Asked = Annotated[Request, Body(openapi_examples=EXAMPLES)]
Wait = Annotated[bool, Header(alias="x-wait-for-model", description="wait for a model that is not loaded yet")]
Groups = list[Group] | list[Token] | list[list[Group]] | list[list[Token]]

router = APIRouter(
    route_class=JSONRoute,
    tags=["Hugging Face"],
    responses=documented(400, 404, 408, 413, 422, 429, 503, model=HuggingFaceProblem),
)


@router.post("/models/{task}", response_model=Groups)
async def classify_by_task(task: str, body: Asked, asking: AskingDep, x_wait_for_model: Wait = False) -> Any:
    """Classify tokens with a task's best model: `InferenceClient(model="http://…/models/flights")`."""
    return await _classify(task, body, asking, x_wait_for_model)


@router.post("/models/{task}/{architecture}", response_model=Groups)
async def classify_by_model(
    task: str, architecture: str, body: Asked, asking: AskingDep, x_wait_for_model: Wait = False
) -> Any:
    """Classify tokens with one model: `InferenceClient(model="http://…/models/flights/bi-lstm")`."""
    return await _classify(f"{task}/{architecture}", body, asking, x_wait_for_model)


async def _classify(model: str, body: Request, asking: Asking, wait: bool) -> JSONAnswer:
    started = time.perf_counter()
    await _load(model, asking, wait or (body.options is not None and body.options.wait_for_model))
    predictions = await _tag(model, body, asking)
    answer = await off_loop(size(predictions), _answer, predictions, body)
    return JSONAnswer(answer, headers={"x-compute-time": f"{time.perf_counter() - started:.4f}"})


async def _load(model: str, asking: Asking, wait: bool) -> None:
    """Wait for the model. Raises NotReady where that takes longer than the caller asked for; loading goes on."""
    try:
        async with asyncio.timeout(None if wait else PATIENCE_S):
            await asking.tagging.store.get(model)
    except TimeoutError as error:
        raise NotReady(f"the model {model} is being loaded") from error


async def _tag(model: str, body: Request, asking: Asking) -> list[Prediction]:
    if isinstance(body.inputs, list) and body.parameters and body.parameters.is_split_into_words:
        return [await asking.tag_words(model, body.inputs)]
    texts = [body.inputs] if isinstance(body.inputs, str) else body.inputs
    if not any(map(str.strip, texts)):
        raise EmptyText("inputs is empty: there is nothing to classify")
    return await asking.tag_texts(model, texts)


def _answer(predictions: Sequence[Prediction], body: Request) -> list[Any]:
    """A list of tokens or groups for one sentence, a list of such lists for several."""
    asked = body.parameters or Parameters()
    strategy = asked.aggregation_strategy or "simple"
    ignored = {"O"} if asked.ignore_labels is None else set(asked.ignore_labels)
    found = [to_hugging_face(prediction, strategy, ignored) for prediction in predictions]
    return found[0] if isinstance(body.inputs, str) or asked.is_split_into_words else list(found)
