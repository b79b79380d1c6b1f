"""What the lab shows of recorded trainings is what its recipes say, and what its text says of them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.choices import RECIPES
from model.config import read_recipe

ROOT = Path(__file__).parents[1]
RUNS: list[dict[str, Any]] = json.loads((ROOT / "static" / "clipping.json").read_text(encoding="utf-8"))["runs"]
FREE = [run for run in RUNS if not run["clip_norm"]]
CLIPPED = [run for run in RUNS if run["clip_norm"]]


def test_both_recipes_are_the_same_but_for_clipping() -> None:
    free, clipped = (read_recipe(RECIPES / "lab" / f"{name}.toml") for name in ("unclipped", "clipped"))
    assert free.train.clip_norm == 0
    assert clipped.train == replace(free.train, clip_norm=5.0)
    assert (clipped.model, clipped.data) == (free.model, free.data)
    assert free.model == read_recipe(RECIPES / "flights-elman.toml").model
    assert {run["clip_norm"] for run in RUNS} == {0.0, 5.0}
    assert {len(run["loss"]) / run["per_epoch"] for run in RUNS} == {free.train.epochs}


def test_each_seed_begins_alike_with_and_without_clipping() -> None:
    first = [{run["seed"]: run["loss"][0] for run in runs} for runs in (FREE, CLIPPED)]
    assert first[0] == first[1]
    assert list(first[0]) == [1, 2, 3, 4]


def test_without_clipping_all_are_thrown_up_and_luck_decides_the_end() -> None:
    for run in FREE:
        assert 4.5 < max(run["loss"]) / run["loss"][0] < 22
    ends = sorted(run["dev_f1"][-1] for run in FREE)
    assert (round(ends[0]), round(ends[-1])) == (30, 69)


def test_with_clipping_all_arrive() -> None:
    for run in CLIPPED:
        assert max(run["loss"]) < 2 * run["loss"][0]
        assert 73 <= run["dev_f1"][-1] < 76.5
