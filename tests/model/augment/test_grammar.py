"""Claims about rules: what they write, how often, and which are refused."""

import random
from collections import Counter

import pytest

from model.augment.grammar import Context, Grammar, Piece, Value, tidy


def naming(label: str, role: str) -> str:
    return f"{role}.{label}" if role else label


def city(context: Context) -> list[Piece]:
    return [Piece({"from": "Oslo", "to": "Lima"}.get(context.role, "Rome"), "city")]


def write(rules: dict[str, str], seed: int = 0, values: dict[str, Value] | None = None) -> list[Piece]:
    return Grammar(rules, {"city": city} if values is None else values, naming).write("start", random.Random(seed))


def test_a_role_holds_inside_and_ends_outside() -> None:
    rules = {"start": "<trip:from> then <city>", "trip": "leave <city> to <city:to> by <city>"}
    assert write(rules) == [
        Piece("leave "),
        Piece("Oslo", "from.city"),
        Piece(" to "),
        Piece("Lima", "to.city"),
        Piece(" by "),
        Piece("Oslo", "from.city"),
        Piece(" then "),
        Piece("Rome", "city"),
    ]


def test_brackets_give_their_words_a_label() -> None:
    assert write({"start": "a [(round trip)=kind.x] ticket"}) == [
        Piece("a "),
        Piece("round trip", "kind.x"),
        Piece(" ticket"),
    ]


def test_weighted_lines_and_choices_come_as_often_as_they_should() -> None:
    grammar = Grammar({"start": "3* a\n(b|c)"}, {}, naming)
    rng = random.Random(1)
    counts = Counter(grammar.write("start", rng)[0].text for _ in range(8000))
    assert counts["a"] == pytest.approx(6000, rel=0.05)
    assert counts["b"] == pytest.approx(1000, rel=0.15)
    assert counts["c"] == pytest.approx(1000, rel=0.15)


def test_a_phrase_begins_in_its_role() -> None:
    grammar = Grammar({"start": "at <city>"}, {"city": city}, naming)
    assert grammar.phrase("start", "to", random.Random(0)) == [Piece("at "), Piece("Lima", "to.city")]


@pytest.mark.parametrize("line", ["(a", "a)", "[a", "[a=x", "(a=x]", "a > b", "a | b"])
def test_a_line_that_cannot_be_read_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="rule 'start'"):
        write({"start": line})


def test_unknown_and_double_names_are_refused() -> None:
    with pytest.raises(ValueError, match="'nowhere'"):
        write({"start": "<nowhere>"})
    with pytest.raises(ValueError, match="'city' is both"):
        write({"start": "a", "city": "b"})


def test_tidy_leaves_one_space_and_no_mark_without_words() -> None:
    pieces = [Piece(" , "), Piece("to "), Piece(""), Piece(" "), Piece("Oslo", "city"), Piece("  , , "), Piece("now ,")]
    assert tidy(pieces) == [Piece("to "), Piece("Oslo", "city"), Piece(", now")]
