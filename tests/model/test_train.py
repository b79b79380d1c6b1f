"""Tests of model.train, on twenty toy sentences: movement, repeatability and the parts of the loop by hand."""

import copy
import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import load_file
from torch import Tensor
from torch.optim import SGD, AdamW

from model import train as training
from model.batch import Encoder
from model.checkpoint import pack, read_history, unpack
from model.config import ARCHITECTURES, Architecture, DataConfig, Recipe, TrainConfig
from model.data import Sentence
from model.errors import DataError
from model.evaluate import Example, Scores
from model.measure import measure
from model.predict import Predictor
from model.tagger import Tagger
from model.train import (
    Corpus,
    EpochReport,
    Hooks,
    build_tagger,
    drop_words,
    make_batches,
    one_cycle,
    train,
    train_seeds,
)
from model.vectors import Vectors
from model.vocab import PAD, UNKNOWN, build_vocab
from tests.model.helpers import make_corpus, make_recipe, make_vocab, toy_corpus


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_the_loss_falls(tmp_path: Path, architecture: Architecture) -> None:
    reports: list[EpochReport] = []
    card = train(make_recipe(architecture, epochs=8), make_corpus(), tmp_path, hooks=Hooks(on_epoch=reports.append))
    losses = [report.loss for report in reports]
    assert losses[-1] < losses[0] / 2
    assert card.recipe.model.architecture == architecture


def test_memory_learns_what_a_single_word_does_not_tell(tmp_path: Path) -> None:
    # three cities stand after "from" and after "to": word by word at most 12 of the 20 sentences can be right
    exact = {}
    pair: tuple[Architecture, ...] = ("feedforward", "elman")
    for architecture in pair:
        card = train(make_recipe(architecture, epochs=25), make_corpus(), tmp_path / architecture)
        exact[architecture] = card.metrics["dev"]["sentence_exact"]
    assert exact["feedforward"] <= 60.0 < exact["elman"]


def test_two_runs_of_one_seed_write_the_same_bytes(tmp_path: Path) -> None:
    recipe = make_recipe(word_dropout=0.2, average=0.5)
    recipe = replace(recipe, model=replace(recipe.model, dropout=0.3))
    for name in ("first", "again"):
        train(recipe, make_corpus(), tmp_path / name)
    train(replace(recipe, train=replace(recipe.train, seed=2)), make_corpus(), tmp_path / "other")
    first, again, other = (file_bytes(tmp_path / name) for name in ("first", "again", "other"))
    assert first == again != other


def test_what_is_measured_is_what_was_saved(tmp_path: Path) -> None:
    card = train(make_recipe(epochs=2), make_corpus(), tmp_path)
    loaded = Predictor.load(tmp_path)
    assert measure(loaded, make_corpus().dev)["dev_f1"] == card.metrics["dev_f1"]


def test_the_folder_tells_the_history_and_the_scores(tmp_path: Path) -> None:
    text, spans = "we leave from Oslo", frozenset({(14, 18, "from.city")})
    corpus = replace(make_corpus(), typed=[Example("1", text, spans, "p")])
    card = train(make_recipe(epochs=2), corpus, tmp_path)
    history = json.loads((tmp_path / "history.json").read_text(encoding="utf-8"))
    assert [entry["epoch"] for entry in history] == [1, 2]
    assert {"loss", "gradient_norm", "dev_f1", "typed_f1", "seconds"} <= history[0].keys()
    assert card.metrics["typed"]["pairs"] == 1
    assert card.metrics["dev"]["sentences"] == 20


@pytest.mark.parametrize(("clip_norm", "bounded"), [(0.5, True), (0.0, False)])
def test_clipping_bounds_the_gradient_that_reaches_the_optimiser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clip_norm: float, bounded: bool
) -> None:
    steps = watch_steps(monkeypatch)
    reports: list[EpochReport] = []
    train(make_recipe(clip_norm=clip_norm), make_corpus(), tmp_path, hooks=Hooks(on_epoch=reports.append))
    assert (max(steps.norms) <= 0.5 + 1e-5) is bounded
    assert reports[0].gradient_norm > 0.5  # what is reported is the norm before clipping


