"""A training that is broken off goes on to the very weights of one that was not."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file

from model import resume
from model.checkpoint import read_history
from model.config import Recipe
from model.errors import CheckpointError
from model.resume import waiting_file
from model.train import Corpus, Hooks, train
from model.vectors import Vectors
from tests.model.helpers import make_corpus, make_recipe, toy_corpus

ROOT = Path(__file__).parents[2]
SLEEPY = """
import sys, time
from pathlib import Path
from model.train import Hooks, train
from tests.model.helpers import make_corpus, make_recipe
def linger(step, steps, loss):
    if step == 9:
        print("in the third epoch", flush=True)
        time.sleep(60)
train(make_recipe(epochs=4, average=0.5), make_corpus(), Path(sys.argv[1]), hooks=Hooks(linger))
"""


class Stop(Exception):
    """Breaks a training off, as an interrupt does."""


def weights(folder: Path) -> bytes:
    return (folder / "model.safetensors").read_bytes()


def chancy(**changes: Any) -> Recipe:
    """A recipe in which each step depends on chance, on the moments of the optimiser and on the average."""
    train_config: dict[str, Any] = {"word_dropout": 0.2, "average": 0.5, "epochs": 4, **changes}
    recipe = make_recipe(**train_config)
    return replace(recipe, model=replace(recipe.model, dropout=0.3))


def broken(recipe: Recipe, corpus: Corpus, out: Path, step: int, again: bool = False) -> None:
    """Train up to a step and break off there."""

    def stop(number: int, *_: object) -> None:
        if number == step:
            raise Stop

    with pytest.raises(Stop):
        train(recipe, corpus, out, hooks=Hooks(stop), resume=again)


@settings(max_examples=8)
@given(breaks=st.lists(st.integers(1, 16), min_size=1, max_size=3).map(sorted))
def test_broken_anywhere_and_resumed_it_finds_the_weights_of_an_unbroken_training(
    breaks: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("resumed")
    train(chancy(), make_corpus(), folder / "whole")
    for number, step in enumerate(breaks):
        broken(chancy(), make_corpus(), folder / "parts", step, again=number > 0)
        torch.manual_seed(number)  # chance outside has no say
    train(chancy(), make_corpus(), folder / "parts", resume=True)
    assert weights(folder / "whole") == weights(folder / "parts")
    assert len(read_history(folder / "parts")) == 4
    assert {path.name for path in folder.iterdir()} == {"whole", "parts"}


def test_a_killed_process_loses_no_more_than_its_epoch(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SLEEPY, str(tmp_path / "killed")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}  # as here: sums round alike
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"in the third epoch\n"
        process.send_signal(signal.SIGKILL)
    assert not (tmp_path / "killed").exists()
    steps: list[int] = []
    recipe = make_recipe(epochs=4, average=0.5)
    hooks = Hooks(lambda step, *_: steps.append(step))
    train(recipe, make_corpus(), tmp_path / "killed", hooks=hooks, resume=True)
    train(recipe, make_corpus(), tmp_path / "whole")
    assert steps == list(range(9, 17))  # the third epoch from its beginning
    assert weights(tmp_path / "killed") == weights(tmp_path / "whole")


def test_a_training_killed_after_its_last_epoch_trains_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise Stop

    monkeypatch.setattr("model.checkpoint.save", fail)
    with pytest.raises(Stop):
        train(chancy(patience=1, epochs=9), make_corpus(), tmp_path / "m")
    monkeypatch.undo()
    steps: list[int] = []
    hooks = Hooks(lambda step, *_: steps.append(step))
    train(chancy(patience=1, epochs=9), make_corpus(), tmp_path / "m", hooks=hooks, resume=True)
    assert steps == []


def test_without_resume_it_begins_anew_and_with_nothing_to_resume_too(tmp_path: Path) -> None:
    broken(chancy(), make_corpus(), tmp_path / "m", 9)
    for again, out in ((False, "m"), (True, "n")):
        steps: list[int] = []
        hooks = Hooks(lambda step, *_: steps.append(step))  # noqa: B023
        train(chancy(), make_corpus(), tmp_path / out, hooks=hooks, resume=again)
        assert steps[0] == 1


@pytest.mark.parametrize("other", ["recipe", "data"])
def test_another_training_is_not_gone_on_with(tmp_path: Path, other: str) -> None:
    broken(chancy(), make_corpus(), tmp_path / "m", 9)
    recipe = chancy(seed=2) if other == "recipe" else chancy()
    corpus = replace(make_corpus(), dev=toy_corpus()[:5]) if other == "data" else make_corpus()
    with pytest.raises(CheckpointError, match="begin anew without --resume"):
        train(recipe, corpus, tmp_path / "m", resume=True)
    train(chancy(), make_corpus(), tmp_path / "m", resume=True)  # which the refusal did not spoil


@pytest.mark.parametrize("damage", [b"", b"\x00" * 20, b"half"])
def test_a_damaged_file_is_refused_in_one_sentence(tmp_path: Path, damage: bytes) -> None:
    broken(chancy(), make_corpus(), tmp_path / "m", 9)
    file = waiting_file(tmp_path / "m")
    file.write_bytes(file.read_bytes()[:1000] if damage == b"half" else damage)
    with pytest.raises(CheckpointError, match="unfinished training cannot be read"):
        train(chancy(), make_corpus(), tmp_path / "m", resume=True)


def test_what_waits_are_tensors_and_plain_numbers(tmp_path: Path) -> None:
    broken(chancy(), make_corpus(), tmp_path / "m", 9)
    file = waiting_file(tmp_path / "m")
    kinds = {name.partition("/")[0] for name in load_file(file)}
    assert kinds == {"tagger", "average", "best", "optimizer", "chance"}
    header = json.loads(file.read_bytes()[8 : 8 + int.from_bytes(file.read_bytes()[:8], "little")])
    facts = json.loads(header["__metadata__"]["facts"])
    assert [entry["epoch"] for entry in facts["history"]] == [1, 2]


def test_a_full_disk_is_said_and_the_model_that_was_there_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train(make_recipe(epochs=1), make_corpus(), tmp_path / "m")
    before = weights(tmp_path / "m")

    def full(path: Path, content: bytes) -> None:  # noqa: ARG001
        raise CheckpointError(f"{path}: cannot be written: No space left on device; it is left as it was")

    monkeypatch.setattr(resume, "write_file", full)
    with pytest.raises(CheckpointError, match="No space left on device"):
        train(make_recipe(epochs=2), make_corpus(), tmp_path / "m")
    assert weights(tmp_path / "m") == before


def test_a_table_of_vectors_that_does_not_move_is_not_written_each_epoch(tmp_path: Path) -> None:
    corpus = replace(make_corpus(), vectors=Vectors(tuple(f"w{n}" for n in range(5000)), torch.randn(5000, 6)))
    broken(chancy(), corpus, tmp_path / "m", 9)
    assert not any(name.endswith("words.weight") for name in load_file(waiting_file(tmp_path / "m")))
    train(chancy(), corpus, tmp_path / "m", resume=True)
    train(chancy(), corpus, tmp_path / "whole")
    assert weights(tmp_path / "m") == weights(tmp_path / "whole")
