"""Sentences in another case keep their words, and their tags in place."""

import random

from model.augment.cases import augment
from model.data import Sentence

PIZZA = Sentence(("a", "pizza", "from", "new", "york"), ("O", "O", "O", "B-city", "I-city"), "order")


def test_every_sentence_comes_as_it_is_and_some_again_in_another_case() -> None:
    found = list(augment([PIZZA] * 1000, None, random.Random(1)))
    assert found.count(PIZZA) >= 1000
    assert 1250 < len(found) < 1350
    texts = {" ".join(sentence.words) for sentence in found}
    expected = {"A PIZZA FROM NEW YORK", "A pizza from New York", "A pizza from new york .", "a pizza from new york ?"}
    assert expected <= texts


def test_words_and_tags_stay_together() -> None:
    for sentence in augment([PIZZA] * 300, None, random.Random(2)):
        words = [word.lower() for word in sentence.words]
        assert words[:5] == list(PIZZA.words)
        assert sentence.tags[:5] == PIZZA.tags
        assert sentence.tags[5:] == ("O",) * (len(words) - 5)
        assert sentence.intent == "order"


def test_a_mark_is_not_doubled() -> None:
    question = Sentence(("why", "?"), ("O", "O"))
    assert all(len(sentence.words) == 2 for sentence in augment([question] * 300, None, random.Random(3)))
