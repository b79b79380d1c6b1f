"""Words, characters, word shapes, tags and intents to numbers and back. Knows no torch."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import regex

from model.data import Sentence
from model.errors import VocabError
from model.lexicon import Lexicon
from model.tags import OUTSIDE, split_tag

PAD, UNKNOWN = 0, 1  # the first two numbers of every table of words and characters
RESERVED = ("<pad>", "<unknown>")
MAX_CHARS = 20  # of a longer word the first and the last ten are read
# Marks a training tag that is known in part: "?MISC" is O or a tag of MISC, "?" is any tag at all.
PARTIAL = "?"

# The first pattern that fits the whole word names its shape; 0 pads. Possessive (++, *+): time must not grow faster
# than the word, however long a word is typed.
SHAPES: dict[str, regex.Pattern[str]] = {
    "lower": regex.compile(r"[\p{Ll}\p{Lo}\p{M}]+"),
    "initial": regex.compile(r"\p{Lu}\.?"),
    "title": regex.compile(r"\p{Lu}[\p{Ll}\p{M}]+"),
    "upper": regex.compile(r"[\p{Lu}\p{M}]+"),
    "mixed": regex.compile(r"[\p{L}\p{M}]+"),
    "year": regex.compile(r"(?:1[5-9]|20)\d\d"),
    "digit": regex.compile(r"\d"),
    "two_digits": regex.compile(r"\d\d"),
    "digits": regex.compile(r"\d+"),
    "number": regex.compile(r"[.,:/-]*\d[\d.,:/-]*"),
    "ordinal": regex.compile(r"\d+(?:st|nd|rd|th)", regex.IGNORECASE),
    "letters_and_digits": regex.compile(r"[\p{L}\p{M}\d]+"),
    "acronym": regex.compile(r"(?:\p{L}\.)++\p{L}?"),
    "title_joined": regex.compile(r"\p{Lu}[\p{L}\p{M}]*+(?:[-'’&.][\p{L}\p{M}\d]*+)++"),
    "lower_joined": regex.compile(r"[\p{L}\p{M}\d]++(?:[-'’&.][\p{L}\p{M}\d]*+)++"),
    "apostrophe": regex.compile(r"['’]\p{L}*"),
    "money": regex.compile(r"\p{Sc}"),
    "stop": regex.compile(r"[.!?…]+"),
    "punctuation": regex.compile(r"[\p{P}\p{S}]+"),
    "other": regex.compile(r".*", regex.DOTALL),
}
SHAPE_NUMBERS = {name: number for number, name in enumerate(SHAPES, start=1)}
SHAPE_COUNT = len(SHAPES) + 1
DIGIT = regex.compile(r"\d")


@dataclass(frozen=True)
class Vocab:
    """The tables of one model. Numbers are positions; words and characters begin with RESERVED."""

    words: tuple[str, ...] | Lexicon
    chars: tuple[str, ...]
    tags: tuple[str, ...]
    intents: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("words", "chars", "tags", "intents"):
            entries = getattr(self, name)
            if isinstance(entries, Lexicon):
                continue  # of words that were looked through before: `from_dict`
            if len(set(entries)) != len(entries):
                twice = next(entry for entry, count in Counter(entries).items() if count > 1)
                raise VocabError(f"{name} holds {twice!r} twice")
        if not self.tags:
            raise VocabError("a vocabulary needs at least one tag")

    @cached_property
    def word_numbers(self) -> Mapping[str, int]:
        return {word: number for number, word in enumerate(self.words)}

    @cached_property
    def char_numbers(self) -> Mapping[str, int]:
        return {char: number for number, char in enumerate(self.chars)}

    @cached_property
    def tag_numbers(self) -> Mapping[str, int]:
        return {tag: number for number, tag in enumerate(self.tags)}

    @cached_property
    def intent_numbers(self) -> Mapping[str, int]:
        return {intent: number for number, intent in enumerate(self.intents)}

    def right_tags(self, tag: str) -> tuple[int, ...]:
        """The numbers of the tags that are right where a training sentence says `tag`: several if it is partial."""
        if not tag.startswith(PARTIAL):
            return (self.tag_numbers[tag],)
        labels = ("", tag.removeprefix(PARTIAL))  # "" is that of O
        right = tuple(number for number, other in enumerate(self.tags) if split_tag(other)[1] in labels)
        return right if labels[1] and right else tuple(range(len(self.tags)))

    def word_number(self, word: str) -> int:
        """The number of a word, or of the nearest known spelling of it, or UNKNOWN."""
        find = self.words.number if isinstance(self.words, Lexicon) else self.word_numbers.get
        known = (number for form in spellings(word) if (number := find(form)) is not None)
        return max(next(known, UNKNOWN), UNKNOWN)  # a typed "<pad>" is a word, though an unknown one

    def char_row(self, word: str) -> list[int]:
        """The numbers of a word's characters: of a long word its first and last ten."""
        half = MAX_CHARS // 2
        kept = word if len(word) <= MAX_CHARS else word[:half] + word[-half:]
        return [self.char_numbers.get(char, UNKNOWN) for char in kept]

    def to_dict(self) -> dict[str, Any]:
        return {"words": [*self.words], "chars": self.chars, "tags": self.tags, "intents": self.intents}

    @classmethod
    def from_dict(cls, tables: Mapping[str, Sequence[str]], compact: bool = False) -> "Vocab":
        """compact: with words that take little memory, for looking them up now and then.

        Raises VocabError where a table is missing, is no list of strings or lacks the reserved entries.
        """
        for name in ("words", "chars", "tags", "intents"):
            table = tables.get(name)
            if not isinstance(table, list | tuple) or not all(isinstance(entry, str) for entry in table):
                raise VocabError(f"the vocabulary has no list of strings {name!r}")
            if name in ("words", "chars") and tuple(table[: len(RESERVED)]) != RESERVED:
                raise VocabError(f"{name} must begin with {' and '.join(RESERVED)}")
        vocab = cls(*(tuple(tables[name]) for name in ("words", "chars", "tags", "intents")))
        return replace(vocab, words=Lexicon(vocab.words)) if compact else vocab


