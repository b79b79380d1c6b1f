"""Data of one's own: both splits read once, and the recipe that suits their size. Knows no torch.

The defaults were chosen on the dev splits of MIT restaurant and MIT movie; they aim at a few minutes on two cores.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from model.config import ARCHITECTURES, DataConfig, ModelConfig, Recipe, TrainConfig
from model.corpus import corpus_of
from model.data import Dataset, Sentence, read_dataset
from model.errors import DataError
from model.train import Corpus

STEPS = 3000  # of training, about three minutes on one core
EPOCHS = (8, 60)  # at least, at most
BATCHES = ((2000, 32), (500, 16), (0, 8))  # from how many sentences on a batch holds how many
EXAMPLES = 5  # sentences that the page offers to try


@dataclass(frozen=True)
class Own:
    """What a training on data of one's own starts from; notes and faults are for a person."""

    recipe: Recipe
    corpus: Corpus
    notes: tuple[str, ...]
    faults: tuple[DataError, ...]


def prepare(data: Path, out: Path, seed: int | None = None, strict: bool = False) -> Own:
    """Read the data and choose the recipe. The folder to write names the task: `out` is task or task/architecture.

    Raises DataError where there is nothing to train on; with `strict` also for the first faulty sentence.
    """
    train, dev = (read_dataset(data, split, strict=strict) for split in ("train", "dev"))
    recipe = own_recipe(data, out, len(train.sentences), seed)
    corpus = replace(corpus_of(recipe, train.sentences, dev.sentences), examples=_examples(dev.sentences))
    notes = dict.fromkeys([*train.notes, *dev.notes, _sizes(train, dev)])
    faults = {str(fault): fault for fault in (*train.faults, *dev.faults)}
    return Own(recipe, corpus, tuple(notes), tuple(faults.values()))


def own_recipe(data: Path, out: Path, sentences: int, seed: int | None = None) -> Recipe:
    """The defaults for so many training sentences."""
    place, path = out.resolve(), str(data.resolve())
    architecture = next((known for known in ARCHITECTURES if known == place.name), ModelConfig().architecture)
    batch_size = next(size for least, size in BATCHES if sentences >= least)
    least, most = EPOCHS
    epochs = min(max(round(STEPS * batch_size / max(sentences, 1)), least), most)
    return Recipe(
        task=place.parent.name if place.name in ARCHITECTURES else place.name,
        description=f"Trained on {data.name}.",
        model=ModelConfig(architecture=architecture, crf=architecture.startswith("bi-"), dropout=0.4),
        data=DataConfig(train=(path,), dev=path, augment="cases", vectors="open100", max_words=30_000),
        train=TrainConfig(
            epochs=epochs,
            batch_size=batch_size,
            average=0.998,
            patience=max(5, epochs // 2),
            seed=TrainConfig.seed if seed is None else seed,
        ),
    )


def _sizes(train: Dataset, dev: Dataset) -> str:
    labels = {tag.partition("-")[2] for sentence in train.sentences for tag in sentence.tags} - {""}
    return f"{len(train.sentences):,} sentences to train on, {len(dev.sentences):,} dev; {len(labels)} labels"


def _examples(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """Short sentences of dev with as many different labels as there are, for the page to show."""
    texts: dict[frozenset[str], str] = {}
    for sentence in sorted(sentences, key=lambda sentence: len(sentence.words)):
        labels = frozenset(tag.partition("-")[2] for tag in sentence.tags) - {""}
        if (len(sentence.words) >= 4 and len(labels) >= 2) or len(sentences) < 50:
            texts.setdefault(labels, " ".join(sentence.words))
    best = sorted(texts, key=lambda labels: -len(labels))
    return tuple(texts[labels] for labels in best[:EXAMPLES])
