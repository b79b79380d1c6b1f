"""Tags and spans against seqeval, which reads every scheme on its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import BILOU, IOB1, IOB2, IOBES, Entities, Token

from model.errors import TagError
from model.tags import (
    Scheme,
    TagSpan,
    convert,
    detect_scheme,
    follows,
    repair,
    spans_to_tags,
    split_tag,
    tags_to_spans,
)

SEQEVAL: dict[Scheme, type[Token]] = {"BIO": IOB2, "IOB1": IOB1, "IOBES": IOBES, "BILOU": BILOU}
SCHEMES = st.sampled_from(list(SEQEVAL))
LABELS = st.sampled_from(["city", "fromloc.city_name", "creative-work"])


@st.composite
def sentences(draw: st.DrawFn) -> tuple[list[TagSpan], int]:
    """Spans that do not overlap, often side by side, and the length of their sentence."""
    spans, place = [], 0
    for gap, length, label in draw(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4), LABELS), max_size=5)):
        spans.append(TagSpan(place + gap, place + gap + length, label))
        place += gap + length
    return spans, place + draw(st.integers(0, 2))


def any_tags(positions: str) -> st.SearchStrategy[list[str]]:
    tags = [f"{position}-{label}" for position in positions for label in ("X", "Y")]
    return st.lists(st.sampled_from(["O", *tags]), max_size=8)


@given(sentences(), SCHEMES)
def test_spans_come_back_from_their_tags(sentence: tuple[list[TagSpan], int], scheme: Scheme) -> None:
    spans, length = sentence
    tags = spans_to_tags(spans, length, scheme)
    assert len(tags) == length
    assert tags_to_spans(tags, scheme) == spans


@given(sentences(), SCHEMES)
def test_seqeval_reads_our_tags_as_we_wrote_them(sentence: tuple[list[TagSpan], int], scheme: Scheme) -> None:
    spans, length = sentence
    read = Entities([spans_to_tags(spans, length, scheme)], SEQEVAL[scheme]).entities[0]
    assert [(entity.start, entity.end, entity.tag) for entity in read] == [(s.start, s.end, s.label) for s in spans]


@given(sentences(), SCHEMES, SCHEMES)
def test_conversion_to_another_scheme_and_back_loses_nothing(
    sentence: tuple[list[TagSpan], int], source: Scheme, target: Scheme
) -> None:
    tags = spans_to_tags(*sentence, source)
    assert convert(convert(tags, source, target), target, source) == tags


@given(
    st.one_of(
        st.tuples(st.just("BIO"), any_tags("BI")),
        st.tuples(st.just("IOB1"), any_tags("BI")),
        st.tuples(st.just("IOBES"), any_tags("BIES")),
    )
)
def test_illegal_sequences_are_read_as_conlleval_reads_them(case: tuple[Scheme, list[str]]) -> None:
    scheme, tags = case
    assert [(s.label, s.start, s.end - 1) for s in tags_to_spans(tags, scheme)] == get_entities(tags)


@given(any_tags("BI"))
def test_repaired_tags_are_legal_and_mean_the_same(tags: list[str]) -> None:
    legal = repair(tags)
    assert all(follows(before, tag) for before, tag in zip(["O", *legal], legal, strict=False))
    assert get_entities(legal) == get_entities(tags)


@given(any_tags("BI"))
def test_a_sequence_is_legal_just_when_repair_leaves_it_alone(tags: list[str]) -> None:
    legal = all(follows(before, tag) for before, tag in zip(["O", *tags], tags, strict=False))
    assert legal == (repair(tags) == tags)


@given(st.lists(sentences(), min_size=1, max_size=4), SCHEMES)
def test_the_detected_scheme_reads_the_corpus_as_it_was_meant(
    corpus: list[tuple[list[TagSpan], int]], scheme: Scheme
) -> None:
    tags = [spans_to_tags(spans, length, scheme) for spans, length in corpus]
    detected = detect_scheme(tags)
    assert [tags_to_spans(sentence, detected) for sentence in tags] == [spans for spans, _ in corpus]


@pytest.mark.parametrize(
    ("tags", "scheme"),
    [
        ("O B-x I-x B-x", "BIO"),
        ("I-x I-x O B-x", "IOB1"),
        ("I-x B-x", "IOB1"),
        ("B-x E-x S-y O", "IOBES"),
        ("S-y", "IOBES"),
        ("B-x L-x U-y O", "BILOU"),
        ("B-x I-y", "IOB1"),
        ("O O", "BIO"),
        ("", "BIO"),
    ],
)
def test_a_scheme_shows_in_its_letters_and_in_how_spans_open(tags: str, scheme: Scheme) -> None:
    assert detect_scheme([tags.split()]) == scheme


def test_letters_of_two_schemes_are_refused() -> None:
    with pytest.raises(TagError, match="mix"):
        detect_scheme([["B-x", "E-x"], ["U-x"]])


@pytest.mark.parametrize("tag", ["", "o", "B", "B-", "-city", "X-city", "city", "OO", "b-city", "O-city", "BI-city"])
def test_what_is_no_tag_is_refused_by_name(tag: str) -> None:
    with pytest.raises(TagError, match="no tag"):
        split_tag(tag)


def test_a_label_may_hold_hyphens_and_points() -> None:
    assert split_tag("I-creative-work") == ("I", "creative-work")
    assert split_tag("B-fromloc.city_name") == ("B", "fromloc.city_name")


@pytest.mark.parametrize(("tag", "scheme"), [("E-x", "BIO"), ("S-x", "IOB1"), ("L-x", "IOBES"), ("E-x", "BILOU")])
def test_a_position_of_another_scheme_is_refused(tag: str, scheme: Scheme) -> None:
    with pytest.raises(TagError, match="does not exist"):
        tags_to_spans([tag], scheme)


@pytest.mark.parametrize(
    "spans",
    [[TagSpan(0, 4, "x")], [TagSpan(-1, 1, "x")], [TagSpan(1, 1, "x")], [TagSpan(0, 2, "x"), TagSpan(1, 3, "y")]],
)
def test_spans_that_do_not_fit_are_refused(spans: list[TagSpan]) -> None:
    with pytest.raises(TagError, match=r"does not fit|overlap"):
        spans_to_tags(spans, 3)
