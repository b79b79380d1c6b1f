"""What an epoch changes in a training, and how it waits in one file, so that a broken training goes on as if unbroken.

Tensors and plain numbers in safetensors; no pickle. Knows no loop and no data: a mark says whose it is.
"""

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save as to_bytes
from torch import Tensor
from torch.optim import Optimizer

from model.atomic import write_file
from model.errors import CheckpointError
from model.tagger import Tagger


@dataclass
class Best:
    """The weights of the best epoch so far."""

    score: float = -1.0
    epoch: int = -1
    weights: dict[str, Tensor] = field(default_factory=dict)


class Average:
    """An exponential moving average of a tagger's weights (Polyak and Juditsky, 1992), which begins quickly."""

    def __init__(self, tagger: Tagger, decay: float) -> None:
        self.tagger, self.decay, self.steps = copy.deepcopy(tagger), decay, 0

    @torch.no_grad()
    def update(self, tagger: Tagger) -> None:
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 10))
        for mean, weight in zip(self.tagger.parameters(), tagger.parameters(), strict=True):
            if weight.requires_grad:
                mean.lerp_(weight, 1 - decay)


@dataclass
class Standing:
    """Everything that an epoch changes. What is history are plain values, an entry an epoch."""

    tagger: Tagger
    optimizer: Optimizer
    average: Average | None
    best: Best = field(default_factory=Best)
    history: list[dict[str, Any]] = field(default_factory=list)


def waiting_file(out: Path) -> Path:
    """Where the training of the model folder `out` waits while it is unfinished."""
    return out.with_name(f".{out.name}.unfinished.safetensors")


def write_standing(path: Path, standing: Standing, mark: str) -> None:
    """Write where a training stands, and chance with it. Raises CheckpointError where the disk is full."""
    best = standing.best
    facts = {
        "mark": mark,
        "history": standing.history,
        "best": {"score": best.score, "epoch": best.epoch},
        "averaged": standing.average.steps if standing.average else 0,
    }
    tensors = {name: tensor.detach().cpu().contiguous() for name, tensor in _tensors(standing)}
    write_file(path, to_bytes(tensors, {"facts": json.dumps(facts)}))


def read_standing(path: Path, standing: Standing, mark: str) -> None:
    """Bring a training, new and of the same mark, to where it stood, and chance with it.

    Raises CheckpointError where the file is damaged or belongs to another training.
    """
    try:
        with safe_open(path, framework="pt") as file:
            facts = json.loads(file.metadata()["facts"])
            # cloned, for tensors of the file may lie where arithmetic rounds otherwise than in memory of one's own
            tensors = {name: file.get_tensor(name).clone() for name in file.keys()}  # noqa: SIM118
        if facts["mark"] != mark:
            raise CheckpointError(
                f"{path}: the unfinished training had another recipe, other data or another device: "
                "begin anew without --resume"
            )
        _restore(standing, tensors, facts)
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise CheckpointError(f"{path}: the unfinished training cannot be read: {error}") from error


def _tensors(standing: Standing) -> Iterator[tuple[str, Tensor]]:
    networks = {"tagger": standing.tagger.state_dict(), "best": standing.best.weights}
    if standing.average is not None:
        networks["average"] = standing.average.tagger.state_dict()
    fixed = _fixed(standing.tagger)  # a table of word vectors that does not move need not be written each time
    for network, weights in networks.items():
        yield from ((f"{network}/{name}", tensor) for name, tensor in weights.items() if name not in fixed)
    for number, moments in standing.optimizer.state_dict()["state"].items():
        yield from ((f"optimizer/{number}/{name}", tensor) for name, tensor in moments.items())
    yield "chance/cpu", torch.get_rng_state()
    if torch.cuda.is_available():
        yield "chance/cuda", torch.cuda.get_rng_state()


def _restore(standing: Standing, tensors: Mapping[str, Tensor], facts: Mapping[str, Any]) -> None:
    fixed = _fixed(standing.tagger)
    standing.tagger.load_state_dict(fixed | _below("tagger/", tensors))
    moments: dict[int, dict[str, Tensor]] = {}
    for name, tensor in _below("optimizer/", tensors).items():
        number, _, moment = name.partition("/")
        moments.setdefault(int(number), {})[moment] = tensor
    groups = standing.optimizer.state_dict()["param_groups"]
    standing.optimizer.load_state_dict({"state": moments, "param_groups": groups})
    if standing.average is not None:
        standing.average.tagger.load_state_dict(fixed | _below("average/", tensors))
        standing.average.steps = facts["averaged"]
    standing.best = Best(facts["best"]["score"], facts["best"]["epoch"], fixed | _below("best/", tensors))
    standing.history = facts["history"]
    torch.set_rng_state(tensors["chance/cpu"])
    if "chance/cuda" in tensors and torch.cuda.is_available():
        torch.cuda.set_rng_state(tensors["chance/cuda"])


def _fixed(tagger: Tagger) -> dict[str, Tensor]:
    """The weights that training leaves as they are, copied."""
    return {name: weight.detach().clone() for name, weight in tagger.named_parameters() if not weight.requires_grad}


def _below(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}
