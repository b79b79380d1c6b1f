"""Claims about the sentences of chat and news, and about the lists of words that are several things."""

import random
from collections import Counter

import pytest

from model.augment import ambiguous
from model.augment.entities.chat import STARTS, grammar
from model.augment.entities.things import THINGS
from model.augment.grammar import Grammar, Piece
from model.augment.typed import to_sentence
from model.text import TextConfig
from tests.model.world_lists import make_world

TEXT = TextConfig("split", False)


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Grammar:
    return grammar(make_world(tmp_path_factory.mktemp("names")))


def write(writer: Grammar, rule: str, times: int = 400) -> list[list[Piece]]:
    rng = random.Random(1)
    return [writer.write(rule, rng) for _ in range(times)]


def first(pieces: list[Piece]) -> tuple[str, str]:
    """The first word of a sentence, and its label."""
    return pieces[0].text.split()[0].lower().removesuffix("'s"), pieces[0].label


@pytest.mark.parametrize("rule", STARTS)
def test_every_start_writes_many_tidy_sentences(writer: Grammar, rule: str) -> None:
    found = write(writer, rule)
    texts = {"".join(piece.text for piece in pieces) for pieces in found}
    assert len(texts) > 150
    assert all(text == text.strip() and "  " not in text for text in texts)
    assert all(piece.text == piece.text.strip() for pieces in found for piece in pieces if piece.label)


@pytest.mark.parametrize(
    ("rule", "labels"),
    [
        ("person", {"PER", "LOC", "ORG", "MISC"}),
        ("place", {"LOC"}),
        ("company", {"ORG", "LOC", "PER"}),
        ("team", {"ORG", "LOC"}),
        ("thing", set()),
        ("clause", set()),
        ("inside", set()),
        ("plain", {"LOC"}),
        ("trade", set()),
        ("peoples", {"MISC", "LOC", "PER"}),
        ("languages", {"MISC", "LOC", "PER"}),
        ("nature", {"LOC", "PER"}),
    ],
)
def test_a_rule_has_the_labels_of_what_it_is_about(writer: Grammar, rule: str, labels: set[str]) -> None:
    assert {piece.label for pieces in write(writer, rule, 1500) for piece in pieces if piece.label} <= labels
    if labels:
        assert any(piece.label for pieces in write(writer, rule) for piece in pieces)


def test_the_last_word_of_a_compound_says_what_it_is(writer: Grammar) -> None:
    found = [piece for pieces in write(writer, "compound", 2000) for piece in pieces if piece.label]
    places = {piece.label for piece in found if piece.text.endswith((" Bridge", " Avenue", " Lake"))}
    bodies = {piece.label for piece in found if piece.text.endswith((" Airlines", " & Sons", " Wanderers"))}
    assert (places, bodies) == ({"LOC"}, {"ORG"})


def test_who_is_called_by_a_trade_after_an_article_has_no_name(writer: Grammar) -> None:
    assert all(pieces[0].label == "" for pieces in write(writer, "nobody"))
    assert len({pieces[0].text.split()[1] for pieces in write(writer, "nobody", 1500)}) > 25


def test_many_words_begin_sentences_both_as_a_name_and_as_none(writer: Grammar) -> None:
    names = {first(pieces)[0] for pieces in write(writer, "person", 8000) if first(pieces)[1]}
    others = {first(pieces)[0] for rule in ("thing", "clause") for pieces in write(writer, rule, 8000)}
    assert len(names & others) > 60


def test_many_words_begin_sentences_as_a_person_and_as_a_place_or_a_firm(writer: Grammar) -> None:
    def beginnings(rule: str, label: str) -> set[str]:
        return {word for word, found in map(first, write(writer, rule, 6000)) if found == label}

    people = beginnings("person", "PER")
    assert len(people & beginnings("place", "LOC")) > 80
    assert len(people & beginnings("company", "ORG")) > 40


def test_every_word_belongs_to_one_label_only(writer: Grammar) -> None:
    for rule in STARTS:
        for pieces in write(writer, rule, 300):
            sentence = to_sentence(pieces, None, TEXT)
            spans = [piece for piece in pieces if piece.label]
            assert sum(tag.startswith("B-") for tag in sentence.tags) == len(spans)


@pytest.mark.parametrize("name", ["GIVEN", "FAMILY", "PERSON_PLACE", "PERSON_ORG", "ORG_THING", "PLACE_THING"])
def test_a_list_of_words_has_each_once_and_begins_them_with_a_capital(name: str) -> None:
    words = getattr(ambiguous, name)
    assert len(words) > 50
    assert [word for word, times in Counter(words).items() if times > 1] == []
    assert all(word[0].isupper() for word in words)


def test_things_hold_most_of_the_given_names_that_are_words() -> None:
    said = set(" ".join(THINGS.values()).lower().replace("(", " ").replace(")", " ").replace("|", " ").split())
    held = [word for word in ambiguous.GIVEN if {word.lower(), f"{word.lower()}s"} & said]
    assert len(held) > 100