def build_vocab(
    sentences: Iterable[Sentence], known_words: Sequence[str] = (), min_count: int = 1, tags: Iterable[str] = ()
) -> Vocab:
    """Collect the tables of a corpus.

    known_words: words with a pretrained vector, which belong to the vocabulary whatever the corpus holds.
    min_count: how often any other word must occur. tags: further tags that must exist.
    """
    words: Counter[str] = Counter()
    chars: Counter[str] = Counter()
    all_tags, intents = set(tags), set()
    for sentence in sentences:
        words.update(word.lower() for word in sentence.words)
        chars.update(char for word in sentence.words for char in word)
        all_tags.update(tag for tag in sentence.tags if not tag.startswith(PARTIAL))
        if sentence.intent is not None:
            intents.add(sentence.intent)
    # the corpus's own words come first: they are the ones that training moves
    kept = dict.fromkeys(w for w, count in words.most_common() if count >= min_count) | dict.fromkeys(known_words)
    for word in RESERVED:
        kept.pop(word, None)  # a corpus may hold such a word; it is read as unknown
    kept_chars = sorted(char for char, count in chars.items() if count >= max(min_count, 2))
    return Vocab((*RESERVED, *kept), (*RESERVED, *kept_chars), _both_positions(all_tags), tuple(sorted(intents)))


def _both_positions(tags: Iterable[str]) -> tuple[str, ...]:
    """O, then B- and I- of every label: a name that was one word in the corpus may be two in another sentence."""
    labels = sorted({split_tag(tag)[1] for tag in tags} - {""})
    return (OUTSIDE, *(f"{position}-{label}" for label in labels for position in "BI"))


def spellings(word: str) -> Iterable[str]:
    """The forms under which a word is looked up, best first: lower case, curly marks straight, digits as 0, bare."""
    lower = word.lower().replace("’", "'")
    yield lower
    if DIGIT.search(lower):
        yield DIGIT.sub("0", lower)
    bare = strip_accents(lower).strip("'.")
    if bare and bare != lower:
        yield bare


def strip_accents(word: str) -> str:
    """ "São" -> "Sao"."""
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def shape_number(word: str) -> int:
    """The number of the first shape of SHAPES that fits the word."""
    return next(SHAPE_NUMBERS[name] for name, pattern in SHAPES.items() if pattern.fullmatch(word))
