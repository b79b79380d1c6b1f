"""The trained models of a folder: their cards at once, their weights when first asked for. Knows no HTTP."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from app.catalogue import Catalogue, Stamp, best_of, read_catalogue
from app.problems import BrokenModel, UnknownModel
from model.checkpoint import Card
from model.errors import CheckpointError, ModelError
from model.predict import Prediction, Predictor, Tokenized

log = logging.getLogger("slotscope")


class Tagger(Protocol):
    """What the service asks of a loaded model; `Predictor` is one."""

    name: str

    def read(self, text: str) -> Tokenized:
        """Tokenize a text the way the model's training data is split."""
        ...

    def predict(self, batch: Sequence[Tokenized], top_k: int = 0) -> list[Prediction]:
        """Tag any number of texts, in order; called from a thread."""
        ...


@dataclass(frozen=True)
class Changes:
    """What a look at the folders found: names of models that came, changed and went, and why others are refused."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    refused: Mapping[str, str]


class ModelStore:
    """Cards of all models, and the loaded ones: at most `most`, the longest unused makes room.

    Used on one event loop; loading happens in a thread of its own, one model at a time and each only once.
    """

    def __init__(
        self, cards: Mapping[str, Card], defaults: Mapping[str, str], load: Callable[[str], Tagger], most: int
    ) -> None:
        self.cards, self.defaults = dict(cards), dict(defaults)
        self.refused: dict[str, str] = {}
        self.generation = 0  # how often the folders were looked at anew: what was answered before may not hold any more
        self._load, self._most = load, most
        self._look: Callable[[], Catalogue] | None = None
        self._stamps: Mapping[str, Stamp] = {}
        self._reloading: asyncio.Task[Changes] | None = None
        self._loaded: OrderedDict[str, Tagger] = OrderedDict()
        self._loading: dict[str, asyncio.Task[Tagger]] = {}
        self._thread = ThreadPoolExecutor(1, "slotscope-load")

    @classmethod
    def from_folders(cls, sources: Sequence[Path], most: int) -> "ModelStore":
        """Read the cards of folders, the later ones before the earlier. A damaged model is logged and refused.

        Raises CheckpointError where none is sound.
        """
        found = read_catalogue(sources)
        if not found.cards:
            raise CheckpointError(f"{sources[-1]} holds no model: train one, or name another folder")
        store = cls({}, {}, lambda name: _named(Predictor.load(store._folders[name], packed=True), name), most)
        store._look = lambda: read_catalogue(sources)
        store._take(found)
        return store

    @property
    def loaded(self) -> list[str]:
        """The names of the models in memory."""
        return list(self._loaded)

    def resolve(self, name: str) -> str:
        """The full name of `task/architecture` or of a task's default model. Raises UnknownModel, naming the known."""
        full = self.defaults.get(name, name)
        if full in self.refused:
            raise BrokenModel(f"the model {full} is refused: {self.refused[full]}")
        if full not in self.cards:
            raise UnknownModel(name, [*self.defaults, *self.cards])
        return full

    async def get(self, name: str) -> Tagger:
        """A model by its full or task name, loaded if need be. Raises UnknownModel and BrokenModel."""
        full = self.resolve(name)
        if full in self._loaded:
            self._loaded.move_to_end(full)
            return self._loaded[full]
        if full not in self._loading:
            self._loading[full] = asyncio.create_task(self._fetch(full))
            self._loading[full].add_done_callback(lambda task: self._forget(full, task))
        # A caller who leaves must not stop the loading that others wait for.
        return await asyncio.shield(self._loading[full])

    async def reload(self) -> "Changes":
        """Look at the folders anew: what came, changed or went. Several callers share one look."""
        if self._reloading is None or self._reloading.done():
            self._reloading = asyncio.create_task(self._reload())
        return await asyncio.shield(self._reloading)

    async def _reload(self) -> "Changes":
        loop = asyncio.get_running_loop()
        if self._look is None:
            return Changes((), (), (), self.refused)
        found, before, stamps = await loop.run_in_executor(self._thread, self._look), set(self.cards), self._stamps
        other = {name for name in before & set(found.cards) if stamps[name] != found.stamps[name]}
        self._take(found)
        for name in other | (before - set(found.cards)):
            self._loaded.pop(name, None)
        for name in found.defaults.values():
            await self._ensure(name)
        self.generation += 1
        now = set(self.cards)
        added, changed, removed = (tuple(sorted(part)) for part in (now - before, other & now, before - now))
        return Changes(added, changed, removed, self.refused)

    async def _ensure(self, name: str) -> None:
        """Load a default model; if its weights turn out to be damaged, refuse it and take the next best."""
        try:
            await self.get(name)
        except BrokenModel as error:
            self.refused[name] = str(error)
            self.cards.pop(name, None)
            self.defaults = best_of(self.cards)
            following = self.defaults.get(name.partition("/")[0])
            if following is not None:
                await self._ensure(following)

    def _take(self, found: Catalogue) -> None:
        self.cards, self.defaults, self.refused = dict(found.cards), found.defaults, dict(found.refused)
        self._folders, self._stamps = found.folders, found.stamps

    async def close(self) -> None:
        """Let loading that has begun come to its end."""
        await asyncio.gather(*self._loading.values(), return_exceptions=True)

    async def _fetch(self, name: str) -> Tagger:
        tagger = await asyncio.get_running_loop().run_in_executor(self._thread, self._load_warm, name)
        self._loaded[name] = tagger
        while len(self._loaded) > self._most:
            self._loaded.popitem(last=False)
        return tagger

    def _load_warm(self, name: str) -> Tagger:
        try:
            tagger = self._load(name)
        except (ModelError, OSError, MemoryError) as error:
            log.exception("model %s cannot be loaded", name)
            raise BrokenModel(f"the model {name} cannot be loaded at present") from error
        tagger.predict([tagger.read("The first sentence is slower than all others.")])
        return tagger

    def _forget(self, name: str, task: asyncio.Task[Tagger]) -> None:
        del self._loading[name]
        if not task.cancelled():
            task.exception()  # looked at here, for those who asked may all have left


def _named(predictor: Predictor, name: str) -> Predictor:
    """A model is called by where it stands."""
    predictor.name, predictor.card = name, replace(predictor.card, name=name)
    return predictor
