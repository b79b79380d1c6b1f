"""Edits of a sentence: each claim is checked on the text, on the tokens or on where the tokens came from."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.counterfactual import Edit, Move, Order, Reverse, Rule, Shuffle, Swap, apply, parse_rules
from model.predict import Tokenized
from model.rewrite import EditError, TooManyVariants, Variant
from model.text import TextConfig, tokenize

WORDS = st.lists(st.sampled_from(["a", "b", "Rome", ",", ".", "(", "5"]), min_size=1, max_size=9)


def read(text: str) -> Tokenized:
    return Tokenized(text, tuple(tokenize(text)))


def edit(text: str, *edits: Edit) -> list[Variant]:
    return apply(edits, read(text), read, most=50)


def texts(text: str, *edits: Edit) -> list[str]:
    return [variant.sentence.text for variant in edit(text, *edits)]


def test_a_swap_changes_one_word_and_nothing_else() -> None:
    [variant] = edit("I arrive  Taipei, on time.", Swap(1, "leave"))
    assert variant.sentence.text == "I leave  Taipei, on time."
    assert variant.origin == tuple(range(7))


def test_the_first_of_several_new_words_comes_from_the_old_one() -> None:
    [variant] = edit("to Taipei.", Swap(1, "New York"))
    assert variant.sentence.text == "to New York."
    assert variant.origin == (0, 1, None, 2)


def test_an_empty_replacement_removes_the_word() -> None:
    assert texts("please leave Taipei", Swap(0, " ")) == ["leave Taipei"]
    assert texts("leave Taipei.", Swap(1, "")) == ["leave."]


def test_the_last_token_cannot_be_removed() -> None:
    with pytest.raises(EditError, match="at least one token"):
        edit("leave", Swap(0, ""))


@pytest.mark.parametrize("wrong", [Swap(3, "x"), Swap(-1, "x"), Move(3, 0), Move(0, 3), Move(-1, 0)])
def test_a_token_that_is_not_there_is_named_with_the_length(wrong: Edit) -> None:
    with pytest.raises(EditError, match=r"there is no token (3|-1): the sentence has 3"):
        edit("from Kyoto now", wrong)


def test_a_word_in_the_place_of_a_hyphen_does_not_touch_its_neighbours() -> None:
    base = Tokenized("round-trip", tuple(tokenize("round-trip", TextConfig(split_hyphens=True))))
    assert apply([Swap(1, "to")], base, read, 1)[0].sentence.text == "round to trip"
    assert apply([Swap(1, "")], base, read, 1)[0].sentence.text == "round trip"
    assert apply([Swap(0, "day")], base, read, 1)[0].sentence.text == "day-trip"


def test_a_move_takes_the_word_out_and_puts_it_in() -> None:
    [variant] = edit("to Lagos from Kyoto", Move(0, 2))
    assert variant.sentence.text == "Lagos from to Kyoto"
    assert variant.origin == (1, 2, 0, 3)


def test_an_order_swaps_two_cities_and_leaves_the_full_stop() -> None:
    assert texts("from Lagos to Kyoto.", Order((0, 3, 2, 1, 4))) == ["from Kyoto to Lagos."]


@pytest.mark.parametrize("order", [(0, 1), (0, 1, 1), (0, 1, 3), (), (0, 1, 2, 2)])
def test_an_order_must_name_every_token_once(order: tuple[int, ...]) -> None:
    with pytest.raises(EditError, match="each of the 3 tokens once"):
        edit("from Kyoto now", Order(order))


def test_a_comma_keeps_leaning_and_words_do_not_come_to_touch() -> None:
    assert texts("to Lagos, from Kyoto", Move(2, 4)) == ["to Lagos from Kyoto,"]
    assert texts("at 5pm (Rome)", Move(2, 0)) == ["pm at 5 (Rome)"]
    assert texts("go (Rome) now", Order((1, 4, 3, 0, 2))) == ["(now) go Rome"]


def test_a_rule_replaces_each_match_with_each_alternative() -> None:
    assert texts("Leave now, leave later", Rule("leave -> arrive | get in")) == [
        "arrive now, leave later",
        "get in now, leave later",
        "Leave now, arrive later",
        "Leave now, get in later",
    ]


def test_a_rule_matches_whole_words_only_and_several_words_too() -> None:
    rule = Rule("leave -> arrive, new york -> Rome, in ->")
    assert texts("leaves in New York", rule) == ["leaves in Rome", "leaves New York"]


@pytest.mark.parametrize("wrong", ["", " , ", "leave", "-> x", "a -> b -> c"])
def test_what_is_no_rule_is_refused(wrong: str) -> None:
    with pytest.raises(EditError, match="word -> other"):
        parse_rules(wrong)


def test_reversing_keeps_the_full_stop_at_the_end() -> None:
    assert texts("leave Taipei today.", Reverse()) == ["today Taipei leave."]


def test_a_shuffle_is_fixed_by_its_seed_and_differs_from_the_base() -> None:
    base = "show me all flights from Kyoto to Lagos"
    assert texts(base, Shuffle(7)) == texts(base, Shuffle(7)) != texts(base, Shuffle(8))
    assert all(texts("a b", Shuffle(seed)) == ["b a"] for seed in range(20))


@pytest.mark.parametrize("same", ["go", "go go go", "go go.", "no on no"])
def test_an_order_that_changes_nothing_gives_no_variant(same: str) -> None:
    assert texts(same, Reverse()) == []
    assert same == "no on no" or texts(same, Shuffle(1)) == []


def test_edits_build_upon_each_other_and_origins_lead_back_to_the_base() -> None:
    [variant] = edit("from Lagos to Kyoto", Swap(1, "New York"), Move(4, 0), Swap(2, ""))
    assert variant.sentence.text == "Kyoto from York to"
    assert variant.origin == (3, 0, None, 2)


def test_more_variants_than_allowed_are_refused() -> None:
    rules = [Rule("a -> b | c | d")] * 2
    with pytest.raises(TooManyVariants, match="more than 5 variants"):
        apply(rules, read("a a a a a a"), read, most=5)


@given(WORDS, st.data())
def test_every_edit_keeps_offsets_and_origins_true(words: list[str], data: st.DataObject) -> None:
    base = read("".join(data.draw(st.sampled_from(["", " ", "  "])) + word for word in words))
    size = len(base.tokens)
    index = st.integers(0, size - 1)
    kinds: Sequence[st.SearchStrategy[Edit]] = [
        st.builds(Swap, index, st.sampled_from(["x", "x y", "."])),
        st.builds(Move, index, index),
        st.builds(Order, st.permutations(range(size)).map(tuple)),
        st.builds(Shuffle, st.integers(0, 9)),
        st.just(Rule("a -> b | c d")),
        st.just(Reverse()),
    ]
    for variant in apply([data.draw(st.one_of(*kinds))], base, read, 50):
        text, tokens = variant.sentence.text, variant.sentence.tokens
        assert [text[token.start : token.end] for token in tokens] == [token.text for token in tokens]
        assert all(before.end <= after.start for before, after in pairwise(tokens))
        known = [source for source in variant.origin if source is not None]
        assert len(known) == len(set(known)) <= size == len(base.tokens)


@given(st.permutations(range(6)))
def test_a_new_order_of_plain_words_reads_as_those_words(order: list[int]) -> None:
    words = ["show", "flights", "from", "Kyoto", "to", "Lagos"]
    [variant] = apply([Order(tuple(order))], read(" ".join(words)), read, 1)
    assert variant.sentence == read(" ".join(words[index] for index in order))
