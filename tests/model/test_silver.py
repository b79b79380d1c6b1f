"""Tests of model.silver and what a corpus makes of it: labels against the mean of the teachers' own probabilities."""

import lzma
import random
from dataclasses import replace
from pathlib import Path

import pytest

from model.checkpoint import save
from model.config import DataConfig, Recipe, SilverConfig
from model.corpus import build_corpus
from model.data import Sentence
from model.errors import ConfigError, DataError
from model.predict import Predictor, from_words
from model.silver import AMBIGUOUS, SAME_START, confused, label, read_silver
from model.tagger import Tagger
from model.tags import repair
from model.text import TextConfig
from tests.model.helpers import make_config, make_predictor, make_recipe, make_tagger, make_vocab

TEXTS = [
    ["we", "leave", "from", "New", "Delhi"],
    ["Lima"],
    ["reach", "Oslo", "next", "Friday", "or", "May", "2nd"],
]
CONFIG = SilverConfig(("one", "two"), {"news": 1.0}, sure=0.0, an_epoch=5, lower=0.5)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A text of 40 lines, two teachers of random weights, and a labelled set."""
    for seed, name in enumerate(CONFIG.teachers):
        save(tmp_path / "teachers" / name, make_tagger(seed=seed), make_vocab(), make_recipe(), {})
    (tmp_path / "text").mkdir()
    lines = [f"{number} We leave Oslo for Lima on Monday. Too short.\n" for number in range(40)]
    (tmp_path / "text" / "news.txt.xz").write_bytes(lzma.compress("".join(lines).encode()))
    (tmp_path / "gold").mkdir()
    for split in ("train", "dev"):
        (tmp_path / "gold" / f"{split}.txt").write_text("Oslo B-from.city\n\nLima B-to.city\n\n", encoding="utf-8")
    return tmp_path


def mean_labels(teachers: list[Predictor], words: list[str], sure: float) -> list[str]:
    """By definition, word by word."""
    found = []
    tags = teachers[0].vocab.tags
    alone = [teacher(" ".join(words), top_k=len(tags)) for teacher in teachers]
    for place in range(len(words)):
        shares = dict.fromkeys(tags, 0.0)
        for prediction in alone:
            for tag, score in prediction.tokens[place].top:
                shares[tag] += score / len(teachers)
        best = max(shares, key=lambda tag: shares[tag])
        found.append((best, shares[best]))
    legal = repair([tag for tag, _ in found])
    return [tag if share >= sure else "?" for tag, (_, share) in zip(legal, found, strict=True)]


@pytest.mark.parametrize("sure", [0.0, 0.4, 1.1])
def test_a_word_gets_the_tag_that_is_likeliest_on_average_or_is_left_open(sure: float) -> None:
    teachers = [make_predictor(seed=seed) for seed in range(3)]
    assert [from_words(words).text for words in TEXTS] == [" ".join(words) for words in TEXTS]
    found = label(teachers, TEXTS, sure)
    assert [list(sentence.words) for sentence in found] == TEXTS
    assert [list(sentence.tags) for sentence in found] == [mean_labels(teachers, words, sure) for words in TEXTS]


def test_sentences_are_drawn_from_a_share_of_the_lines(data: Path) -> None:
    def count(share: float) -> int:
        return len(read_silver(replace(CONFIG, texts={"news": share}), data, TextConfig()))

    assert count(1.0) == 40  # "Too short." is
    assert count(0.0) == 0
    assert 5 < count(0.5) < 35


def test_what_was_labelled_is_kept_until_a_teacher_or_the_texts_are_others(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read_silver(CONFIG, data, TextConfig())
    with monkeypatch.context() as patch:
        patch.setattr("model.silver.label", None)  # not called
        assert read_silver(CONFIG, data, TextConfig()) == first
    assert read_silver(replace(CONFIG, sure=1.1), data, TextConfig()) != first
    save(data / "teachers" / "one", make_tagger(seed=7), make_vocab(), make_recipe(), {})
    assert read_silver(CONFIG, data, TextConfig()) != first
    assert len([*(data / "silver").iterdir()]) == 3


def test_of_sentences_that_begin_alike_only_the_first_are_taken(data: Path) -> None:
    lines = [f"( Reporting by somebody in Oslo {number} )\n" for number in range(2 * SAME_START)]
    (data / "text" / "news.txt.xz").write_bytes(lzma.compress("".join(lines).encode()))
    assert len(read_silver(CONFIG, data, TextConfig())) <= SAME_START


def test_of_sentences_without_any_label_a_share_is_kept(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = [Sentence(("nothing",), ("O",))] * 1000
    monkeypatch.setattr("model.silver.label", lambda *_: empty)
    assert 0.8 * CONFIG.empty < len(read_silver(CONFIG, data, TextConfig())) / 1000 < 1.2 * CONFIG.empty


def test_one_name_or_thing_gives_way_to_a_name_that_is_also_a_word() -> None:
    words, rng = "We ate the turkey with Anna in a quiet PARK .".split(), random.Random(1)
    seen = {}
    for _ in range(200):
        new = confused(words, rng)
        ((at, word),) = [(at, word) for at, (word, old) in enumerate(zip(new, words, strict=True)) if word != old]
        assert word in AMBIGUOUS or (word.islower() and any(word == other.lower() for other in AMBIGUOUS))
        seen[at] = word.islower()
    assert seen == {0: False, 3: True, 5: False, 8: True}  # We, turkey, Anna, quiet
    assert confused(["it", "is", "raining", "!"], rng) == ["it", "is", "raining", "!"]


def test_a_share_of_the_sentences_is_confused(data: Path) -> None:
    def count(share: float) -> int:
        drawn = read_silver(replace(CONFIG, ambiguous=share), data, TextConfig())
        return sum({"We", "Oslo", "Lima", "Monday"} <= set(sentence.words) for sentence in drawn)

    assert (count(0.0), count(1.0)) == (40, 0)
    assert 8 < count(0.5) < 32


def recipe(data: Path, config: SilverConfig = CONFIG) -> Recipe:
    return Recipe(
        "toys", model=make_recipe().model, data=DataConfig((str(data / "gold"),), str(data / "gold"), silver=config)
    )


def test_an_epoch_brings_other_silver_beside_the_gold_and_some_of_it_without_capitals(data: Path) -> None:
    first, second = (build_corpus(recipe(data), data).epoch(number) for number in (0, 1))
    assert [sentence.words for sentence in first[:2]] == [("Oslo",), ("Lima",)]
    assert len(first) == len(second) == 2 + CONFIG.an_epoch
    assert first != second
    assert first == build_corpus(recipe(data), data).epoch(0)
    corpus = build_corpus(recipe(data), data)
    assert {sentence.words[1] for number in range(20) for sentence in corpus.epoch(number)[2:]} == {"We", "we"}


def test_without_teachers_there_is_only_gold(data: Path) -> None:
    assert len(build_corpus(recipe(data, SilverConfig()), data).epoch(0)) == 2


def test_what_is_missing_or_does_not_fit_is_named(data: Path) -> None:
    with pytest.raises(DataError, match=r"no teacher; `slotscope train` or `teach`, .*absent make it"):
        read_silver(replace(CONFIG, teachers=("absent",)), data, TextConfig())
    with pytest.raises(DataError, match="no text to learn from"):
        read_silver(replace(CONFIG, texts={"absent": 1.0}), data, TextConfig())
    other = replace(make_vocab(), tags=(*make_vocab().tags, "B-other", "I-other"))
    save(data / "teachers" / "other", Tagger(make_config(), other), other, make_recipe(), {})
    with pytest.raises(DataError, match="the same tags: one, other do not"):
        read_silver(replace(CONFIG, teachers=("one", "other")), data, TextConfig())
    with pytest.raises(ConfigError, match="silver needs texts"):
        SilverConfig(("one",))
