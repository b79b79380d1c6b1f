"""How fast every model is on one core, on the typed suite of its task. Run it with `make bench`."""

import json
import sys
from pathlib import Path

import torch

from app.console import table
from app.reports import figure
from app.speed import milliseconds_alone, sentences_per_second
from model.checkpoint import SHIPPED, find_models
from model.predict import Predictor

SUITES = Path(__file__).parents[1] / "model" / "fixtures"
SECONDS = 3.0  # of each model, in batches


def main(models_dir: Path) -> None:
    """Measure every model of a folder and print a table."""
    torch.set_num_threads(1)
    rows = []
    for name, folder in find_models(models_dir).items():
        suite = SUITES / f"{name.partition('/')[0]}_typed.jsonl"
        texts = [json.loads(line)["text"] for line in suite.read_text(encoding="utf-8").splitlines()]
        predictor = Predictor.load(folder)
        fast, alone = sentences_per_second(predictor, texts, SECONDS), milliseconds_alone(predictor, texts)
        rows.append((name, figure(fast, 0), figure(alone, 2)))
    table(("model", ">sentences/s", ">ms alone"), rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED)
