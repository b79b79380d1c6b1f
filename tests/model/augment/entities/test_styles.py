"""Claims about how words are typed."""

import random
from collections import Counter

import pytest

from model.augment.entities.styles import (
    Case,
    first_only,
    hasty,
    in_some_case,
    lower,
    natural,
    title,
    upper,
    with_end_mark,
    without_end_mark,
)
from model.data import Sentence

WORDS = ("is", "Ann", "in", "New", "York")
TAGS = ("O", "B-PER", "O", "B-LOC", "I-LOC")
ASKED = Sentence(WORDS, TAGS)


@pytest.mark.parametrize(
    ("case", "wanted"),
    [
        (natural, "Is Ann in New York"),
        (lower, "is ann in new york"),
        (upper, "IS ANN IN NEW YORK"),
        (title, "Is Ann In New York"),
        (first_only, "Is ann in new york"),
    ],
)
def test_a_case_is_what_its_name_says(case: Case, wanted: str) -> None:
    assert " ".join(case(WORDS)) == wanted


def test_cases_come_as_often_as_their_weights_say() -> None:
    rng = random.Random(1)
    found = Counter(in_some_case(ASKED, {lower: 0.5, upper: 0.2}, rng).words[1] for _ in range(4000))
    assert {word: round(times / 4000, 1) for word, times in found.items()} == {"ann": 0.5, "ANN": 0.2, "Ann": 0.3}


def test_a_tenth_of_the_words_slips_and_no_tag_does() -> None:
    rng = random.Random(1)
    given = Sentence(("letter",) * 10, ("B-x",) * 10)
    found = [hasty(given, rng) for _ in range(400)]
    share = sum(word != "letter" for sentence in found for word in sentence.words) / 4000
    assert 0.06 < share < 0.12
    assert all(sentence.tags == given.tags for sentence in found)


@pytest.mark.parametrize("word", ["at", "5pm", "@ann", "3-0", "."])
def test_short_words_figures_and_marks_do_not_slip(word: str) -> None:
    rng = random.Random(1)
    assert {hasty(Sentence((word,), ("O",)), rng).words for _ in range(200)} == {(word,)}


def test_an_end_mark_comes_once_and_goes() -> None:
    marked = with_end_mark(ASKED, random.Random(1))
    assert (marked.words[:-1], marked.tags) == (WORDS, (*TAGS, "O"))
    assert with_end_mark(marked, random.Random(1)) == marked
    assert without_end_mark(marked) == ASKED
    assert without_end_mark(ASKED) == ASKED


def test_questions_mostly_end_in_a_question_mark_and_statements_never() -> None:
    rng = random.Random(1)
    asked = Counter(with_end_mark(ASKED, rng).words[-1] for _ in range(300))
    said = {with_end_mark(Sentence(("Ann", "left"), ("O", "O")), rng).words[-1] for _ in range(300)}
    assert asked["?"] > 200
    assert "?" not in said


def test_a_mark_that_is_a_name_or_all_there_is_stays() -> None:
    for sentence in (Sentence(("Yahoo", "!"), ("B-ORG", "I-ORG")), Sentence(("!",), ("O",))):
        assert without_end_mark(sentence) is sentence
