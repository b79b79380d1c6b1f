"""The best path that is found among few tags is the one that is found among all."""

import pytest
import torch

from model.crf import CRF
from model.fast.paths import Paths
from model.states import states_of
from model.tags import Scheme

LABELS = "abcdefghij"
TAGS = ("O", *(f"{position}-{label}" for label in LABELS for position in "BI"))
ODD = ("I-a", "B-b", "O", "I-c", "B-a")  # one that nothing may precede, and no other order
LENGTHS = torch.tensor([3, 1, 9, 5])
MASK = torch.arange(9) < LENGTHS[:, None]


@pytest.mark.parametrize(
    ("tags", "scheme"), [(TAGS, "BIO"), (ODD, "BIO"), (("O",), "BIO"), (states_of(TAGS, "IOBES"), "IOBES")]
)
@pytest.mark.parametrize("scale", [0.1, 1, 5])
@pytest.mark.parametrize("moves", [0.1, 1, 5])
def test_the_best_path_is_that_of_the_crf(moves: float, scale: float, tags: tuple[str, ...], scheme: Scheme) -> None:
    torch.manual_seed(1)
    crf = CRF(tags, scheme).requires_grad_(False)
    for weights in crf.parameters():
        weights.normal_(std=moves)
    paths = Paths(crf)
    for _ in range(20):
        emissions = scale * torch.randn(*MASK.shape, len(tags))
        assert paths(emissions, MASK)[MASK].tolist() == crf.viterbi(emissions, MASK)[MASK].tolist()
