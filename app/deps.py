"""What routes ask for, as types: the service's parts and the caller."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.templating import Jinja2Templates

from app.asking import Asking
from app.metrics import Metrics
from app.remembered import Remembered
from app.settings import Settings
from app.store import ModelStore
from app.tagging import Gone, Tagging


@dataclass
class Service:
    """The parts of one app. warm: what is slow the first time has been done once. draining: it is shutting down.

    together: the metrics page of all apps that serve as one, where there are several and they know of each other.
    """

    settings: Settings
    store: ModelStore
    metrics: Metrics
    tagging: Tagging
    remembered: Remembered
    warm: bool = False
    draining: bool = False
    together: Callable[[], Awaitable[bytes]] | None = None

    @property
    def ready(self) -> bool:
        """Whether the default models are loaded and the service goes on."""
        return self.warm and not self.draining and set(self.store.defaults.values()) <= set(self.store.loaded)


# Asynchronous, since FastAPI runs plain functions in a thread, which costs more than a small sentence.
async def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


async def _tagging(request: Request) -> Tagging:
    service: Service = request.app.state.service
    return service.tagging


async def _store(request: Request) -> ModelStore:
    service: Service = request.app.state.service
    return service.store


async def _gone(request: Request) -> Gone:
    return request.is_disconnected


async def _asking(request: Request) -> Asking:
    service: Service = request.app.state.service
    return Asking(service.tagging, request.is_disconnected)


async def _templates(request: Request) -> Jinja2Templates:
    templates: Jinja2Templates = request.app.state.templates
    return templates


ServiceDep = Annotated[Service, Depends(_service)]
TaggingDep = Annotated[Tagging, Depends(_tagging)]
StoreDep = Annotated[ModelStore, Depends(_store)]
GoneDep = Annotated[Gone, Depends(_gone)]
AskingDep = Annotated[Asking, Depends(_asking)]
TemplatesDep = Annotated[Jinja2Templates, Depends(_templates)]