def test_plain_steps_are_as_long_as_rate_times_gradient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = watch_steps(monkeypatch, SGD)
    train(make_recipe(optimizer="sgd", clip_norm=0.5), make_corpus(), tmp_path)
    for rate, norm, before, after in zip(steps.rates, steps.norms, steps.weights[:-1], steps.weights[1:], strict=True):
        moved = [(new - old).double().square().sum() for old, new in zip(before, after, strict=True)]
        assert math.sqrt(sum(moved)) == pytest.approx(rate * norm, rel=1e-3)


def test_training_stops_early_and_keeps_the_best_epoch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = script_scores(monkeypatch, [10, 50, 30, 50, 49, 60, 70])
    reports: list[EpochReport] = []
    train(make_recipe(epochs=7, patience=3), make_corpus(), tmp_path, hooks=Hooks(on_epoch=reports.append))
    # 50 is not better than 50: epochs 3, 4 and 5 bring nothing, and 60 is never reached
    assert [report.dev_f1 for report in reports] == [10, 50, 30, 50, 49]
    assert holds(tmp_path, seen[1])
    assert not holds(tmp_path, seen[4])


def test_an_improvement_at_the_last_moment_keeps_training_alive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = script_scores(monkeypatch, [50, 40, 60, 40, 30, 99])
    reports: list[EpochReport] = []
    train(make_recipe(epochs=6, patience=2), make_corpus(), tmp_path, hooks=Hooks(on_epoch=reports.append))
    assert len(reports) == 5
    assert holds(tmp_path, seen[2])


def test_the_weight_average_is_an_exponential_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = watch_steps(monkeypatch)
    seen = script_scores(monkeypatch, [1])
    train(make_recipe(epochs=2, average=0.3), make_corpus(), tmp_path)
    average = steps.weights[0]  # as they were before the first step
    for number, step in enumerate(steps.weights[1:], start=1):
        decay = min(0.3, number / (number + 10))
        average = [decay * old + (1 - decay) * new for old, new in zip(average, step, strict=True)]
    scored = [w for w in seen[1].parameters() if w.requires_grad]
    assert all(torch.allclose(a, b, atol=1e-6) for a, b in zip(average, scored, strict=True))


def test_of_several_seeds_the_best_on_dev_is_kept_and_all_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script_scores(monkeypatch, [10, 10, 30, 30, 20, 20])  # an epoch and the final measure a seed
    card = train_seeds(make_recipe(epochs=1), lambda recipe: make_corpus(), tmp_path / "m", [5, 6, 7])  # noqa: ARG005
    monkeypatch.undo()
    train(make_recipe(epochs=1, seed=6), make_corpus(), tmp_path / "alone")
    assert card.recipe.train.seed == 6
    assert card.metrics["seeds"]["seed"] == [5, 6, 7]
    assert card.metrics["seeds"]["dev_f1"] == [10, 30, 20]
    assert holds(tmp_path / "m", Predictor.load(tmp_path / "alone").tagger)
    assert {path.name for path in tmp_path.iterdir()} == {"m", "alone"}


def test_an_interrupted_seed_alone_is_trained_again(tmp_path: Path) -> None:
    asked: list[int] = []

    def corpus(recipe: Recipe) -> Corpus:
        asked.append(recipe.train.seed)
        if asked == [1, 2]:
            raise KeyboardInterrupt
        return make_corpus()

    recipe = make_recipe(epochs=1)
    with pytest.raises(KeyboardInterrupt):
        train_seeds(recipe, corpus, tmp_path / "m", [1, 2])
    train_seeds(recipe, corpus, tmp_path / "m", [1, 2])
    assert asked == [1, 2, 2]


