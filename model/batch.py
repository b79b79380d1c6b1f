"""Sentences of words to padded tensors.

Letters used below: B sentences, T words of the longest, U different words, W characters of the longest word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from model.data import Sentence
from model.vocab import PAD, Vocab, shape_number

CACHED_WORDS = 2**16
NO_TARGET = -100  # a padded tag or a missing intent: left out of the loss


@dataclass(frozen=True)
class Batch:
    """Encoded sentences. Characters are held once for each different word, `forms` points to them."""

    words: Tensor  # (B, T) int64
    shapes: Tensor  # (B, T) int64
    forms: Tensor  # (B, T) int64, rows of chars
    chars: Tensor  # (U, W) int64; row 0 is all padding
    lengths: Tensor  # (B,) int64, on the CPU as packing wants it
    mask: Tensor  # (B, T) bool, True at words

    def to(self, device: torch.device | str) -> "Batch":
        words, shapes, forms, chars = (part.to(device) for part in (self.words, self.shapes, self.forms, self.chars))
        return Batch(words, shapes, forms, chars, self.lengths, self.mask.to(device))


@dataclass(frozen=True)
class Targets:
    """What the network should say: NO_TARGET where nothing is known.

    Where a tag is known in part, `allowed` says which tags would be right, and `tags` holds one of them.
    """

    tags: Tensor  # (B, T) int64
    intents: Tensor  # (B,) int64
    allowed: Tensor | None = None  # (B, T, K) bool, all False at padding; None where every tag is known

    def to(self, device: torch.device | str) -> "Targets":
        allowed = None if self.allowed is None else self.allowed.to(device)
        return Targets(self.tags.to(device), self.intents.to(device), allowed)


class Encoder:
    """Words to tensors by one vocabulary. Remembers the words that it has met."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._right = lru_cache(CACHED_WORDS)(vocab.right_tags)
        self._number = lru_cache(CACHED_WORDS)(lambda word: (vocab.word_number(word), shape_number(word)))
        self._chars = lru_cache(CACHED_WORDS)(lambda word: vocab.char_row(word))

    def batch(self, sentences: Sequence[Sequence[str]]) -> Batch:
        """Encode and pad. Every sentence must have at least one word."""
        lengths = [len(words) for words in sentences]
        rows: dict[str, int] = {}  # different words in order of appearance, from row 1
        words, shapes, forms = [], [], []
        for sentence in sentences:
            numbers = [self._number(word) for word in sentence]
            padding = [PAD] * (max(lengths) - len(sentence))
            words.append([word for word, _ in numbers] + padding)
            shapes.append([shape for _, shape in numbers] + padding)
            forms.append([rows.setdefault(word, len(rows) + 1) for word in sentence] + padding)
        chars = _pad([[], *(self._chars(word) for word in rows)])
        length = torch.tensor(lengths)
        mask = torch.arange(max(lengths)) < length[:, None]  # (B, T)
        return Batch(torch.tensor(words), torch.tensor(shapes), torch.tensor(forms), chars, length, mask)

    def targets(self, sentences: Sequence[Sentence]) -> Targets:
        """Numbers of the gold tags and intents; the tags may be partial ones, such as "?MISC"."""
        vocab, longest = self.vocab, max(len(sentence.words) for sentence in sentences)
        rows = [[self._right(tag) for tag in sentence.tags] for sentence in sentences]
        padded = [[numbers[0] for numbers in row] + [NO_TARGET] * (longest - len(row)) for row in rows]
        intents = [vocab.intent_numbers.get(sentence.intent or "", NO_TARGET) for sentence in sentences]
        partial = any(len(numbers) > 1 for row in rows for numbers in row)
        allowed = _allowed(rows, longest, len(vocab.tags)) if partial else None
        return Targets(torch.tensor(padded), torch.tensor(intents), allowed)


def length_batches(lengths: Sequence[int], max_padded: int) -> Iterator[list[int]]:
    """Group positions of sentences of like length so that longest × count stays within `max_padded` words.

    A sentence longer than that is a group of its own.
    """
    group: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: lengths[index]):
        if group and lengths[index] * (len(group) + 1) > max_padded:
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def _allowed(rows: Sequence[Sequence[tuple[int, ...]]], longest: int, tags: int) -> Tensor:
    """The numbers that are right at each word, as a mask."""
    allowed = torch.zeros(len(rows), longest, tags, dtype=torch.bool)  # (B, T, K)
    places = [(row, word, tag) for row, words in enumerate(rows) for word, right in enumerate(words) for tag in right]
    allowed[tuple(torch.tensor(places).T)] = True
    return allowed


def _pad(rows: Sequence[Sequence[int]]) -> Tensor:
    width = max(1, *(len(row) for row in rows))
    return torch.tensor([[*row, *[PAD] * (width - len(row))] for row in rows])  # (U, W)
