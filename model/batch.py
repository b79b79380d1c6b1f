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
    """What the network should say: NO_TARGET where nothing is known."""

    tags: Tensor  # (B, T) int64
    intents: Tensor  # (B,) int64

    def to(self, device: torch.device | str) -> "Targets":
        return Targets(self.tags.to(device), self.intents.to(device))


class Encoder:
    """Words to tensors by one vocabulary. Remembers the words that it has met."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
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
        """Numbers of the gold tags and intents."""
        vocab, longest = self.vocab, max(len(sentence.words) for sentence in sentences)
        tags = [[vocab.tag_numbers[tag] for tag in sentence.tags] for sentence in sentences]
        padded = [row + [NO_TARGET] * (longest - len(row)) for row in tags]
        intents = [vocab.intent_numbers.get(sentence.intent or "", NO_TARGET) for sentence in sentences]
        return Targets(torch.tensor(padded), torch.tensor(intents))


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


def _pad(rows: Sequence[Sequence[int]]) -> Tensor:
    width = max(1, *(len(row) for row in rows))
    return torch.tensor([[*row, *[PAD] * (width - len(row))] for row in rows])  # (U, W)