def test_a_seed_that_waits_from_another_recipe_is_trained_again(tmp_path: Path) -> None:
    train(make_recipe(epochs=1), make_corpus(), tmp_path / ".m" / "seed-1")
    card = train_seeds(make_recipe(epochs=2), lambda recipe: make_corpus(), tmp_path / "m", [1])  # noqa: ARG005
    assert card.recipe.train.epochs == 2
    assert len(read_history(tmp_path / "m")) == 2


def test_hooks_hear_of_every_step_and_epoch(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    epochs: list[tuple[int, int]] = []
    hooks = Hooks(
        lambda step, total, loss: steps.append((step, total)) if loss > 0 else None,
        lambda report: epochs.append((report.epoch, report.epochs)),
    )
    train(make_recipe(epochs=2, batch_size=6), make_corpus(), tmp_path, hooks=hooks)
    assert steps == [(step, 8) for step in range(1, 9)]  # 20 sentences by 6: 4 steps an epoch
    assert epochs == [(1, 2), (2, 2)]


def test_hooks_change_no_weight(tmp_path: Path) -> None:
    train(make_recipe(), make_corpus(), tmp_path / "silent")
    train(make_recipe(), make_corpus(), tmp_path / "watched", hooks=Hooks(lambda *_: None, lambda report: None))  # noqa: ARG005
    assert file_bytes(tmp_path / "silent") == file_bytes(tmp_path / "watched")


@pytest.mark.parametrize(("sentences", "dev"), [(0, 5), (5, 0)])
def test_without_sentences_there_is_nothing_to_train_on(tmp_path: Path, sentences: int, dev: int) -> None:
    corpus = Corpus(lambda epoch: toy_corpus()[:sentences], toy_corpus()[:dev])  # noqa: ARG005
    with pytest.raises(DataError, match=f"{sentences} training and {dev} dev sentences"):
        train(make_recipe(), corpus, tmp_path)


def test_every_epoch_may_bring_other_sentences(tmp_path: Path) -> None:
    asked: list[int] = []

    def epoch(number: int) -> Sequence[Sentence]:
        asked.append(number)
        return toy_corpus()[number:]

    train(make_recipe(epochs=3), Corpus(epoch, toy_corpus()), tmp_path)
    assert sorted(set(asked)) == [0, 1, 2]


def test_frozen_word_vectors_stay_where_they_were(tmp_path: Path) -> None:
    known = ("oslo", "lima", "never")
    vectors = Vectors(known, torch.randn(3, 6, generator=torch.Generator().manual_seed(1)))
    corpus = replace(make_corpus(), vectors=vectors)
    for tune in (False, True):
        train(make_recipe(tune_words=tune), corpus, tmp_path / str(tune))
    frozen, tuned = (Predictor.load(tmp_path / str(tune)) for tune in (False, True))
    similar = torch.cosine_similarity(vectors_of(frozen, known), vectors.rows)
    assert (similar > 0.99).all()
    assert (torch.cosine_similarity(vectors_of(tuned, ("oslo",)), vectors.rows[:1]) < 0.99).all()
    assert (torch.cosine_similarity(vectors_of(tuned, ("never",)), vectors.rows[2:]) > 0.99).all()


def test_the_optimiser_is_given_the_vectors_of_the_corpus_s_words_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = watch_steps(monkeypatch)
    known = ("oslo", *(f"never{number}" for number in range(1000)))
    train(make_recipe(epochs=1), replace(make_corpus(), vectors=Vectors(known, torch.randn(1001, 6))), tmp_path)
    sizes, words = [list(weights.shape) for weights in steps.weights[0]], len(make_vocab().words)
    assert len(Predictor.load(tmp_path).vocab.words) == words + 1000
    assert [words, 6] in sizes
    assert [words + 1000, 6] not in sizes


def test_the_padding_vector_stays_zero(tmp_path: Path) -> None:
    train(make_recipe(word_dropout=0.3, weight_decay=0.1), make_corpus(), tmp_path)
    tagger = Predictor.load(tmp_path).tagger
    assert (tagger.words.weight[PAD] == 0).all()
    assert tagger.chars is not None
    assert (tagger.chars.embed.weight[PAD] == 0).all()


def test_vectors_begin_with_a_tenth_in_the_mean_square() -> None:
    recipe, known = make_recipe(), ("oslo", "lima")
    vocab = build_vocab(toy_corpus(), known)
    tagger = build_tagger(recipe, vocab, Vectors(known, torch.randn(2, 6) * 70))
    table = tagger.words.weight[[vocab.word_number(word) for word in known]]
    assert table.square().mean().sqrt().item() == pytest.approx(0.1, rel=1e-4)


def test_vectors_of_another_size_are_refused_with_both_sizes() -> None:
    with pytest.raises(DataError, match="vectors have size 9, word_size is 6"):
        build_tagger(make_recipe(), make_vocab(), Vectors(("oslo",), torch.randn(1, 9)))


def test_rare_words_are_left_out_and_tags_without_a_sentence_exist(tmp_path: Path) -> None:
    recipe = replace(make_recipe(epochs=1), data=DataConfig(min_count=10))
    card = train(recipe, replace(make_corpus(), tags=("B-price", "I-price")), tmp_path)
    assert {"B-price", "I-price"} < set(card.tags)
    counts = Counter(word.lower() for sentence in toy_corpus() for word in sentence.words)
    assert set(Predictor.load(tmp_path).vocab.words[2:]) == {word for word, count in counts.items() if count >= 10}


def test_the_rate_rises_to_its_peak_and_falls_to_a_hundredth() -> None:
    assert one_cycle(0.0) == pytest.approx(0.05)
    assert one_cycle(training.WARM_UP / 2) == pytest.approx(0.5)
    assert one_cycle(training.WARM_UP) == pytest.approx(1.0)
    assert one_cycle((1 + training.WARM_UP) / 2) == pytest.approx((1 + 0.01) / 2)
    assert one_cycle(1.0) == pytest.approx(0.01)


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_rate_rises_before_the_peak_and_falls_after_it(a: float, b: float) -> None:
    early, late = sorted((a, b))
    assert 0.01 <= one_cycle(early) <= 1
    if late <= training.WARM_UP:
        assert one_cycle(early) <= one_cycle(late)
    if early >= training.WARM_UP:
        assert one_cycle(early) >= one_cycle(late)


def test_the_optimiser_follows_the_schedule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = watch_steps(monkeypatch)
    train(make_recipe(epochs=2, batch_size=5, learning_rate=0.01), make_corpus(), tmp_path)
    assert steps.rates == pytest.approx([0.01 * one_cycle(step / 8) for step in range(8)])


@given(st.integers(0, 5), st.integers(1, 9))
def test_batches_hold_every_sentence_once(epoch: int, size: int) -> None:
    corpus = [Sentence(s.words, s.tags, str(number)) for number, s in enumerate(toy_corpus())]
    batches = list(make_batches(corpus, TrainConfig(batch_size=size), epoch))
    assert sorted(len(batch) for batch in batches)[1:] == [size] * (len(batches) - 1)
    assert Counter(s for batch in batches for s in batch) == Counter(corpus)


def test_batches_differ_by_epoch_and_seed_alone() -> None:
    def order(epoch: int, seed: int) -> list[list[Sentence]]:
        return list(make_batches(toy_corpus(), TrainConfig(batch_size=4, seed=seed), epoch))

    assert order(0, 1) == order(0, 1)
    assert order(0, 1) != order(1, 1)
    assert order(0, 1) != order(0, 2)


def test_sentences_of_like_length_keep_together() -> None:
    corpus = [Sentence(("x",) * length, ("O",) * length) for length in range(1, 65)]
    batches = list(make_batches(corpus, TrainConfig(batch_size=8), epoch=0))
    padded = sum(8 * max(len(sentence.words) for sentence in batch) for batch in batches)
    assert padded < 1.3 * sum(range(1, 65))  # in random order it is about 1.8


@pytest.mark.parametrize(("share", "least", "most"), [(0.0, 0.0, 0.0), (0.3, 0.2, 0.4), (1.0, 1.0, 1.0)])
def test_a_share_of_the_words_is_read_as_unknown_and_padding_never(share: float, least: float, most: float) -> None:
    torch.manual_seed(0)
    batch = Encoder(make_vocab()).batch([sentence.words for sentence in toy_corpus() * 5])
    dropped = drop_words(batch, share)
    changed = dropped.words != batch.words
    assert least <= changed[batch.mask].float().mean().item() <= most
    assert (dropped.words[changed] == UNKNOWN).all()
    assert (dropped.words[~batch.mask] == PAD).all()
    assert torch.equal(dropped.forms, batch.forms)


@dataclass
class Steps:
    """What an optimiser was given and made of it, an entry a step."""

    norms: list[float] = field(default_factory=list)  # of the gradients that reached it
    rates: list[float] = field(default_factory=list)
    weights: list[list[Tensor]] = field(default_factory=list)  # at the start and after each step


def watch_steps(monkeypatch: pytest.MonkeyPatch, kind: type[AdamW | SGD] = AdamW) -> Steps:
    steps = Steps()

    class Watched(kind):  # type: ignore[misc, valid-type]
        def __init__(self, weights: list[Tensor], **settings: Any) -> None:
            super().__init__(weights, **settings)
            steps.weights.append([w.detach().clone() for w in weights])

        def step(self, closure: Any = None) -> Any:
            group = self.param_groups[0]
            gradients = [w.grad.double().square().sum().item() for w in group["params"] if w.grad is not None]
            steps.norms.append(math.sqrt(sum(gradients)))
            steps.rates.append(group["lr"])
            super().step(closure)
            steps.weights.append([w.detach().clone() for w in group["params"]])

    monkeypatch.setattr(training, kind.__name__, Watched)
    return steps


def script_scores(monkeypatch: pytest.MonkeyPatch, f1: Sequence[float]) -> list[Tagger]:
    """Let dev scores follow a script; the list that is returned holds copies of the networks that were scored."""
    seen: list[Tagger] = []

    def scripted(predictor: Predictor, sentences: Sequence[Sentence]) -> Scores:
        seen.append(copy.deepcopy(predictor.tagger))
        score = f1[min(len(seen), len(f1)) - 1]
        return Scores(len(sentences), score, score, score, score, score, None, {})

    def measured(predictor: Predictor, dev: Sequence[Sentence], typed: Sequence[Example]) -> dict[str, float]:  # noqa: ARG001
        return {"dev_f1": scripted(predictor, dev).strict_f1}

    monkeypatch.setattr(training, "evaluate", scripted)
    monkeypatch.setattr(training, "measure", measured)
    return seen


@pytest.mark.parametrize(("typed", "chosen"), [(None, 1), (80.0, 0), (89.5, 1)])
def test_a_typed_suite_counts_for_a_quarter_where_there_is_one(typed: float | None, chosen: int) -> None:
    epochs: list[dict[str, float | None]] = [{"dev_f1": 90.0, "typed_f1": 90.0}, {"dev_f1": 91.0, "typed_f1": typed}]
    scores = [training._selection(epoch) for epoch in epochs]
    assert scores.index(max(scores)) == chosen


def file_bytes(folder: Path) -> bytes:
    return (folder / "model.safetensors").read_bytes()


def holds(folder: Path, tagger: Tagger) -> bool:
    """Whether a folder's weights are those of a network, but for the rounding of storage."""
    tagger.words.settle()
    stored = load_file(folder / "model.safetensors"), pack(tagger.state_dict())
    found, expected = (unpack(packed, tagger.config.word_size) for packed in stored)
    return all(torch.allclose(found[name], expected[name], rtol=1e-5) for name in expected)


def vectors_of(predictor: Predictor, words: Sequence[str]) -> Tensor:
    return predictor.tagger.words.weight.detach()[[predictor.vocab.word_number(word) for word in words]]
