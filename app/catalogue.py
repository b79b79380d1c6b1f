"""What stands in the folders of models: sound ones by their cards, and in words what is wrong with the others."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from model.checkpoint import Card, check_weights, find_models, read_card
from model.errors import ModelError

log = logging.getLogger("slotscope")

Stamp = tuple[int, ...]  # changes when the files of a model are others


@dataclass(frozen=True)
class Catalogue:
    """Models by name: cards and folders of the sound, stamps of all, and why others are refused."""

    cards: Mapping[str, Card]
    folders: Mapping[str, Path]
    stamps: Mapping[str, Stamp]
    refused: Mapping[str, str]

    @property
    def defaults(self) -> dict[str, str]:
        """The best model of each task by strict F1 on dev."""
        return best_of(self.cards)


def read_catalogue(sources: Sequence[Path]) -> Catalogue:
    """Look through folders; of two models of one name that of the later folder counts. A damaged one is logged."""
    folders = {name: folder for source in sources for name, folder in find_models(source).items()}
    cards: dict[str, Card] = {}
    refused: dict[str, str] = {}
    for name, folder in folders.items():
        try:
            card = read_card(folder)
            check_weights(folder)
            cards[name] = card if card.name == name else _renamed(card, name)
        except ModelError as error:
            log.exception("the model %s is left out", name)
            refused[name] = str(error).replace(str(folder), name)  # what a caller sees names no path of this machine
    return Catalogue(cards, folders, {name: _stamp(folder) for name, folder in folders.items()}, refused)


def best_of(cards: Mapping[str, Card]) -> dict[str, str]:
    """The best model of each task by strict F1 on dev; the first where several are."""
    tasks = dict.fromkeys(name.partition("/")[0] for name in cards)
    return {task: max((n for n in cards if n.startswith(f"{task}/")), key=lambda n: _score(cards[n])) for task in tasks}


def _score(card: Card) -> float:
    score = card.metrics.get("dev_f1")
    return float(score) if isinstance(score, int | float) else 0.0


def _renamed(card: Card, name: str) -> Card:
    """A model is called by where it stands: folders are copied and renamed."""
    return replace(card, name=name)


def _stamp(folder: Path) -> Stamp:
    files = (folder / name for name in ("config.json", "model.safetensors", "metrics.json"))
    found = [file.stat() for file in files if file.exists()]
    return tuple(part for state in found for part in (state.st_mtime_ns, state.st_size, state.st_ino))
