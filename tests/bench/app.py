"""The service with one more route, which parses the same body and answers with a constant as long as an answer."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, FastAPI

from app.bodies import JSONAnswer, JSONRoute
from app.main import create_app
from app.schemas import TagRequest

router = APIRouter(route_class=JSONRoute)
ANSWER: dict[str, Any] = {}


@router.post("/api/constant")
async def constant(body: Annotated[TagRequest, Body()]) -> Any:
    """Whatever `PUT /api/constant` was given."""
    del body
    return JSONAnswer(ANSWER)


@router.put("/api/constant")
async def keep(body: Annotated[dict[str, Any], Body()]) -> Any:
    """Take what `POST /api/constant` is to answer."""
    ANSWER.update(body)
    return JSONAnswer({})


def make_app() -> FastAPI:
    """The service of the environment's settings."""
    app = create_app()
    app.include_router(router)
    return app
