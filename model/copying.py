"""The copy task: how far back can a network remember? Three small networks learn it side by side.

Letters pass by and one of them is marked; at the end the network must say which. The longer ago the mark, the longer
the letter must be remembered while others pass. Knows no tagger.
N sequences, T places of each, D distances, the letter's from the question.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, one_hot

LETTERS = 4  # guessing is right once in four
FEATURES = LETTERS + 2  # which letter; marked; "say it now"
BEFORE = 3  # letters that pass before the earliest mark
HIDDEN = 32
BATCH = 32
EXAMPLES = 40  # sequences a distance when measuring
LEARNING_RATE = 5e-3
CLIP_NORM = 1.0

CELLS: dict[str, type[nn.RNN | nn.GRU | nn.LSTM]] = {"elman": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


@dataclass(frozen=True)
class CopyConfig:
    """A run: the farthest distance, in letters between mark and question, and the seed of all chance."""

    farthest: int = 16
    seed: int = 1


class Reader(nn.Module):
    """A recurrent network that says a letter after the last place: (N, T, FEATURES) -> (N, LETTERS)."""

    def __init__(self, cell: type[nn.RNN | nn.GRU | nn.LSTM]) -> None:
        super().__init__()
        self.read = cell(FEATURES, HIDDEN, batch_first=True)
        self.say = nn.Linear(HIDDEN, LETTERS)

    def forward(self, sequences: Tensor) -> Tensor:
        states: Tensor = self.read(sequences)[0]  # (N, T, H)
        said: Tensor = self.say(states[:, -1])
        return said


class CopyRun:
    """Elman, GRU and LSTM, from chance weights on; each step trains all three on the same sequences."""

    def __init__(self, config: CopyConfig) -> None:
        torch.manual_seed(config.seed)
        self.config, self.step = config, 0
        self.networks = {name: Reader(cell) for name, cell in CELLS.items()}
        self.optimizers = {
            name: torch.optim.Adam(network.parameters(), LEARNING_RATE) for name, network in self.networks.items()
        }
        self.chance = torch.Generator().manual_seed(config.seed)

    def advance(self) -> dict[str, float]:
        """Train one step; the losses by network."""
        distances = torch.randint(self.config.farthest + 1, (BATCH,), generator=self.chance)
        sequences, answers = make_sequences(distances, self.config.farthest, self.chance)
        self.step += 1
        return {name: self._learn(name, sequences, answers) for name in self.networks}

    @torch.inference_mode()
    def recall(self) -> dict[str, list[float]]:
        """The share of right answers at each distance 0 … farthest, by network, on sequences never trained on."""
        count = self.config.farthest + 1
        distances = torch.arange(count).repeat_interleave(EXAMPLES)  # (D * EXAMPLES,)
        unseen = torch.Generator().manual_seed(self.config.seed + 1)
        sequences, answers = make_sequences(distances, self.config.farthest, unseen)
        right = {name: network(sequences).argmax(dim=1) == answers for name, network in self.networks.items()}
        return {name: each.double().view(count, EXAMPLES).mean(dim=1).tolist() for name, each in right.items()}

    def _learn(self, name: str, sequences: Tensor, answers: Tensor) -> float:
        network, optimizer = self.networks[name], self.optimizers[name]
        optimizer.zero_grad()
        loss = cross_entropy(network(sequences), answers)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), CLIP_NORM)
        optimizer.step()
        return loss.item()


def make_sequences(distances: Tensor, farthest: int, chance: torch.Generator) -> tuple[Tensor, Tensor]:
    """Sequences whose marked letter stands so many letters before the question, and that letter's number.

    (N,) -> (N, T, FEATURES), (N,); T is the same whatever the distance.
    """
    places = BEFORE + farthest + 2
    letters = torch.randint(LETTERS, (len(distances), places), generator=chance)  # (N, T)
    sequences = one_hot(letters, FEATURES).float()  # (N, T, FEATURES)
    row, marked = torch.arange(len(distances)), places - 2 - distances
    sequences[row, marked, LETTERS] = 1
    sequences[:, -1] = 0
    sequences[:, -1, LETTERS + 1] = 1
    return sequences, letters[row, marked]
