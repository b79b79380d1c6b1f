"""A sentence with tokens replaced or put in a new order, as natural text with offsets. Knows no network and no rules.

Every token of a variant knows the token of the base sentence that it was (`origin`), also after edits upon edits.
White space stays where it was, except that no two words come to touch that did not before, and that punctuation keeps
leaning on its neighbour if it did.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from model.errors import ModelError
from model.predict import Tokenized
from model.text import Token

CLOSING = regex.compile(r"[\p{Pe}\p{Pf}.,;:!?…%]+")
OPENING = regex.compile(r"[\p{Ps}\p{Pi}$£€¿¡]+")


class EditError(ModelError):
    """An edit that cannot be made on this sentence."""


class TooManyVariants(EditError):
    """Edits that make more variants than allowed."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A sentence and, for each of its tokens, the token of the base sentence it was; None where it is new."""

    sentence: Tokenized
    origin: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """A token on its way into a variant, after its gap. A settled one may touch the word before it."""

    text: str
    gap: str
    origin: int | None
    settled: bool = True


def unedited(sentence: Tokenized) -> Variant:
    """The base sentence as the variant of itself."""
    return Variant(sentence, tuple(range(len(sentence.tokens))))


def replaced(variant: Variant, index: int, count: int, replacement: Tokenized) -> Variant:
    """Put other words in the place of `count` tokens; the first of them has the origin of the first replaced.

    Raises EditError for a token that is not there, and where no token would remain.
    """
    words = _words(variant)
    check_index(index, len(words))
    old, after = words[index : index + count], words[index + count :]
    new = _words(Variant(replacement, (None,) * len(replacement.tokens)))
    if not (new or after or index):
        raise EditError("a sentence must keep at least one token")
    if new:
        alike = _is_word(new[0].text) == _is_word(old[0].text)
        new[0] = _Word(new[0].text, old[0].gap, old[0].origin, settled=alike)
    if after:
        alike = bool(new) and _is_word(new[-1].text) == _is_word(old[-1].text)
        after[0] = replace(after[0], gap=after[0].gap if new or index else old[0].gap, settled=alike)
    return _written([*words[:index], *new, *after], _tail(variant))


def reordered(variant: Variant, order: Sequence[int]) -> Variant:
    """Put the tokens in a new order, each named by its number."""
    words = _words(variant)
    moved = [replace(words[index], gap=_gap(words, order, place)) for place, index in enumerate(order)]
    return _written(moved, _tail(variant))


def check_index(index: int, length: int) -> None:
    """Raise EditError where a sentence has no such token."""
    if not 0 <= index < length:
        raise EditError(f"there is no token {index}: the sentence has {length}, numbered from 0")


def _words(variant: Variant) -> list[_Word]:
    end, words = 0, []
    for token, origin in zip(variant.sentence.tokens, variant.origin, strict=True):
        words.append(_Word(token.text, variant.sentence.text[end : token.start], origin))
        end = token.end
    return words


def _gap(words: Sequence[_Word], order: Sequence[int], place: int) -> str:
    """What stands before a word in a new order: its own gap where it leans on its neighbour, else that of the place."""
    if place == 0:
        return words[0].gap
    before, index = order[place - 1], order[place]
    if before == index - 1 or (index and CLOSING.fullmatch(words[index].text)):
        return words[index].gap
    if OPENING.fullmatch(words[before].text) and before + 1 < len(words):
        return words[before + 1].gap
    return words[place].gap or " "


def _written(words: Sequence[_Word], tail: str) -> Variant:
    """The words as a text, each after its gap."""
    pieces, tokens, end = [], [], 0
    for before, word in zip([None, *words], words, strict=False):
        touches = not (word.gap or word.settled) and before and _is_word(before.text) and _is_word(word.text)
        gap = " " if touches else word.gap
        start = end + len(gap)
        end = start + len(word.text)
        tokens.append(Token(word.text, start, end))
        pieces += [gap, word.text]
    text = "".join([*pieces, tail])
    return Variant(Tokenized(text, tuple(tokens)), tuple(word.origin for word in words))


def _tail(variant: Variant) -> str:
    tokens = variant.sentence.tokens
    return variant.sentence.text[tokens[-1].end if tokens else 0 :]


def _is_word(text: str) -> bool:
    return any(character.isalnum() for character in text)
