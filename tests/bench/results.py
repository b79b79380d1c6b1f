"""Write the tables of shipped models into the README: scores as their folders hold them, speed measured now.

`make cards` measures the scores. `make bench` runs this; with --scores the table of speed stays as it is.
One thread; sentences/s from raw text to spans, over the task's typed suite.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import torch

from app.reports import figure, megabytes, spread
from app.speed import milliseconds_alone, sentences_per_second
from model.checkpoint import SHIPPED, Card, find_models, read_card
from model.config import ARCHITECTURES
from model.predict import Predictor
from model.robustness import CHANGES

ROOT = Path(__file__).parents[2]
SUITES = ROOT / "tests" / "model" / "fixtures"
SCORES = ("model", "dev F1 of its seeds", "shipped", "typed F1", "pairs", "intents", *CHANGES, "calibration")
SPEED = ("model", "parameters", "size", "sentences/s", "one alone")
SECONDS = 3.0  # of each model, in batches


def main(readme: Path, with_speed: bool) -> None:
    """Put the tables of every shipped model between the README's marks."""
    torch.set_num_threads(1)
    models = dict(ordered(find_models(SHIPPED)))
    write(readme, "RESULTS", SCORES, [scores_row(read_card(folder)) for folder in models.values()])
    if with_speed:
        write(readme, "SPEED", SPEED, [speed_row(read_card(folder), folder) for folder in models.values()])


def ordered(models: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    """Task by task, from the simplest architecture to the strongest."""
    rank = {architecture: number for number, architecture in enumerate(ARCHITECTURES)}
    by_rank = sorted(models, key=lambda name: rank[name.partition("/")[2]])  # type: ignore[index]
    for name in sorted(by_rank, key=lambda name: ["flights", "assistant", "entities"].index(name.partition("/")[0])):
        yield name, models[name]


def scores_row(card: Card) -> Sequence[str]:
    """How good a model is, as it was measured last."""
    metrics = card.metrics
    return (
        f"`{card.name}`",
        spread(metrics.get("seeds", {}).get("dev_f1", ())),
        figure(metrics.get("dev_f1"), 2),
        figure(metrics.get("typed_f1"), 1),
        figure(metrics.get("pair_accuracy"), 1),
        figure(metrics.get("dev", {}).get("intent_accuracy"), 1),
        *(figure(metrics.get("robustness", {}).get(change, {}).get("lost"), 1) for change in CHANGES),
        figure(metrics.get("calibration_error"), 2),
    )


def speed_row(card: Card, folder: Path) -> Sequence[str]:
    """Size, sentences a second in batches, and milliseconds of one alone."""
    suite = SUITES / f"{card.name.partition('/')[0]}_typed.jsonl"
    texts = [json.loads(line)["text"] for line in suite.read_text(encoding="utf-8").splitlines()]
    predictor = Predictor.load(folder)
    return (
        f"`{card.name}`",
        f"{card.parameters / 1e6:.2f} M",
        megabytes(card.size_bytes),
        figure(sentences_per_second(predictor, texts, SECONDS), 0),
        f"{figure(milliseconds_alone(predictor, texts), 1)} ms",
    )


def write(readme: Path, mark: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Replace what stands between a pair of marks by a table."""
    lines = [" | ".join(columns), "|".join(["---", *["---:"] * (len(columns) - 1)]), *map(" | ".join, rows)]
    table = "\n".join(f"|{line}|" if line.startswith("---") else f"| {line} |" for line in lines)
    begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    before, _, rest = readme.read_text(encoding="utf-8").partition(begin)
    readme.write_text(f"{before}{begin}\n\n{table}\n\n{end}{rest.partition(end)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main(ROOT / "README.md", with_speed="--scores" not in sys.argv)
