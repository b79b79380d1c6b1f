"""Claims about how a recipe becomes a corpus."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from model.config import DataConfig, Recipe, TrainConfig, read_recipe
from model.corpus import AUGMENTERS, build_corpus
from model.errors import ConfigError, DataError
from tests.model.snips_labels import LABELS
from tests.model.world_lists import make_world

RECIPES = Path(__file__).parents[2] / "model" / "recipes"
COLUMNS = {"conll2003": "Malian O\nAnn B-PER\n\n", "btc": "Malian\tB-LOC\n@\tB-PER\nann\tB-PER\nSings\tO\n\n"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two sets, each with one sentence to train on and one for dev, and the lists of names."""
    for name, text in COLUMNS.items():
        (tmp_path / name).mkdir()
        for split in ("train", "dev"):
            (tmp_path / name / f"{split}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "names").mkdir()
    make_world(tmp_path / "names")
    return tmp_path


def recipe(task: str = "entities", seed: int = 1, **data: object) -> Recipe:
    settings = {"train": ("conll2003", "btc"), "dev": "btc", **data}
    return Recipe(task, data=replace(DataConfig(), **settings), train=TrainConfig(seed=seed))  # type: ignore[arg-type]


def test_a_recipe_trains_on_all_its_sets_and_entities_are_read_in_conll_s_terms(data: Path) -> None:
    first, second = build_corpus(recipe(), data).epoch(0)
    assert (first.words, first.tags) == (("Malian", "Ann"), ("O", "B-PER"))
    assert (second.words, second.tags) == (("Malian", "@ann", "Sings"), ("B-MISC", "O", "?MISC"))


def test_dev_and_other_tasks_are_read_as_they_are(data: Path) -> None:
    (dev,) = build_corpus(recipe(), data).dev
    assert dev.tags == ("B-LOC", "B-PER", "B-PER", "O")
    assert build_corpus(recipe("tweets", train=("btc",)), data).epoch(0) == [dev]


@pytest.mark.parametrize("name", ["entities", "assistant"])
def test_an_augmented_epoch_is_the_same_each_time_and_others_differ(name: str, data: Path) -> None:
    write_requests(data / "snips")
    sets = {"train": ("snips",), "dev": "snips"} if name == "assistant" else {}

    def epochs(seed: int) -> Callable[[int], object]:
        return build_corpus(recipe(name, seed, augment=name, **sets), data).epoch

    assert epochs(1)(0) == epochs(1)(0)
    assert epochs(1)(0) != epochs(1)(1)
    assert epochs(1)(0) != epochs(2)(0)


def test_a_set_may_come_whole_beside_its_variants(data: Path) -> None:
    given = build_corpus(recipe(), data).epoch(0)
    varied = build_corpus(recipe(augment="entities"), data).epoch(3)
    assert build_corpus(recipe(augment="entities", whole=("btc",)), data).epoch(3) == [given[1], *varied]
    late = build_corpus(recipe(augment="entities", whole=("btc",), whole_from=4), data)
    assert late.epoch(3) == varied
    assert late.epoch(4)[0] == given[1]
    with pytest.raises(ConfigError, match="'atis', which is not trained on: conll2003, btc are"):
        build_corpus(recipe(augment="entities", whole=("atis",)), data)


def test_vectors_that_no_one_made_are_named_with_what_makes_them(data: Path) -> None:
    with pytest.raises(DataError, match="no word vectors 'news-encoder'; `slotscope pretrain news-encoder` would"):
        build_corpus(recipe(vectors="news-encoder"), data)


def test_an_unknown_augmentation_and_missing_lists_are_named(data: Path) -> None:
    with pytest.raises(ConfigError, match=f"'songs': known are {', '.join(AUGMENTERS)}"):
        build_corpus(recipe(augment="songs"), data)
    (data / "names" / "nationalities.txt").unlink()
    with pytest.raises(DataError, match=r"nationalities\.txt"):
        build_corpus(recipe(augment="entities"), data)


@pytest.mark.parametrize("path", sorted(RECIPES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_recipe_is_named_as_its_model_and_names_rules_that_exist(path: Path) -> None:
    found = read_recipe(path)
    assert found.name.replace("/", "-", 1) == path.stem
    assert found.data.augment in {"", *AUGMENTERS}
    assert found.model.bidirectional or not found.model.crf


def write_requests(folder: Path) -> None:
    """A set in the form of SNIPS, twenty sentences a split, that holds all labels."""
    words, tags = " ".join(LABELS), " ".join(f"B-{label}" for label in LABELS)
    for split in ("train", "valid"):
        (folder / split).mkdir(parents=True)
        for file, line in (("seq.in", words), ("seq.out", tags), ("label", "GetWeather")):
            (folder / split / file).write_text(f"{line}\n" * 20, encoding="utf-8")
