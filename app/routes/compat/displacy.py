"""POST /ent for displaCy ENT's page; POST /api/tag/… for what displaCy and Gradio draw."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body

from app.answers import Displacy, Highlighted
from app.asking import size
from app.bodies import JSONAnswer, JSONRoute
from app.deps import AskingDep, GoneDep, TaggingDep
from app.errors import documented
from app.formats import to_displacy, to_gradio
from app.protocols.displacy import Ent, EntRequest, to_ent
from app.routes.tag import EXAMPLES, SENTENCE, tagged_request
from app.schemas import TagRequest
from app.tagging import off_loop
from model.predict import Prediction

Form = Literal["displacy", "gradio"]
FORMS: Mapping[Form, Callable[[Prediction], dict[str, Any]]] = {"displacy": to_displacy, "gradio": to_gradio}
ENT_EXAMPLES: dict[str, Any] = {
    "a model of the service": {"value": {"text": SENTENCE, "model": "flights"}},
    "as displaCy ENT asks": {"value": {"text": "Ada Lovelace lived in London.", "model": "en"}},
}
Asked = Annotated[EntRequest, Body(openapi_examples=ENT_EXAMPLES)]

router = APIRouter(
    route_class=JSONRoute, tags=["displaCy and Gradio"], responses=documented(400, 404, 408, 413, 422, 429, 503)
)


@router.post("/ent", response_model=list[Ent])
async def ent(body: Asked, asking: AskingDep) -> Any:
    """Find entities for displaCy ENT; the body is JSON whatever its content type says."""
    model = asking.entities() if body.model == "en" or body.model.startswith("en_") else body.model
    [prediction] = await asking.tag_texts(model, [body.text])
    return JSONAnswer(to_ent(prediction))


@router.post("/api/tag/{form}", response_model=Displacy | Highlighted | list[Displacy] | list[Highlighted])
async def tag_as(
    form: Form, body: Annotated[TagRequest, Body(openapi_examples=EXAMPLES)], tagging: TaggingDep, gone: GoneDep
) -> Any:
    """Tag as /api/tag does; answer what `displacy.render(…, manual=True)` or Gradio's HighlightedText takes."""
    predictions = [tagged.prediction for tagged in await tagged_request(body, tagging, gone)]
    drawn = await off_loop(size(predictions), lambda: [FORMS[form](prediction) for prediction in predictions])
    return JSONAnswer(drawn if body.texts is not None else drawn[0])
