"""A base sentence and its variant side by side: which tokens and tags changed. Knows no network and no edits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, takewhile
from typing import Literal

from model.predict import Prediction, TaggedToken

Mark = Literal["same", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class Shift:
    """The probability of a tag before and after; None where it is not known."""

    tag: str
    old: float | None
    new: float | None
    shift: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """A token of the base beside the token of the variant that it became; one of them is None where it has no other.

    mark: the word is the `same`, another (`changed`, also where it came or went), or stands elsewhere (`moved`).
    """

    mark: Mark
    base: int | None
    variant: int | None
    old_tag: str | None
    new_tag: str | None
    tag_changed: bool
    shifts: tuple[Shift, ...]


def align(base: Prediction, variant: Prediction, origin: Sequence[int | None]) -> tuple[Row, ...]:
    """Set the tokens of base and variant side by side, in the order of the variant.

    A token that is gone stands after the one that it followed in the base. As few tokens as possible count as moved.
    """
    kept, gone = _kept_in_order(origin), set(range(len(base.tokens))) - set(origin)
    pairs: list[tuple[int | None, int | None]] = [(lost, None) for lost in _run(gone, 0)]
    for index, source in enumerate(origin):
        pairs.append((source, index))
        pairs += [(lost, None) for lost in _run(gone, len(base.tokens) if source is None else source + 1)]
    return tuple(_row(base, variant, pair, moved=pair[1] not in kept) for pair in pairs)


def _run(numbers: set[int], start: int) -> Iterator[int]:
    """The numbers from `start` on that are there without a gap."""
    return takewhile(numbers.__contains__, count(start))


def _row(base: Prediction, variant: Prediction, pair: tuple[int | None, int | None], moved: bool) -> Row:
    was = None if pair[0] is None else base.tokens[pair[0]]
    now = None if pair[1] is None else variant.tokens[pair[1]]
    if was is None or now is None:
        tags = (was.tag if was else None, now.tag if now else None)
        return Row("changed", *pair, *tags, False, _shifts(was, now))
    mark: Mark = "changed" if was.text != now.text else "moved" if moved else "same"
    return Row(mark, *pair, was.tag, now.tag, was.tag != now.tag, _shifts(was, now))


def _shifts(was: TaggedToken | None, now: TaggedToken | None) -> tuple[Shift, ...]:
    old, new = _scores(was), _scores(now)
    return tuple(_shift(tag, old.get(tag), new.get(tag)) for tag in dict.fromkeys([*old, *new]))


def _shift(tag: str, old: float | None, new: float | None) -> Shift:
    return Shift(tag, old, new, None if old is None or new is None else new - old)


def _scores(token: TaggedToken | None) -> dict[str, float]:
    return {} if token is None else {token.tag: token.score} | {top.tag: top.score for top in token.top}


def _kept_in_order(origin: Sequence[int | None]) -> set[int]:
    """The places of a longest increasing run of origins; of several, that with the most tokens where they were."""
    kept = sorted((source, place) for place, source in enumerate(origin) if source is not None)
    ranks = {place: rank for rank, (_, place) in enumerate(kept, start=1)}
    # A Fenwick tree over ranks holds the best run that ends below: (length, tokens where they were, last place).
    tree, previous = [(0, 0, -1)] * (len(kept) + 1), {}
    for number, place in enumerate(sorted(ranks), start=1):
        rank = ranks[place]
        length, unmoved, previous[place] = max(tree[k] for k in _prefix(rank))
        run = (length + 1, unmoved + (number == rank), place)
        while rank <= len(kept):
            tree[rank] = max(tree[rank], run)
            rank += rank & -rank
    result, place = set(), max(tree)[2]
    while place >= 0:
        result.add(place)
        place = previous[place]
    return result


def _prefix(rank: int) -> Iterator[int]:
    """The nodes of a Fenwick tree that together cover the ranks below `rank`; node 0 is the empty run."""
    yield 0
    rank -= 1
    while rank:
        yield rank
        rank &= rank - 1
