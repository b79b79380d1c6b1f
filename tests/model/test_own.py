"""Data of one's own: read once, told about, and the recipe that suits their size."""

from pathlib import Path

import pytest

from model.errors import DataError
from model.own import EXAMPLES, own_recipe, prepare
from tests.model.helpers import toy_corpus


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The toy corpus as CoNLL columns, with one broken sentence at its end."""
    blocks = ["".join(map("{}\t{}\n".format, s.words, s.tags)) for s in toy_corpus()]
    path = tmp_path / "trips.conll"
    path.write_text("\n".join([*blocks, "oh\tno\n"]), encoding="utf-8")
    return path


def test_what_was_read_made_and_left_out_is_said(data: Path, tmp_path: Path) -> None:
    own = prepare(data, tmp_path / "trips")
    assert own.notes[0].endswith("trips.conll: read as columns, tags BIO")
    assert own.notes[1:] == (
        "no dev split: every tenth sentence is dev, the others are train",
        "18 sentences to train on, 2 dev; 3 labels",
    )
    assert [fault.line for fault in own.faults] == [data.read_text().count("\n")]
    with pytest.raises(DataError, match="'no' is no tag"):
        prepare(data, tmp_path / "trips", strict=True)


def test_the_corpus_holds_both_splits_and_sentences_to_try(data: Path, tmp_path: Path) -> None:
    corpus = prepare(data, tmp_path / "trips").corpus
    known, dev = {sentence.words for sentence in toy_corpus()}, {sentence.words for sentence in corpus.dev}
    assert len(dev) == 2
    assert {s.words for s in corpus.epoch(0)} & known == known - dev
    assert corpus.epoch(3) == corpus.epoch(3)
    assert 0 < len(corpus.examples) <= EXAMPLES
    assert {tuple(text.split()) for text in corpus.examples} <= dev


def test_the_folder_names_task_and_architecture() -> None:
    recipe = own_recipe(Path("x.conll"), Path("models/pizza"), 100)
    assert (recipe.name, recipe.model.crf) == ("pizza/bi-lstm", True)
    recipe = own_recipe(Path("x.conll"), Path("models/pizza/elman"), 100, seed=7)
    assert (recipe.name, recipe.model.crf, recipe.train.seed) == ("pizza/elman", False, 7)


@pytest.mark.parametrize("sentences", [1, 50, 499, 500, 1999, 2000, 7000, 100_000])
def test_more_sentences_take_fewer_epochs_and_about_as_many_steps(sentences: int) -> None:
    train = own_recipe(Path("x"), Path("y"), sentences).train
    assert 8 <= train.epochs <= 60
    if 8 < train.epochs < 60:
        assert train.epochs * sentences / train.batch_size == pytest.approx(3000, rel=0.1)
