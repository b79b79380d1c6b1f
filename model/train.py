"""From a recipe and labelled sentences to a model folder. Knows no files of sentences and shows nothing: hooks do.

The same recipe, data and number of threads give the same weights on the same machine.
"""

import hashlib
import math
import random
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.optim import SGD, AdamW

from model import checkpoint
from model.batch import Batch, Encoder
from model.calibration import calibrate
from model.checkpoint import Card, read_card
from model.config import Recipe, TrainConfig
from model.data import Sentence
from model.errors import DataError
from model.evaluate import Example, Scores, evaluate, evaluate_suite
from model.inherit import inherit
from model.measure import measure
from model.predict import Predictor
from model.resume import Average, Best, Standing, read_standing, waiting_file, write_standing
from model.tagger import Tagger
from model.vectors import Vectors
from model.vocab import UNKNOWN, Vocab, build_vocab

WARM_UP = 0.15  # share of all steps in which the learning rate rises
FINAL_RATE = 0.01  # of the peak, at the last step
TYPED_SHARE = 0.25  # of a typed suite when an epoch is chosen: a tenth as large as dev, it wavers more


@dataclass(frozen=True)
class Corpus:
    """What a recipe is trained on. `epoch(n)` gives the sentences of epoch n, the same for the same n."""

    epoch: Callable[[int], Sequence[Sentence]]
    dev: Sequence[Sentence]
    tags: Sequence[str] = ()  # tags that must exist even if no training sentence has them
    vectors: Vectors | None = None
    typed: Sequence[Example] = ()
    examples: Sequence[str] = ()  # sentences that a page may offer to try


@dataclass(frozen=True)
class EpochReport:
    """What one epoch brought; losses are means a sentence, scores percent."""

    epoch: int
    epochs: int
    loss: float
    gradient_norm: float  # mean over steps, before clipping
    dev_f1: float
    typed_f1: float | None
    seconds: float


@dataclass(frozen=True)
class Hooks:
    """Watchers of a training; the loop does not know what they do."""

    on_step: Callable[[int, int, float], None] = lambda step, steps, loss: None  # noqa: ARG005
    on_epoch: Callable[[EpochReport], None] = lambda report: None  # noqa: ARG005


def train(
    recipe: Recipe, corpus: Corpus, out: Path, device: str = "cpu", hooks: Hooks = Hooks(), resume: bool = False
) -> Card:
    """Train a tagger and write its folder; return its card.

    Stops early when dev (strict F1, for a quarter that on the typed suite, where there is one) has not improved for
    `patience` epochs; the best epoch's weights are kept. Until all is written, each epoch leaves a hidden file beside
    `out`; `resume` goes on from there, if it is there, to the weights of a training that was never broken off.
    Raises DataError where there is nothing to train on, CheckpointError where the disk is full or what is to be
    resumed is another training.
    """
    first = corpus.epoch(0)
    if not first or not corpus.dev:
        raise DataError(f"nothing to train on: {len(first)} training and {len(corpus.dev)} dev sentences")
    torch.manual_seed(recipe.train.seed)
    known = corpus.vectors.words if corpus.vectors else ()
    vocab = build_vocab(first, known, recipe.data.min_count, corpus.tags)
    tagger = build_tagger(recipe, vocab, corpus.vectors).to(device)
    if recipe.train.tune_words:
        tagger.words.train_first(len(build_vocab(first, (), recipe.data.min_count).words))
    run = _Run(recipe, corpus, tagger, vocab, device, hooks)
    waiting, mark = waiting_file(out), _mark(recipe, vocab, [*first, *corpus.dev], device)
    if resume and waiting.exists():
        read_standing(waiting, run.standing, mark)
    for report in run.epochs():
        write_standing(waiting, run.standing, mark)
        hooks.on_epoch(report)
    tagger.load_state_dict(run.standing.best.weights)
    tagger.words.settle()
    # scores are those of the weights as they are stored, not as they were trained
    tagger.load_state_dict(checkpoint.unpack(checkpoint.pack(tagger.state_dict()), recipe.model.word_size))
    predictor = Predictor(tagger.eval(), vocab, run.card, device)
    calibrate(predictor, corpus.dev)
    metrics = measure(predictor, corpus.dev, corpus.typed)
    if corpus.examples:
        metrics["examples"] = list(corpus.examples)
    checkpoint.save(out, tagger, vocab, recipe, metrics, run.standing.history)
    waiting.unlink(missing_ok=True)
    return read_card(out)


