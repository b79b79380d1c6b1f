"""Write the table of shipped models into the README: scores as they were measured in training, speed measured now.

Run it with `make bench`. One thread; sentences/s from raw text to spans, over the task's typed suite.
"""

import json
import statistics
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from app.speed import milliseconds_alone, sentences_per_second
from model.checkpoint import SHIPPED, Card, find_models, read_card
from model.config import ARCHITECTURES
from model.predict import Predictor

ROOT = Path(__file__).parents[2]
SUITES = ROOT / "tests" / "model" / "fixtures"
BEGIN, END = "<!-- RESULTS -->", "<!-- /RESULTS -->"
COLUMNS = (
    "model | dev F1, mean ± spread of seeds | shipped | typed F1 | pairs | intents | parameters | size | "
    "sentences/s | one alone"
)
SECONDS = 3.0  # of each model, in batches


def main(readme: Path) -> None:
    """Measure every shipped model and put the table between the README's marks."""
    torch.set_num_threads(1)
    rows = [row(read_card(folder), *speed(name, folder)) for name, folder in ordered(find_models(SHIPPED))]
    table = "\n".join([f"| {COLUMNS} |", "|---" + "|---:" * COLUMNS.count("|") + "|", *rows])
    print(table)  # noqa: T201
    before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    readme.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def ordered(models: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    """Task by task, from the simplest architecture to the strongest."""
    rank = {architecture: number for number, architecture in enumerate(ARCHITECTURES)}
    by_rank = sorted(models, key=lambda name: rank[name.partition("/")[2]])  # type: ignore[index]
    for name in sorted(by_rank, key=lambda name: ["flights", "assistant", "entities"].index(name.partition("/")[0])):
        yield name, models[name]


def speed(name: str, folder: Path) -> tuple[float, float]:
    """Sentences a second in batches, and milliseconds of one alone."""
    suite = SUITES / f"{name.partition('/')[0]}_typed.jsonl"
    texts = [json.loads(line)["text"] for line in suite.read_text(encoding="utf-8").splitlines()]
    predictor = Predictor.load(folder)
    return sentences_per_second(predictor, texts, SECONDS), milliseconds_alone(predictor, texts)


def row(card: Card, fast: float, alone: float) -> str:
    """One line of the table."""
    metrics = card.metrics
    cells = (
        f"`{card.name}`",
        spread(metrics.get("seeds", {}).get("dev_f1", [])),
        number(metrics.get("dev_f1"), 2),
        number(metrics.get("typed_f1"), 1),
        number(metrics.get("pair_accuracy"), 1),
        number(metrics.get("dev", {}).get("intent_accuracy"), 1),
        f"{card.parameters / 1e6:.2f} M",
        f"{card.size_bytes / 1e6:.1f} MB",
        f"{fast:,.0f}",
        f"{alone:.1f} ms",
    )
    return f"| {' | '.join(cells)} |"


def spread(scores: Sequence[float]) -> str:
    """Mean ± standard deviation."""
    return f"{statistics.mean(scores):.2f} ± {statistics.stdev(scores):.2f}" if len(scores) > 1 else "–"


def number(value: Any, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


if __name__ == "__main__":
    main(ROOT / "README.md")
