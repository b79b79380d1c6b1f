"""Tests of model.copying: what the sequences hold, and who can remember."""

import pytest
import torch

from model.copying import BEFORE, CELLS, LETTERS, CopyConfig, CopyRun, make_sequences


def test_a_sequence_holds_one_mark_and_the_answer_stands_there() -> None:
    distances = torch.tensor([0, 3, 7])
    sequences, answers = make_sequences(distances, 7, torch.Generator().manual_seed(1))
    assert sequences.shape == (3, BEFORE + 7 + 2, LETTERS + 2)
    for sequence, answer, distance in zip(sequences, answers.tolist(), distances.tolist(), strict=True):
        [place] = sequence[:, LETTERS].nonzero().flatten().tolist()
        letters_between = len(sequence) - 2 - place
        assert letters_between == distance
        assert sequence[place, :LETTERS].argmax().item() == answer
        assert sequence[-1].tolist() == [0.0] * (LETTERS + 1) + [1.0]
        assert bool((sequence[:-1, :LETTERS].sum(dim=1) == 1).all())


def test_untrained_networks_guess() -> None:
    recall = CopyRun(CopyConfig(farthest=30)).recall()
    assert set(recall) == set(CELLS)
    for shares in recall.values():
        assert len(shares) == 31
        assert sum(shares) / len(shares) == pytest.approx(1 / LETTERS, abs=0.08)


def test_the_same_seed_gives_the_same_run() -> None:
    runs = [CopyRun(CopyConfig(6, seed)) for seed in (1, 1, 2)]
    losses = [[run.advance() for _ in range(3)] for run in runs]
    assert losses[0] == losses[1] != losses[2]
    assert runs[0].step == 3


def test_gates_remember_what_an_elman_network_forgets() -> None:
    run = CopyRun(CopyConfig(farthest=10))
    for _ in range(250):
        run.advance()
    recall = run.recall()
    far = {name: sum(shares[5:]) / len(shares[5:]) for name, shares in recall.items()}
    assert far["gru"] > 0.9
    assert far["lstm"] > 0.9
    assert far["elman"] < 0.6
