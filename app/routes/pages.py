"""GET /: the page, filled in from its query string, so that it works as a plain form without JavaScript."""

import time
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from app.deps import GoneDep, TaggingDep, TemplatesDep
from app.errors import status_of
from app.page import STATIC, cells, choices, examples, plain_intent, ticket_rows, words
from app.problems import AppError
from app.routes.tag import elapsed_ms
from app.tagging import Gone, Manner, Tagged, Tagging

router = APIRouter(include_in_schema=False)


@router.get("/")
async def index(
    request: Request,
    tagging: TaggingDep,
    templates: TemplatesDep,
    gone: GoneDep,
    text: Annotated[str | None, Query()] = None,
    model: str = "",
) -> Response:
    """The page: a sentence, its slots and its ticket; without a sentence, the first example."""
    started = time.perf_counter()
    chosen, problem = _chosen(tagging, model)
    tried = examples(tagging.store.cards, tagging.store.defaults)
    offered = tried.get(chosen.partition("/")[0], [])
    text = text if text is not None else next(iter(offered), "")
    tagged, failure = await _tagged(tagging, chosen, text, gone) if text.strip() else (None, None)
    problem = problem or failure
    context = {
        "modules": _modules(),
        "choices": choices(tagging.store.cards),
        "chosen": chosen,
        "defaults": set(tagging.store.defaults.values()),
        "examples": offered,
        "tried": tried,
        "text": text,
        "problem": problem and str(problem),
        "elapsed_ms": elapsed_ms(started) if tagged else None,
        **_shown(chosen, tagged),
    }
    return templates.TemplateResponse(request, "index.html", context, status_of(problem) if problem else 200)


def _chosen(tagging: Tagging, name: str) -> tuple[str, AppError | None]:
    """The model to use, and what is wrong with the name that was asked for."""
    default = tagging.store.resolve(tagging.settings.default_model)
    try:
        return (tagging.store.resolve(name) if name else default), None
    except AppError as error:
        return default, error


async def _tagged(tagging: Tagging, model: str, text: str, gone: Gone) -> tuple[Tagged | None, AppError | None]:
    """The sentence tagged, or what is wrong, which the page says above the sentence that was typed."""
    try:
        tagger = await tagging.store.get(model)
        [tagged] = await tagging.tag(Manner(tagger, 0), await tagging.read(tagger, [text]), gone)
    except AppError as error:
        return None, error
    return tagged, None


def _shown(model: str, tagged: Tagged | None) -> dict[str, Any]:
    """What the templates draw of a prediction; empty without one."""
    task = model.partition("/")[0]
    title = words()["tickets"].get(task, "Slots")
    if tagged is None:
        return {"cells": [], "intent": "", "ticket": ticket_rows(task, {}), "ticket_title": title}
    intent = tagged.prediction.intent
    return {
        "cells": cells(tagged.prediction),
        "intent": plain_intent(intent.name) if intent else "",
        "ticket": ticket_rows(task, tagged.ticket),
        "ticket_title": title,
    }


@cache
def _modules() -> list[str]:
    """The page's modules, so that browsers fetch all of them at once; panels are fetched when first looked at."""
    folders = ("behaviours", "elements", "lib", "views")
    return [path.relative_to(STATIC).as_posix() for name in folders for path in sorted(STATIC.glob(f"js/{name}/*.js"))]
