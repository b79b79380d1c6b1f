"""Where a tagger's training begins: what plain text taught, put into a new network. Knows no files."""

import math

import torch
from torch import Tensor

from model.errors import DataError
from model.tagger import Tagger
from model.vectors import Vectors
from model.vocab import PAD, UNKNOWN, Vocab

SPREAD = 0.1  # of the numbers in a word's vector at the start
CHARS, UNKNOWN_WORD = "chars.embed.weight", "unknown"  # weights of a row a character; the vector of unknown words
KEPT = ("chars.", "shapes.", "encoder.")  # how the names of weights begin that a tagger takes over


@torch.no_grad()
def inherit(tagger: Tagger, vocab: Vocab, vectors: Vectors | None) -> None:
    """Give words their vectors, at random where they have none, and the network the weights that fit by name and size.

    Raises DataError where the vectors have another size than the tagger's.
    """
    table = tagger.words.weight  # (V, D)
    table.normal_(std=SPREAD)
    table[PAD] = 0
    if vectors is None:
        return
    if vectors.rows.shape[1] != table.shape[1]:
        raise DataError(f"vectors have size {vectors.rows.shape[1]}, word_size is {table.shape[1]}")
    rows = torch.tensor([vocab.word_numbers[word] for word in vectors.words])
    # an encoder was taught with the vectors as they are
    scale = 1.0 if vectors.network else SPREAD * math.sqrt(vectors.rows.numel()) / float(vectors.rows.norm())
    table[rows] = vectors.rows * scale
    if vectors.network:
        _take_over(tagger, vocab, vectors)


def bequeath(tagger: Tagger) -> dict[str, Tensor]:
    """The weights that `inherit` gives to another network."""
    network = {name: weights for name, weights in tagger.state_dict().items() if name.startswith(KEPT)}
    return network | {UNKNOWN_WORD: tagger.words(torch.tensor([[UNKNOWN]]))[0, 0].detach()}


def _take_over(tagger: Tagger, vocab: Vocab, vectors: Vectors) -> None:
    own = tagger.state_dict()
    for name, weights in vectors.network.items():
        if name == UNKNOWN_WORD:
            tagger.words.weight[UNKNOWN] = weights
        elif name == CHARS and tagger.chars is not None and weights.shape[1] == own[CHARS].shape[1]:
            for number, char in enumerate(vectors.chars):
                if char in vocab.char_numbers:
                    own[CHARS][vocab.char_numbers[char]] = weights[number]
        elif name in own and own[name].shape == weights.shape:
            own[name].copy_(weights)
