"""Tests of model.vocab."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.data import Sentence
from model.errors import VocabError
from model.vocab import MAX_CHARS, PAD, RESERVED, SHAPE_COUNT, UNKNOWN, Vocab, build_vocab, shape_number, spellings
from model.vocab import SHAPE_NUMBERS as NUMBERS
from tests.model.helpers import make_vocab, toy_corpus

SHAPES = {
    "flight": "lower",
    "café": "lower",
    "東京": "lower",
    "I": "initial",
    "J.": "initial",
    "Élan": "title",
    "USA": "upper",
    "McDonald": "mixed",
    "iPhone": "mixed",
    "1996": "year",
    "2099": "year",
    "1200": "digits",
    "7": "digit",
    "42": "two_digits",
    "5:30": "number",
    "-3.5": "number",
    "2ND": "ordinal",
    "B52": "letters_and_digits",
    "p.m.": "acronym",
    "U.S": "acronym",
    "Jean-Luc": "title_joined",
    "don't": "lower_joined",
    "’s": "apostrophe",
    "€": "money",
    "...": "stop",
    "?!": "stop",
    "--": "punctuation",
    "😀": "punctuation",
    "": "other",
    "a\nb": "other",
}


@pytest.mark.parametrize(("word", "shape"), SHAPES.items())
def test_a_word_has_the_shape_a_person_would_name(word: str, shape: str) -> None:
    assert shape_number(word) == NUMBERS[shape]


@given(st.text())
def test_every_text_has_a_shape_which_is_never_that_of_padding(word: str) -> None:
    assert 0 < shape_number(word) < SHAPE_COUNT


@pytest.mark.parametrize("word", ["1" * 50_000 + "x", "1." * 25_000 + "x", "A-" * 40_000 + "!", "a." * 40_000 + "!"])
def test_the_shape_of_a_very_long_word_takes_no_noticeable_time(word: str) -> None:
    started = time.process_time()
    shape_number(word)
    assert time.process_time() - started < 0.5


def test_numbers_are_the_inverse_of_tables() -> None:
    vocab = make_vocab()
    assert all(vocab.words[vocab.word_number(word)] == word for word in vocab.words[2:])
    assert [vocab.tags[vocab.tag_numbers[tag]] for tag in vocab.tags] == list(vocab.tags)
    assert [vocab.intents[number] for number in vocab.intent_numbers.values()] == ["leave", "reach"]


def test_the_first_two_numbers_are_padding_and_unknown() -> None:
    vocab = make_vocab()
    assert (vocab.words[PAD], vocab.words[UNKNOWN]) == (vocab.chars[PAD], vocab.chars[UNKNOWN]) == RESERVED
    assert vocab.word_number("zeppelin") == UNKNOWN
    assert vocab.char_row("ф") == [UNKNOWN]


@pytest.mark.parametrize(
    ("typed", "known"), [("OSLO", "oslo"), ("Zürich", "zurich"), ("8:47", "0:00"), ("don’t", "don't"), ("Nov.", "nov")]
)
def test_a_word_is_found_under_its_nearest_known_spelling(typed: str, known: str) -> None:
    vocab = build_vocab([Sentence((known,), ("O",))])
    assert vocab.words[vocab.word_number(typed)] == known


def test_an_exact_spelling_wins_over_a_looser_one() -> None:
    assert list(spellings("Mar.7")) == ["mar.7", "mar.0"]
    vocab = build_vocab([Sentence(("são", "sao", "1996", "0000"), ("O",) * 4)])
    assert [vocab.words[vocab.word_number(word)] for word in ("São", "Sao", "1996", "1234")] == [
        "são",
        "sao",
        "1996",
        "0000",
    ]


@given(st.text())
def test_any_text_has_numbers_inside_the_tables(word: str) -> None:
    vocab = make_vocab()
    assert 0 < vocab.word_number(word) < len(vocab.words)
    row = vocab.char_row(word)
    assert len(row) == min(len(word), MAX_CHARS)
    assert all(0 < number < len(vocab.chars) for number in row)


def test_of_a_long_word_the_first_and_last_ten_characters_are_read() -> None:
    vocab = Vocab(RESERVED, (*RESERVED, "a", "b", "c"), ("O",))
    assert vocab.char_row("a" * 10 + "b" * 80 + "c" * 10) == [2] * 10 + [4] * 10


def test_rare_words_are_left_out_unless_they_have_a_vector_and_come_last_then() -> None:
    sentences = [Sentence(("a", "A", "b", "c"), ("O",) * 4)]
    vocab = build_vocab(sentences, known_words=["c", "d"], min_count=2)
    assert vocab.words == (*RESERVED, "a", "c", "d")


def test_a_character_met_once_is_unknown_and_case_is_kept() -> None:
    vocab = build_vocab([Sentence(("aab", "A", "A"), ("O",) * 3)])
    assert vocab.chars == (*RESERVED, "A", "a")


def test_tags_are_outside_and_both_positions_of_every_label() -> None:
    sentences = [Sentence(("x", "y"), ("B-b", "I-b")), Sentence(("x",), ("B-a",))]
    assert build_vocab(sentences, tags=["I-c"]).tags == ("O", "B-a", "I-a", "B-b", "I-b", "B-c", "I-c")


def test_a_corpus_may_hold_the_reserved_words() -> None:
    vocab = build_vocab([Sentence(RESERVED, ("O", "O"))])
    assert vocab.words == RESERVED


@pytest.mark.parametrize("word", ["<pad>", "<PAD>", "<unknown>"])
def test_a_typed_reserved_word_is_unknown(word: str) -> None:
    assert make_vocab().word_number(word) == UNKNOWN


def test_the_order_of_sentences_decides_nothing_but_ties() -> None:
    corpus = toy_corpus()
    there, back = build_vocab(corpus), build_vocab(corpus[::-1])
    assert (there.chars, there.tags, there.intents) == (back.chars, back.tags, back.intents)
    assert sorted(there.words) == sorted(back.words)


def test_a_vocabulary_survives_its_dictionary() -> None:
    vocab = make_vocab()
    assert Vocab.from_dict(vocab.to_dict()) == vocab


def test_an_entry_that_stands_twice_is_named() -> None:
    with pytest.raises(VocabError, match="words holds 'a' twice"):
        Vocab((*RESERVED, "a", "a"), RESERVED, ("O",))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"tags": ()}, "at least one tag"),
        ({"chars": None}, "no list of strings 'chars'"),
        ({"intents": "leave"}, "no list of strings 'intents'"),
        ({"words": ["<pad>", 1]}, "no list of strings 'words'"),
        ({"words": ["a", "b"]}, "words must begin with <pad> and <unknown>"),
    ],
)
def test_damaged_tables_are_refused_by_name(change: dict[str, Any], message: str) -> None:
    with pytest.raises(VocabError, match=message):
        Vocab.from_dict({**make_vocab().to_dict(), **change})
