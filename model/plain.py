"""Plain text to sentences: xz-compressed texts of a folder, split into words as the taggers read them.

Knows no network and no vocabulary.
"""

import lzma
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from model.errors import DataError
from model.text import TextConfig, tokenize

MAX_SENTENCE = 200  # words; longer ones are cut
TREEBANK = (TextConfig("split"),)
EVERY_WAY = (TextConfig("keep"), TextConfig("split"), TextConfig("apostrophe", split_hyphens=True))


def read_texts(
    text_dir: Path, texts: Mapping[str, float], spoken: Mapping[str, float] = {}, seed: int = 1
) -> list[str]:
    """The sentences of several texts, words parted by one space; those of `spoken` once a way of tokenizing.

    Each text stands with the share of its sentences that is drawn, at random where that is less than 1.
    Raises DataError where a text is missing or damaged.
    """
    rng = random.Random(seed)
    sources = [(*text, TREEBANK) for text in texts.items()] + [(*text, EVERY_WAY) for text in spoken.items()]
    return [
        line
        for name, share, ways in sources
        for line in sentences(text_dir / f"{name}.txt.xz", ways)
        if share >= 1 or rng.random() < share
    ]


def sentences(path: Path, ways: Sequence[TextConfig], wanted: Callable[[], bool] = lambda: True) -> Iterator[str]:
    """The sentences of a text, words parted by one space, once for each way of tokenizing; `wanted` is asked a line.

    Raises DataError where the text is missing or damaged.
    """
    try:
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                for way in ways if wanted() else ():
                    yield from _cut([token.text for token in tokenize(line, way)])
    except (OSError, EOFError, UnicodeDecodeError, lzma.LZMAError) as error:
        raise DataError(f"no text to learn from: {error}", path) from error


def _cut(words: list[str]) -> Iterator[str]:
    start = 0
    for index, word in enumerate(words, start=1):
        if word in {".", "!", "?"} or index - start >= MAX_SENTENCE or index == len(words):
            if index - start > 1:
                yield " ".join(words[start:index])
            start = index
