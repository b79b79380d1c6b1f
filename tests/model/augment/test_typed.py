"""Claims about labels on the words of typed texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.augment.grammar import Piece
from model.augment.typed import TYPED, WHOLE_HYPHENS, project, to_pieces, to_sentence
from model.data import Sentence
from model.errors import TagError
from model.tags import spans_to_tags, tags_to_spans
from model.text import tokenize

TEXT = "Leave São Paulo on Nov. 2nd at 5:30pm for $300, round-trip."
SPANS = [(6, 15, "city"), (19, 23, "month"), (24, 27, "day"), (31, 37, "time"), (42, 46, "fare"), (48, 58, "trip")]

words = st.text(alphabet=st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=6)
labels = st.sampled_from(["", "", "city", "time"])


def test_words_take_the_label_they_stand_in() -> None:
    expected = (
        "Leave/O São/B-city Paulo/I-city on/O Nov./B-month 2nd/B-day at/O 5:30/B-time pm/I-time for/O "
        "$/B-fare 300/I-fare ,/O round/B-trip -/I-trip trip/I-trip ./O"
    ).split()
    assert ["/".join(pair) for pair in zip(*project(TEXT, SPANS), strict=True)] == expected


def test_whole_hyphens_keep_a_word_whole() -> None:
    assert project("a round-trip", [(2, 12, "trip")], WHOLE_HYPHENS) == (("a", "round-trip"), ("O", "B-trip"))


def test_words_are_those_of_the_tokenizer() -> None:
    assert list(project(TEXT, SPANS)[0]) == [token.text for token in tokenize(TEXT, TYPED)]


def test_a_label_covers_its_possessive() -> None:
    assert project("Denver's airport", [(0, 6, "city")]) == (("Denver's", "airport"), ("B-city", "O"))


def test_neighbours_with_one_label_are_two_spans() -> None:
    assert project("Oslo Rome", [(0, 4, "city"), (5, 9, "city")])[1] == ("B-city", "B-city")


def test_a_word_of_two_labels_is_refused() -> None:
    with pytest.raises(TagError, match="from and to"):
        project("Oslo-Rome", [(0, 4, "from"), (5, 9, "to")], WHOLE_HYPHENS)


@given(st.lists(st.tuples(st.lists(words, min_size=1, max_size=3), labels), min_size=1, max_size=6))
def test_spans_and_tags_agree_with_the_pieces(groups: list[tuple[list[str], str]]) -> None:
    pieces = [piece for chunk, label in groups for piece in (Piece(" ".join(chunk), label), Piece(" "))]
    sentence = to_sentence(pieces, None)
    found = [(" ".join(sentence.words[s.start : s.end]), s.label) for s in tags_to_spans(sentence.tags)]
    assert found == [(" ".join(chunk), label) for chunk, label in groups if label]
    assert list(sentence.tags) == spans_to_tags(tags_to_spans(sentence.tags), len(sentence.words))


@given(st.lists(st.tuples(words, st.sampled_from(["O", "B-city", "I-city", "B-time"])), min_size=1, max_size=8))
def test_a_sentence_comes_back_from_its_pieces(tagged: list[tuple[str, str]]) -> None:
    tags = [tag for _, tag in tagged]
    spans = tags_to_spans(tags)
    sentence = Sentence(tuple(word for word, _ in tagged), tuple(spans_to_tags(spans, len(tags))), "x")
    assert to_sentence(to_pieces(sentence), "x") == sentence