def train_seeds(
    recipe: Recipe, corpus_of: Callable[[Recipe], Corpus], out: Path, seeds: Sequence[int], device: str = "cpu"
) -> Card:
    """Train a recipe once a seed, keep the best on dev as the model and record the scores of all in its metrics.

    Finished seeds wait in a hidden folder beside `out` and are not trained again after an interruption.
    """
    runs = out.with_name(f".{out.name}")
    cards = []
    for seed in seeds:
        seeded = replace(recipe, train=replace(recipe.train, seed=seed))
        folder = runs / f"seed-{seed}"
        done = folder.is_dir() and read_card(folder).recipe == seeded
        cards.append(read_card(folder) if done else train(seeded, corpus_of(seeded), folder, device))
    best = max(cards, key=lambda card: _selection(card.metrics))
    scores = {name: [card.metrics.get(name) for card in cards] for name in ("dev_f1", "typed_f1", "pair_accuracy")}
    tagger, vocab, card = checkpoint.load(runs / f"seed-{best.recipe.train.seed}")
    history = checkpoint.read_history(runs / f"seed-{best.recipe.train.seed}")
    metrics = {**card.metrics, "seeds": {"seed": list(seeds), **scores}}
    checkpoint.save(out, tagger, vocab, best.recipe, metrics, history)
    shutil.rmtree(runs)
    return read_card(out)


def build_tagger(recipe: Recipe, vocab: Vocab, vectors: Vectors | None) -> Tagger:
    """A new network; it begins with what plain text taught, where there is such a thing, else at random."""
    tagger = Tagger(recipe.model, vocab)
    inherit(tagger, vocab, vectors)
    return tagger


def _mark(recipe: Recipe, vocab: Vocab, sentences: Sequence[Sentence], device: str) -> str:
    """A digest of all that decides how a training goes."""
    return hashlib.sha256(repr((recipe, vocab, sentences, device)).encode()).hexdigest()


def _selection(metrics: Mapping[str, Any]) -> float:
    """What models are chosen by: strict dev F1, for TYPED_SHARE typed F1 where there is a typed suite."""
    dev, typed = float(metrics["dev_f1"]), metrics.get("typed_f1")
    return dev if typed is None else (1 - TYPED_SHARE) * dev + TYPED_SHARE * float(typed)


