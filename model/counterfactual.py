"""Edits of a sentence: swaps, moves, new orders and rules. Knows no network and no tags.

An edit takes a variant and yields none, one or several.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex

from model.predict import Tokenized
from model.rewrite import CLOSING, EditError, TooManyVariants, Variant, check_index, reordered, replaced, unedited

Read = Callable[[str], Tokenized]


@dataclass(frozen=True, slots=True)
class Swap:
    """Other words in the place of one; none removes it."""

    index: int
    replacement: str

    def variants(self, variant: Variant, read: Read) -> Iterator[Variant]:
        """Yield the variant. Raises EditError for a token that is not there, and where no token would remain."""
        yield replaced(variant, self.index, 1, read(self.replacement))


@dataclass(frozen=True, slots=True)
class Move:
    """One token to another place; `target` is its number afterwards."""

    source: int
    target: int

    def variants(self, variant: Variant, _read: Read) -> Iterator[Variant]:
        """Yield the variant. Raises EditError for places that are not there."""
        order = list(range(len(variant.origin)))
        check_index(self.source, len(order))
        check_index(self.target, len(order))
        order.insert(self.target, order.pop(self.source))
        yield reordered(variant, order)


@dataclass(frozen=True, slots=True)
class Order:
    """All tokens in a new order, each named by its number."""

    order: tuple[int, ...]

    def variants(self, variant: Variant, _read: Read) -> Iterator[Variant]:
        """Yield the variant. Raises EditError where a token is missing or comes twice."""
        length = len(variant.origin)
        if len(self.order) != length or set(self.order) != set(range(length)):
            raise EditError(f"an order must name each of the {length} tokens once, by a number from 0 to {length - 1}")
        yield reordered(variant, self.order)


@dataclass(frozen=True, slots=True)
class Rule:
    """Rules such as "leave -> arrive | depart, hi -> hello": a variant for each match and each replacement.

    Only whole words match, in any case; nothing after the arrow removes the words.
    """

    text: str

    def variants(self, variant: Variant, read: Read) -> Iterator[Variant]:
        """Yield the variants. Raises EditError where a part is no rule, or where no token would remain."""
        words = _folded(variant.sentence)
        for source, targets in parse_rules(self.text):
            pattern = _folded(read(source))
            replacements = [read(target) for target in targets]
            for index in range(len(words) - len(pattern) + 1 if pattern else 0):
                if words[index : index + len(pattern)] == pattern:
                    yield from (replaced(variant, index, len(pattern), other) for other in replacements)


@dataclass(frozen=True, slots=True)
class Reverse:
    """Last word first; punctuation at the end stays there. Nothing where that is the same sentence."""

    def variants(self, variant: Variant, _read: Read) -> Iterator[Variant]:
        """Yield the variant, if there is one."""
        yield from _rearranged(variant, lambda words, _texts: words[::-1])


@dataclass(frozen=True, slots=True)
class Shuffle:
    """A chance order that the seed fixes; punctuation at the end stays there. Nothing where all words are equal."""

    seed: int

    def variants(self, variant: Variant, _read: Read) -> Iterator[Variant]:
        """Yield the variant, if there is one."""
        yield from _rearranged(variant, self._shuffled)

    def _shuffled(self, words: list[int], texts: Sequence[str]) -> list[int]:
        mixed = random.Random(self.seed).sample(words, len(words))
        # Where chance gives the old sentence back, turning it by one word does not, unless all words are equal.
        same = [texts[index] for index in mixed] == [texts[index] for index in words]
        return words[1:] + words[:1] if same else mixed


Edit = Swap | Move | Order | Rule | Reverse | Shuffle


def apply(edits: Sequence[Edit], base: Tokenized, read: Read, most: int) -> list[Variant]:
    """Make the edits one upon the other; numbers of tokens are those of the sentence so far.

    Raises EditError where an edit cannot be made, and TooManyVariants where more than `most` come of them on the way.
    """
    made = [unedited(base)]
    for edit in edits:
        before, made = made, []
        for variant in (new for old in before for new in edit.variants(old, read)):
            if len(made) == most:
                raise TooManyVariants(f"the edits make more than {most} variants")
            made.append(variant)
    return made


def parse_rules(text: str) -> list[tuple[str, list[str]]]:
    """Read "leave -> arrive | depart, hi -> hello" as words and their replacements.

    Raises EditError, naming the part that is no rule.
    """
    rules = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        source, *targets = (side.strip() for side in regex.split(r"->|→|=>", part))
        if not source or len(targets) != 1:
            raise EditError(f"{part!r} is no rule: write word -> other | another")
        rules.append((source, [target.strip() for target in targets[0].split("|")]))
    if not rules:
        raise EditError("there is no rule: write word -> other | another")
    return rules


def _folded(sentence: Tokenized) -> list[str]:
    return [token.text.casefold() for token in sentence.tokens]


def _rearranged(variant: Variant, arrange: Callable[[list[int], Sequence[str]], list[int]]) -> Iterator[Variant]:
    """Order anew all but the punctuation at the end; nothing where the words come out as they were."""
    texts = [token.text for token in variant.sentence.tokens]
    end = len(texts)
    while end > 1 and CLOSING.fullmatch(texts[end - 1]):
        end -= 1
    order = [*arrange(list(range(end)), texts), *range(end, len(texts))]
    if [texts[index] for index in order] != texts:
        yield reordered(variant, order)
