"""Base and variant side by side, checked on sentences small enough to count by hand, and by brute force."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from model.alignment import Row, align
from model.predict import Prediction, TaggedToken, TagScore


def predicted(*words: str) -> Prediction:
    """A prediction from "word/tag/score" pieces; another tag X has what is left of the probability."""
    tokens = []
    for word in words:
        text, tag, score = word.split("/") if "/" in word else (word, "O", "1.0")
        top = (TagScore(tag, float(score)), TagScore("X", 1 - float(score)))
        tokens.append(TaggedToken(text, 0, len(text), tag, float(score), top))
    return Prediction("m", "", tuple(tokens), ())


def marks(rows: tuple[Row, ...]) -> list[tuple[str, int | None, int | None]]:
    return [(row.mark, row.base, row.variant) for row in rows]


def test_a_swapped_verb_is_changed_and_the_city_after_it_only_in_its_tag() -> None:
    rows = align(predicted("arrive", "Taipei/B-to/0.75"), predicted("leave", "Taipei/B-from/0.5"), (0, 1))
    assert marks(rows) == [("changed", 0, 0), ("same", 1, 1)]
    assert [row.tag_changed for row in rows] == [False, True]
    assert (rows[1].old_tag, rows[1].new_tag) == ("B-to", "B-from")


def test_the_shift_of_a_tag_is_known_only_where_both_probabilities_are() -> None:
    [row] = align(predicted("Taipei/B-to/0.75"), predicted("Taipei/B-from/0.5"), (0,))
    assert [(shift.tag, shift.old, shift.new, shift.shift) for shift in row.shifts] == [
        ("B-to", 0.75, None, None),
        ("X", 0.25, 0.5, 0.25),
        ("B-from", None, 0.5, None),
    ]


def test_of_two_swapped_cities_the_cities_moved_and_not_the_word_between() -> None:
    base, variant = predicted("from", "Lagos", "to", "Kyoto"), predicted("from", "Kyoto", "to", "Lagos")
    assert [row.mark for row in align(base, variant, (0, 3, 2, 1))] == ["same", "moved", "same", "moved"]


def test_a_word_brought_to_the_front_is_the_only_one_that_moved() -> None:
    base, variant = predicted("a", "b", "c", "d"), predicted("d", "a", "b", "c")
    assert marks(align(base, variant, (3, 0, 1, 2)))[0] == ("moved", 3, 0)
    assert [row.mark for row in align(base, variant, (3, 0, 1, 2))[1:]] == ["same"] * 3


def test_new_and_lost_words_have_one_side_only_and_stand_where_they_were() -> None:
    base, variant = predicted("please", "go", "to", "Rome"), predicted("to", "New", "York")
    rows = align(base, variant, (2, 3, None))
    assert marks(rows) == [
        ("changed", 0, None),
        ("changed", 1, None),
        ("same", 2, 0),
        ("changed", 3, 1),
        ("changed", None, 2),
    ]
    assert rows[0].new_tag is None
    assert not any(row.tag_changed for row in rows)


@given(st.permutations(range(6)), st.sets(st.integers(0, 5), max_size=2))
def test_as_few_tokens_as_possible_count_as_moved(order: list[int], new: set[int]) -> None:
    origin = tuple(None if place in new else source for place, source in enumerate(order))
    kept = [source for source in origin if source is not None]
    longest = max(size for size in range(len(kept) + 1) if any(list(c) == sorted(c) for c in combinations(kept, size)))
    rows = align(predicted(*"abcdef"), predicted(*("?" if o is None else "abcdef"[o] for o in origin)), origin)
    assert sum(row.mark == "moved" for row in rows) == len(kept) - longest
    assert {row.base for row in rows} >= set(range(6))
    assert [row.variant for row in rows if row.variant is not None] == list(range(6))