class _Run:
    """The moving parts of one training."""

    def __init__(self, recipe: Recipe, corpus: Corpus, tagger: Tagger, vocab: Vocab, device: str, hooks: Hooks) -> None:
        self.recipe, self.corpus, self.tagger, self.vocab = recipe, corpus, tagger, vocab
        self.device, self.hooks = device, hooks
        self.card = Card(recipe.name, recipe, vocab.tags, vocab.intents, {}, 0, 0)
        self.encoder = Encoder(vocab)
        weights = [weight for weight in tagger.parameters() if weight.requires_grad]
        config = recipe.train
        optimizer = {"adam": AdamW, "sgd": SGD}[config.optimizer]
        self.optimizer = optimizer(weights, lr=config.learning_rate, weight_decay=config.weight_decay, fused=True)
        average = Average(tagger, config.average) if config.average else None
        self.standing = Standing(tagger, self.optimizer, average)

    def epochs(self) -> Iterator[EpochReport]:
        config, standing = self.recipe.train, self.standing
        while (epoch := len(standing.history)) < config.epochs:
            if epoch and epoch - 1 - standing.best.epoch >= config.patience:
                return
            report = self._epoch(epoch)
            standing.history.append(vars(report))
            yield report

    def _epoch(self, epoch: int) -> EpochReport:
        started, config = time.perf_counter(), self.recipe.train
        batches = list(make_batches(self.corpus.epoch(epoch), config, epoch))
        losses, norms = [], []
        self.tagger.train()
        for step, sentences in enumerate(batches):
            loss, norm = self._step(sentences, (epoch + step / len(batches)) / config.epochs)
            losses.append(loss)
            norms.append(norm)
            self.hooks.on_step(epoch * len(batches) + step + 1, config.epochs * len(batches), loss)
        scores, typed = self._score(epoch)
        means = sum(losses) / len(losses), sum(norms) / len(norms)
        seconds = time.perf_counter() - started
        return EpochReport(epoch + 1, config.epochs, *means, scores.strict_f1, typed, seconds)

    def _step(self, sentences: Sequence[Sentence], progress: float) -> tuple[float, float]:
        config = self.recipe.train
        batch = self.encoder.batch([sentence.words for sentence in sentences])
        batch = drop_words(batch, config.word_dropout).to(self.device)
        targets = self.encoder.targets(sentences).to(self.device)
        for group in self.optimizer.param_groups:
            group["lr"] = config.learning_rate * one_cycle(progress)
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.tagger.loss(batch, targets, config.intent_weight)
        loss.backward()  # type: ignore[no-untyped-call]
        norm = nn.utils.clip_grad_norm_(self.tagger.parameters(), config.clip_norm or math.inf)
        self.optimizer.step()
        if self.standing.average is not None:
            self.standing.average.update(self.tagger)
        return loss.item(), norm.item()

    def _score(self, epoch: int) -> tuple[Scores, float | None]:
        average = self.standing.average
        tagger = self.tagger if average is None else average.tagger
        predictor = Predictor(tagger.eval(), self.vocab, self.card, self.device)
        scores = evaluate(predictor, self.corpus.dev)
        typed = evaluate_suite(predictor, self.corpus.typed).span_f1 if self.corpus.typed else None
        score = _selection({"dev_f1": scores.strict_f1, "typed_f1": typed})
        if score > self.standing.best.score:
            weights = {name: tensor.detach().cpu().clone() for name, tensor in tagger.state_dict().items()}
            self.standing.best = Best(score, epoch, weights)
        return scores, typed


def one_cycle(progress: float) -> float:
    """Share of the peak learning rate at a share of the training: a linear rise, then a cosine fall (Smith, 2018)."""
    if progress < WARM_UP:
        return max(progress / WARM_UP, 0.05)
    fallen = (progress - WARM_UP) / (1 - WARM_UP)
    return FINAL_RATE + (1 - FINAL_RATE) * (1 + math.cos(math.pi * fallen)) / 2


def make_batches(sentences: Sequence[Sentence], config: TrainConfig, epoch: int) -> Iterator[list[Sentence]]:
    """Shuffle and cut into batches; sentences of like length keep together, so that little is padding."""
    rng = random.Random(f"{config.seed}/{epoch}")
    noisy = sorted(sentences, key=lambda sentence: len(sentence.words) * rng.uniform(0.8, 1.25))
    batches = [noisy[start : start + config.batch_size] for start in range(0, len(noisy), config.batch_size)]
    rng.shuffle(batches)
    yield from batches


def drop_words(batch: Batch, share: float) -> Batch:
    """Read a share of the words as unknown, so that the network learns to do without."""
    dropped = (torch.rand(batch.words.shape) < share) & batch.mask
    words = batch.words.masked_fill(dropped, UNKNOWN)
    return Batch(words, batch.shapes, batch.forms, batch.chars, batch.lengths, batch.mask)
