"""From a recipe to the corpus it is trained on: which files, which augmentation, which vectors, which teachers."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from model.augment import cases
from model.augment.assistant import retelling as assistant
from model.augment.entities import retelling as entities
from model.augment.entities.conventions import to_conll
from model.augment.flights import retelling as flights
from model.augment.world import World
from model.checkpoint import SHIPPED
from model.config import Recipe, SilverConfig
from model.data import Sentence, load
from model.errors import ConfigError, DataError
from model.evaluate import read_suite
from model.robustness import changed
from model.silver import read_silver
from model.train import Corpus
from model.transformer import TransformerConfig
from model.vectors import Vectors, read_vectors

Reader = Callable[[Path], Any]  # lists of names
Augmenter = Callable[[Sequence[Sentence], Any, random.Random], Iterable[Sentence]]
AUGMENTERS: dict[str, tuple[Reader, Augmenter]] = {
    "flights": (flights.Names.read, flights.augment),
    "entities": (World.read, entities.augment),
    "assistant": (World.read, assistant.augment),
    "cases": (lambda names: None, cases.augment),  # noqa: ARG005
}
CONLL_TASKS = {"entities"}  # their training sets are read in the terms of CoNLL-2003
VECTORS = SHIPPED / "vectors"


def build_corpus(recipe: Recipe, data_dir: Path) -> Corpus:
    """Read everything that a recipe names; public sets are looked for in `data_dir`.

    Raises DataError where data are missing and ConfigError for an unknown augmentation or a set to come whole.
    """
    text, data = recipe.model.text, recipe.data
    train = {name: load(name, "train", data_dir, text) for name in data.train}
    if recipe.task in CONLL_TASKS:
        demonyms = World.read(data_dir / "names").demonyms()
        train = {name: to_conll(name, sentences, demonyms) for name, sentences in train.items()}
    dev = load(data.dev, "dev", data_dir, text)
    corpus = corpus_of(recipe, [*chain.from_iterable(train.values())], dev, data_dir)
    unknown = [name for name in data.whole if name not in train]
    if unknown:
        raise ConfigError(f"whole names {unknown[0]!r}, which is not trained on: {', '.join(train)} are")
    whole, varied = [*chain.from_iterable(train[name] for name in data.whole)], corpus.epoch
    silver = _silver_epochs(recipe, data_dir)
    return replace(
        corpus, epoch=lambda epoch: [*(whole if epoch >= data.whole_from else ()), *varied(epoch), *silver(epoch)]
    )


def teacher_corpus(config: TransformerConfig, pupil: Recipe, data_dir: Path) -> Corpus:
    """What people labelled for a pupil: the sets that come whole, and a share of what its rules make of all.

    Raises as `build_corpus` does.
    """
    data = replace(pupil.data, vectors="", silver=SilverConfig(), whole=())
    plain = replace(data, train=pupil.data.whole, augment="")
    corpus = build_corpus(replace(pupil, data=data), data_dir)
    whole = build_corpus(replace(pupil, data=plain), data_dir).epoch(0) if pupil.data.whole else ()

    def epoch(number: int) -> Sequence[Sentence]:
        varied, rng = corpus.epoch(number), random.Random(f"{config.seed}/teacher/{number}")
        drawn = rng.sample(varied, round(config.share * len(varied)))
        return [sentence for sentence in (*whole, *drawn) if len(sentence.words) <= config.longest]

    return replace(corpus, epoch=epoch)


def corpus_of(recipe: Recipe, train: Sequence[Sentence], dev: Sequence[Sentence], data_dir: Path = Path()) -> Corpus:
    """The corpus of sentences that are read already. Raises ConfigError for an unknown augmentation."""
    typed = recipe.data.typed
    return Corpus(
        epoch=_epochs(train, recipe, data_dir),
        dev=dev,
        vectors=_vectors(recipe, data_dir),
        typed=read_suite(Path(typed)) if typed else (),
    )


def _epochs(train: Sequence[Sentence], recipe: Recipe, data_dir: Path) -> Callable[[int], Sequence[Sentence]]:
    name = recipe.data.augment
    if not name:
        return lambda epoch: train  # noqa: ARG005
    if name not in AUGMENTERS:
        raise ConfigError(f"unknown augmentation {name!r}: known are {', '.join(AUGMENTERS)}")
    read, vary = AUGMENTERS[name]
    names, seed = read(data_dir / "names"), recipe.train.seed
    return lambda epoch: list(vary(train, names, random.Random(f"{seed}/{epoch}")))


def _silver_epochs(recipe: Recipe, data_dir: Path) -> Callable[[int], Sequence[Sentence]]:
    config, seed = recipe.data.silver, recipe.train.seed
    if not config.teachers:
        return lambda epoch: ()  # noqa: ARG005
    sentences = read_silver(config, data_dir, recipe.model.text)

    def epoch(number: int) -> Sequence[Sentence]:
        rng = random.Random(f"{seed}/silver/{number}")
        drawn = rng.sample(sentences, min(config.an_epoch, len(sentences)))
        return [changed([sentence], "lower")[0] if rng.random() < config.lower else sentence for sentence in drawn]

    return epoch


def find_vectors(name: str, data_dir: Path) -> Path:
    """The file of what plain text taught: by its path, which ends in .safetensors; made by `pretrain`; or shipped.

    A name that ends in .txt is that of vectors in text, by path or of a public set. Raises DataError where there is
    none.
    """
    if name.endswith(".safetensors"):
        return Path(name)
    if name.endswith(".txt"):
        path = data_dir / name  # a path from the root stays one
        if not any(there.is_file() for there in (path, *path.parents)):
            raise DataError(f"no word vectors; `slotscope data fetch {name.partition('/')[0]}` may bring them", path)
        return path
    for path in (taught(name, data_dir), VECTORS / f"{name}.safetensors"):
        if path.is_file():
            return path
    raise DataError(f"no word vectors {name!r}; `slotscope pretrain {name}` would make them", taught(name, data_dir))


def taught(name: str, data_dir: Path) -> Path:
    """Where `pretrain` puts what it made: too large a file to ship beside the models that begin with it."""
    return data_dir / "vectors" / f"{name}.safetensors"


def _vectors(recipe: Recipe, data_dir: Path) -> Vectors | None:
    name = recipe.data.vectors
    return read_vectors(find_vectors(name, data_dir), recipe.data.max_words) if name else None
