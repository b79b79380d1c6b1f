"""The trained models of a folder: their cards at once, their weights when first asked for. Knows no HTTP."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from app.problems import BrokenModel, UnknownModel
from model.checkpoint import Card, default_model, find_models, read_card
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


class ModelStore:
    """Cards of all models, and the loaded ones: at most `most`, the longest unused makes room.

    Used on one event loop; loading happens in a thread of its own, one model at a time and each only once.
    """

    def __init__(
        self, cards: Mapping[str, Card], defaults: Mapping[str, str], load: Callable[[str], Tagger], most: int
    ) -> None:
        self.cards, self.defaults = dict(cards), dict(defaults)
        self._load, self._most = load, most
        self._loaded: OrderedDict[str, Tagger] = OrderedDict()
        self._loading: dict[str, asyncio.Task[Tagger]] = {}
        self._thread = ThreadPoolExecutor(1, "slotscope-load")

    @classmethod
    def from_folder(cls, models_dir: Path, most: int) -> "ModelStore":
        """Read the cards of a folder. A damaged model is logged and left out.

        Raises CheckpointError where none is sound.
        """
        folders = find_models(models_dir)
        cards = {name: card for name, folder in folders.items() if (card := _card(folder)) is not None}
        if not cards:
            raise CheckpointError(f"{models_dir} holds no model: train one, or name another folder")
        defaults = {}
        for task in dict.fromkeys(name.partition("/")[0] for name in cards):
            best = default_model(task, models_dir)
            defaults[task] = best if best in cards else next(name for name in cards if name.startswith(f"{task}/"))
        return cls(cards, defaults, lambda name: Predictor.load(folders[name]), most)

    @property
    def loaded(self) -> list[str]:
        """The names of the models in memory."""
        return list(self._loaded)

    def resolve(self, name: str) -> str:
        """The full name of `task/architecture` or of a task's default model. Raises UnknownModel, naming the known."""
        full = self.defaults.get(name, name)
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


def _card(folder: Path) -> Card | None:
    try:
        return read_card(folder)
    except ModelError:
        log.exception("a model is left out")
        return None
