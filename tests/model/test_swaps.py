"""Swaps: what is promised of a word comes true when the word is really put there."""

from model.predict import Predictor, from_words
from model.swaps import FAMILIES, swaps
from tests.model.helpers import make_predictor


def words(predictor: Predictor, text: str) -> list[str]:
    return [token.text for token in predictor.read(text).tokens]


def test_every_change_comes_true_when_the_word_is_swapped() -> None:
    predictor = make_predictor("bi-lstm")
    sentence = predictor.read("we leave from Oslo next Friday")
    base = predictor.predict([sentence])[0]
    found = swaps(predictor, sentence, 1)
    assert any(swap.changes for swap in found)
    for swap in found:
        texts = [token.text for token in sentence.tokens]
        texts[1] = swap.word
        variant = predictor.predict([from_words(texts)])[0]
        labels = [(old.tag.partition("-")[2], new.tag.partition("-")[2])
                  for old, new in zip(base.tokens, variant.tokens, strict=True)]  # fmt: skip
        changed = {(index, old, new) for index, (old, new) in enumerate(labels) if old != new}
        assert {(change.index, change.old, change.new) for change in swap.changes} == changed


def test_a_network_without_memory_finds_nothing_that_changes_another_word() -> None:
    predictor = make_predictor("feedforward")
    sentence = predictor.read("we leave from Oslo")
    found = swaps(predictor, sentence, 1)
    assert all(change.index == 1 for swap in found for change in swap.changes)


def test_familiar_words_are_offered_even_where_they_change_nothing() -> None:
    predictor = make_predictor("feedforward")
    found = {swap.word for swap in swaps(predictor, predictor.read("we leave Oslo"), 1)}
    assert set(FAMILIES[0]) - {"leave"} <= found


def test_the_word_itself_is_never_offered_and_the_list_is_short_and_without_repeats() -> None:
    predictor = make_predictor()
    for index, text in enumerate(words(predictor, "From Oslo to Lima")):
        found = [swap.word for swap in swaps(predictor, predictor.read("From Oslo to Lima"), index, most=5)]
        assert text.casefold() not in map(str.casefold, found)
        assert len(found) == len(set(found)) <= 5


def test_a_word_comes_in_the_case_of_the_one_that_it_replaces() -> None:
    predictor = make_predictor()
    found = swaps(predictor, predictor.read("From Oslo to Lima"), 0)
    assert found
    assert all(swap.word[0].isupper() for swap in found)
