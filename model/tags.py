"""Tag schemes as tables, tags to spans and back, and which tag may follow which. Knows no text and no torch.

A tag is `O` or a position, a hyphen and a label: `B-toloc.city_name`. A scheme says which positions exist
and how each binds to its neighbours. Everything inside the program is IOB2, called BIO here,
but for a CRF's own states (`model.states`).
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from model.errors import TagError

Scheme = Literal["BIO", "IOB1", "IOBES", "BILOU"]

OUTSIDE = "O"
# position -> (opens a span, closes a span), by scheme. `None`: decided by the neighbours.
POSITIONS: dict[Scheme, dict[str, tuple[bool | None, bool | None]]] = {
    "BIO": {"B": (True, None), "I": (False, None)},
    "IOB1": {"B": (True, None), "I": (None, None)},
    "IOBES": {"B": (True, False), "I": (False, False), "E": (False, True), "S": (True, True)},
    "BILOU": {"B": (True, False), "I": (False, False), "L": (False, True), "U": (True, True)},
}
# (inside a longer span: first, middle, last; span of one word), by scheme.
WRITING: dict[Scheme, tuple[str, str, str, str]] = {
    "BIO": ("B", "I", "I", "B"),
    "IOB1": ("I", "I", "I", "I"),
    "IOBES": ("B", "I", "E", "S"),
    "BILOU": ("B", "I", "L", "U"),
}


class TagSpan(NamedTuple):  # made in great numbers, as what `model.predict` gives
    """A labelled run of tokens: half-open range of token numbers."""

    start: int
    end: int
    label: str


@lru_cache(2**12)  # a model has few tags
def split_tag(tag: str) -> tuple[str, str]:
    """Split `B-city` into ("B", "city"); `O` into ("O", "").

    Raises TagError for anything else.
    """
    position, hyphen, label = tag.partition("-")
    if tag == OUTSIDE:
        return OUTSIDE, ""
    if not (hyphen and label and position in {"B", "I", "E", "S", "L", "U"}):
        raise TagError(f"{tag!r} is no tag: expected O or a position and a label such as B-city")
    return position, label


def tags_to_spans(tags: Sequence[str], scheme: Scheme = "BIO") -> list[TagSpan]:
    """Read the spans out of a tag sequence, as conlleval does: an I- with nothing to continue opens a span."""
    spans: list[TagSpan] = []
    start, label, closed = 0, "", True  # the span being read; closed: the next word cannot continue it
    for index, tag in enumerate([*tags, OUTSIDE]):
        position, new_label = split_tag(tag)
        opens, closes = _binding(position, scheme)
        if opens or closed or new_label != label:
            if label:
                spans.append(TagSpan(start, index, label))
            start, label = index, new_label
        closed = closes is True
    return spans


def spans_to_tags(spans: Sequence[TagSpan], length: int, scheme: Scheme = "BIO") -> list[str]:
    """Write non-overlapping spans as tags of a sentence of `length` words.

    Raises TagError where a span is empty, outside the sentence or overlaps another.
    """
    tags = [OUTSIDE] * length
    for span in sorted(spans, key=lambda span: span.start):
        if not 0 <= span.start < span.end <= length:
            raise TagError(f"span {span.start} to {span.end} does not fit a sentence of {length} words")
        if any(tag != OUTSIDE for tag in tags[span.start : span.end]):
            raise TagError(f"two spans overlap at word {span.start}")
        before = tags[span.start - 1] if span.start else OUTSIDE
        for index, position in zip(range(span.start, span.end), _positions(span, before, scheme), strict=True):
            tags[index] = f"{position}-{span.label}"
    return tags


def convert(tags: Sequence[str], source: Scheme, target: Scheme = "BIO") -> list[str]:
    """Rewrite tags of one scheme in another."""
    return spans_to_tags(tags_to_spans(tags, source), len(tags), target)


def detect_scheme(sentences: Sequence[Sequence[str]]) -> Scheme:
    """Say which scheme a corpus uses.

    Letters E or S mean IOBES, L or U mean BILOU; of the two that use only B and I, BIO opens every span with B.
    Raises TagError where the letters fit no scheme.
    """
    positions = {split_tag(tag)[0] for tags in sentences for tag in tags} - {OUTSIDE}
    for scheme in ("IOBES", "BILOU"):
        extra = set(POSITIONS[scheme]) - {"B", "I"}
        if positions & extra:
            if positions - set(POSITIONS[scheme]):
                raise TagError(f"tags mix the positions {', '.join(sorted(positions))}: no scheme has them all")
            return scheme
    starts_with_inside = any(
        split_tag(tag)[0] == "I" and not follows(before, tag)
        for tags in sentences
        for before, tag in zip([OUTSIDE, *tags], tags, strict=False)
    )
    return "IOB1" if starts_with_inside else "BIO"


def follows(before: str, tag: str, scheme: Scheme = "BIO") -> bool:
    """Whether `tag` may come right after `before`: what continues needs its own label, what is open a continuation."""
    (was, old_label), (position, label) = split_tag(before), split_tag(tag)
    opens, closed = _binding(position, scheme)[0], _binding(was, scheme)[1]
    if opens is False:
        return label == old_label and closed is not True
    return not (opens and closed is False)


def repair(tags: Sequence[str]) -> list[str]:
    """Make any tag sequence legal BIO by turning an I- that continues nothing into a B-, left to right."""
    legal = [OUTSIDE]
    for tag in tags:
        legal.append(tag if follows(legal[-1], tag) else f"B-{split_tag(tag)[1]}")
    return legal[1:]


def _binding(position: str, scheme: Scheme) -> tuple[bool | None, bool | None]:
    if position == OUTSIDE:
        return True, True
    try:
        return POSITIONS[scheme][position]
    except KeyError:
        raise TagError(f"position {position} does not exist in {scheme}") from None


def _positions(span: TagSpan, before: str, scheme: Scheme) -> Iterator[str]:
    first, middle, last, single = WRITING[scheme]
    if scheme == "IOB1" and before != OUTSIDE and split_tag(before)[1] == span.label:
        first = single = "B"
    length = span.end - span.start
    if length == 1:
        yield single
        return
    yield first
    for _ in range(length - 2):
        yield middle
    yield last
