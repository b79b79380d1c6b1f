"""POST /, GET /ping, /live and /ready: what clients of Stanford's CoreNLP server ask. `GET /` stays the page."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import PlainTextResponse

from app.asking import size
from app.bodies import JSONAnswer
from app.deps import AskingDep, ServiceDep
from app.errors import documented
from app.problems import BrokenBody, NotReady
from app.protocols.corenlp import Document, read_properties, says, split_sentences, to_corenlp
from app.routes.tag import SENTENCE
from app.tagging import off_loop
from model.predict import Tokenized
from model.text import whitespace_tokens

PROPERTIES = '{"annotators": "tokenize,ssplit,ner", "outputFormat": "json"}'
BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"text/plain": {"schema": {"type": "string"}, "example": SENTENCE}}}
}
PLAIN: dict[int | str, dict[str, Any]] = {
    status: {"description": answer["description"], "content": {"text/plain": {"schema": {"type": "string"}}}}
    for status, answer in documented(400, 404, 408, 413, 422, 429, 503).items()
}
Asked = Annotated[str, Query(description="a JSON object", examples=[PROPERTIES])]

router = APIRouter(tags=["CoreNLP"], responses=PLAIN)
checks = APIRouter(tags=["CoreNLP"], responses={status: PLAIN[status] for status in (401, 429, 503)})


@router.post("/", response_model=Document, openapi_extra=BODY)
async def annotate(request: Request, asking: AskingDep, properties: Asked = "") -> Any:
    """Annotate a text, which is the body: tokens, sentences, and names (`ner`). The property `ner.model` names a model;
    without it names are found by `entities`.
    """
    asked = read_properties(properties)
    try:
        text = (await request.body()).decode()
    except UnicodeDecodeError as error:
        raise BrokenBody("the body is not text in UTF-8") from error
    model = asked.get("ner.model") or asking.entities()
    sentence = await asking.read(model, text)
    if says(asked, "tokenize.whitespace"):
        sentence = Tokenized(text, tuple(whitespace_tokens(text)))
    predictions = await asking.tag_sentences(model, split_sentences(sentence, asked))
    ner = "ner" in asked.get("annotators", "ner")
    return JSONAnswer(await off_loop(size(predictions), to_corenlp, predictions, ner))


@checks.get("/ping", response_class=PlainTextResponse)
async def ping() -> Response:
    """Say that the server answers."""
    return PlainTextResponse("pong\n")


@checks.get("/live", response_class=PlainTextResponse)
async def live() -> Response:
    """Say that the server answers."""
    return PlainTextResponse("live\n")


@checks.get("/ready", response_class=PlainTextResponse)
async def ready(service: ServiceDep) -> Response:
    """Say whether the default models are loaded; 503 while they are not."""
    if not service.ready:
        raise NotReady("the default models are not loaded")
    return PlainTextResponse("ready\n")
