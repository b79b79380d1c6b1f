"""How fast a model tags on this machine, from raw text to predictions. Knows no terminal and no files."""

import random
import time
from collections.abc import Sequence
from itertools import cycle, islice
from statistics import median

from model.predict import Predictor

BATCH = 512  # sentences, as many as `slotscope tag` takes at a time
WORDS = 12  # of a made-up sentence: as long as people's requests


def made_up(predictor: Predictor, count: int = 64) -> list[str]:
    """Sentences of random words that the model knows: the same ones each time."""
    chance = random.Random(0)
    return [" ".join(chance.choices(predictor.vocab.words, k=WORDS)) for _ in range(count)]


def sentences_per_second(predictor: Predictor, texts: Sequence[str], seconds: float) -> float:
    """How many sentences a second are tagged in batches, measured over at least `seconds` after one batch."""
    batch = list(islice(cycle(texts), BATCH))
    predictor.predict([predictor.read(text) for text in batch])
    started, done = time.perf_counter(), 0
    while time.perf_counter() - started < seconds:
        done += len(predictor.predict([predictor.read(text) for text in batch]))
    return done / (time.perf_counter() - started)


def milliseconds_alone(predictor: Predictor, texts: Sequence[str], times: int = 200) -> float:
    """The median time of a sentence that comes alone."""
    taken = []
    for text in islice(cycle(texts), times):
        started = time.perf_counter()
        predictor(text)
        taken.append(1000 * (time.perf_counter() - started))
    return median(taken)
