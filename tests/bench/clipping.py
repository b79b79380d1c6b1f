"""Record what the lab shows of clipping: python -m tests.bench.clipping [FOLDER OF THE PUBLIC SETS]. No test.

The same as `slotscope train model/recipes/lab/unclipped.toml --seed 1` and so on, with the loss of every step kept.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import torch

from app.choices import RECIPES, with_seed
from model.checkpoint import read_history
from model.config import Recipe, read_recipe
from model.corpus import build_corpus
from model.sources import default_data_dir
from model.train import Corpus, Hooks, train

RECORD = Path(__file__).parents[2] / "static" / "clipping.json"
NAMES = ("unclipped", "clipped")
SEEDS = (1, 2, 3, 4)
DIGITS = 4  # of a loss


def main(data: Path) -> None:
    """Train each recipe with each seed and write all losses into one file."""
    torch.set_num_threads(1)
    runs = []
    for recipe in (read_recipe(RECIPES / "lab" / f"{name}.toml") for name in NAMES):
        corpus = build_corpus(recipe, data)
        runs += [record(with_seed(recipe, seed), corpus) for seed in SEEDS]
    RECORD.write_text(json.dumps({"runs": runs}, separators=(",", ":")) + "\n", encoding="utf-8")


def record(recipe: Recipe, corpus: Corpus) -> dict[str, Any]:
    """One training: the loss of each step, strict dev F1 after each epoch."""
    losses: list[float] = []
    hooks = Hooks(on_step=lambda _step, _steps, loss: losses.append(float(f"{loss:.{DIGITS}g}")))
    with tempfile.TemporaryDirectory() as folder:
        train(recipe, corpus, Path(folder) / recipe.name, hooks=hooks)
        scores = [round(report["dev_f1"], 2) for report in read_history(Path(folder) / recipe.name)]
    print(recipe.train.clip_norm, recipe.train.seed, scores)  # noqa: T201
    settings = {"seed": recipe.train.seed, "clip_norm": recipe.train.clip_norm}
    return {**settings, "per_epoch": len(losses) // recipe.train.epochs, "loss": losses, "dev_f1": scores}


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else default_data_dir())
