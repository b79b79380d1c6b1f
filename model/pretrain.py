"""Word vectors from plain text: skip-gram with negative sampling (Mikolov et al., 2013), trained by gensim.

Needs the optional extra `pretrain`. The text is tokenized as the taggers read it and lower-cased; rare numbers have
their digits read as 0, as the vocabulary looks them up.
"""

import random
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from gensim.models import Word2Vec

from model.plain import read_texts
from model.vectors import write_vectors
from model.vocab import DIGIT

COMMON_NUMBER = 100  # a number seen less often is read with its digits as 0


@dataclass(frozen=True)
class VectorConfig:
    """How the vectors are found."""

    texts: tuple[str, ...] = ("wikipedia-articles", "wikipedia-2014-half", "football-results")
    spoken: tuple[str, ...] = ("dialogues-and-queries",)  # read once a tokenization, so that contractions have vectors
    size: int = 100
    window: int = 4  # words each side: small windows bring words of one kind together
    negative: int = 8
    min_count: int = 8
    epochs: int = 3
    most: int = 30_000  # vectors kept, the most frequent
    workers: int = 2
    seed: int = 1


def train_vectors(config: VectorConfig, text_dir: Path, out: Path) -> int:
    """Train vectors on the xz-compressed texts of a folder and write them; return how many were kept.

    Raises DataError where a text is missing or damaged.
    """
    lines = [
        line.lower()
        for line in read_texts(text_dir, dict.fromkeys(config.texts, 1.0), dict.fromkeys(config.spoken, 1.0))
    ]
    random.Random(config.seed).shuffle(lines)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=out.parent, suffix=".txt") as corpus:
        corpus.writelines(f"{line}\n" for line in read_numbers(lines))
        corpus.flush()
        trained = Word2Vec(
            corpus_file=corpus.name,
            vector_size=config.size,
            window=config.window,
            sg=1,
            negative=config.negative,
            sample=1e-4,
            min_count=config.min_count,
            workers=config.workers,
            epochs=config.epochs,
            seed=config.seed,
        ).wv
    words = trained.index_to_key[: config.most]  # most frequent first
    write_vectors(out, words, torch.from_numpy(trained.vectors[: config.most].copy()))
    return len(words)


def read_numbers(lines: Sequence[str]) -> Iterable[str]:
    """Replace the digits of rare numbers by 0: "8:47" becomes "0:00", "1996" stays."""
    counts = Counter(word for line in lines for word in line.split() if DIGIT.search(word))
    for line in lines:
        if not DIGIT.search(line):
            yield line
            continue
        words = line.split()
        yield " ".join(DIGIT.sub("0", word) if 0 < counts[word] < COMMON_NUMBER else word for word in words)
