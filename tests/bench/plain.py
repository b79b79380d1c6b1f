"""Compare the default models with a plain one-layer BiLSTM of 200 units in torch, word for word, side by side.

Both tag the same batches on one thread: the plain network is given the numbers of words, looks up vectors, reads both
ways and takes the likeliest tag; ours is given the words and decides all that a prediction holds, path and
probabilities of tags and intents included. Rounds alternate, and the time of the processor counts, so that a busy
machine disturbs neither; after the first round the words are ones that ours has met.
Run it with `python -m tests.bench.plain`.
"""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import torch
from torch import Tensor, nn

from model.batch import Batch
from model.predict import Predictor

SUITES = Path(__file__).parents[1] / "model" / "fixtures"
ROUNDS, BATCH = 15, 64


class Plain(nn.Module):
    """Word vectors of 100 numbers, a BiLSTM of 200 units a direction, a score a tag."""

    def __init__(self, words: int, tags: int) -> None:
        super().__init__()
        self.words = nn.Embedding(words, 100)
        self.encoder = nn.LSTM(100, 200, batch_first=True, bidirectional=True)
        self.emit = nn.Linear(400, tags)

    def forward(self, batch: Batch) -> Tensor:
        states: Tensor = self.encoder(self.words(batch.words))[0]  # (B, T, 400)
        best: Tensor = self.emit(states).argmax(dim=-1)  # (B, T)
        return best


@torch.inference_mode()
def main() -> None:
    """Print microseconds a word of both, and their ratio, for each task's default model."""
    torch.set_num_threads(1)
    for task in ("flights", "assistant", "entities"):
        predictor = Predictor.load(task)
        plain = Plain(len(predictor.vocab.words), len(predictor.vocab.tags)).eval()
        sentences = batches(predictor, SUITES / f"{task}_typed.jsonl")
        numbers = [predictor.encoder.batch(batch) for batch in sentences]
        words = sum(len(sentence) for batch in sentences for sentence in batch)
        rounds = [(seconds(plain, numbers), seconds(predictor.decide, sentences)) for _ in range(ROUNDS)]
        theirs, ours = (1e6 * median(column) / words for column in zip(*rounds, strict=True))
        ratio = median(ours / theirs for theirs, ours in rounds)
        print(f"{predictor.name}: plain {theirs:.1f}, ours {ours:.1f} µs a word, {ratio:.2f} times")  # noqa: T201


def batches(predictor: Predictor, suite: Path) -> list[list[list[str]]]:
    """The sentences of a typed suite as words, in batches of like length."""
    texts = [json.loads(line)["text"] for line in suite.read_text(encoding="utf-8").splitlines()]
    sentences = sorted(([token.text for token in predictor.read(text).tokens] for text in texts), key=len)
    return [sentences[start : start + BATCH] for start in range(0, len(sentences), BATCH)]


def seconds(network: Callable[[Any], object], given: Sequence[object]) -> float:
    """Processor time of all batches."""
    started = time.process_time()
    for batch in given:
        network(batch)
    return time.process_time() - started


if __name__ == "__main__":
    main()
