"""Compare the default models with a plain one-layer BiLSTM of 200 units in torch, word for word, side by side.

Both get the same encoded batches on one thread: the plain network looks up word vectors, reads both ways and takes the
likeliest tag; ours does all that it does for a prediction, characters, path and probabilities included. Rounds
alternate, and the processor's time counts, so that a busy machine disturbs neither.
Run it with `python -m tests.bench.plain`.
"""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

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
        batches = encoded(predictor, SUITES / f"{task}_typed.jsonl")
        words = sum(int(batch.lengths.sum()) for batch in batches)

        def ours(batch: Batch, tagger: nn.Module = predictor.tagger) -> object:
            return tagger.decide(tagger(batch), batch)  # type: ignore[operator]

        rounds = [(seconds(plain, batches), seconds(ours, batches)) for _ in range(ROUNDS)]
        times = [1e6 * median(column) / words for column in zip(*rounds, strict=True)]
        ratio = median(mine / theirs for theirs, mine in rounds)
        print(f"{predictor.name}: plain {times[0]:.1f}, ours {times[1]:.1f} µs a word, {ratio:.2f} times")  # noqa: T201


def encoded(predictor: Predictor, suite: Path) -> list[Batch]:
    """The sentences of a typed suite in batches of like length."""
    texts = [json.loads(line)["text"] for line in suite.read_text(encoding="utf-8").splitlines()]
    sentences = sorted(([token.text for token in predictor.read(text).tokens] for text in texts), key=len)
    return [predictor.encoder.batch(sentences[start : start + BATCH]) for start in range(0, len(sentences), BATCH)]


def seconds(network: Callable[[Batch], object], batches: Sequence[Batch]) -> float:
    """Processor time of all batches."""
    started = time.process_time()
    for batch in batches:
        network(batch)
    return time.process_time() - started


if __name__ == "__main__":
    main()
