"""The memory word by word against the networks run by themselves."""

import pytest
import torch

from model.config import Architecture
from model.dynamics import memory, prefixes
from tests.model.helpers import BOTH_WAYS, FORWARD, make_predictor

TEXT = "we leave from 😀 Oslo, next Friday"


def test_beginnings_keep_text_and_offsets() -> None:
    steps = prefixes(make_predictor().read(TEXT))
    assert [step.text for step in steps[:4]] == ["we", "we leave", "we leave from", "we leave from 😀"]
    assert all(step.text[token.start : token.end] == token.text for step in steps for token in step.tokens)


def test_the_forward_states_of_an_elman_network_follow_its_formula() -> None:
    predictor = make_predictor("elman")
    sentence = predictor.read("we leave from Oslo")
    found = memory(predictor, sentence)
    cell = next(module for module in predictor.tagger.modules() if isinstance(module, torch.nn.RNN))
    batch = predictor.encoder.batch([[token.text for token in sentence.tokens]])
    state, rows = torch.zeros(cell.hidden_size), predictor.tagger.features(batch)[0]
    for t, row in enumerate(rows):
        state = torch.tanh(
            cell.weight_ih_l0 @ row + cell.bias_ih_l0 + cell.weight_hh_l0 @ state + cell.bias_hh_l0  # type: ignore[operator]
        )
        assert torch.allclose(found.forward[t], state[list(found.units)], atol=1e-5)


@pytest.mark.parametrize("architecture", [*FORWARD, "feedforward"])
def test_networks_that_read_forward_never_revise(architecture: Architecture) -> None:
    found = memory(make_predictor(architecture), make_predictor(architecture).read(TEXT))
    final = [token.tag for token in found.steps[-1].tokens]
    assert all([token.tag for token in step.tokens] == final[: len(step.tokens)] for step in found.steps)
    assert found.backward is None


@pytest.mark.parametrize("architecture", BOTH_WAYS)
def test_the_second_pass_begins_anew_with_each_word(architecture: Architecture) -> None:
    predictor = make_predictor(architecture)
    sentence = predictor.read(TEXT)
    found = memory(predictor, sentence)
    assert found.backward is not None
    assert [len(states) for states in found.backward] == list(range(1, len(sentence.tokens) + 1))
    alone = memory(predictor, prefixes(sentence)[2], most_units=found.of)
    assert alone.backward is not None
    everything = memory(predictor, sentence, most_units=found.of)
    assert everything.backward is not None
    assert torch.allclose(everything.backward[2], alone.backward[2], atol=1e-5)


def test_each_step_says_what_the_tagger_says_of_the_words_so_far() -> None:
    predictor = make_predictor()
    found = memory(predictor, predictor.read(TEXT))
    for step in found.steps:
        alone = predictor.predict([predictor.read(step.text)])[0]
        assert [token.tag for token in step.tokens] == [token.tag for token in alone.tokens]


def test_the_units_shown_are_those_that_move_most() -> None:
    predictor = make_predictor("gru")
    everything = memory(predictor, predictor.read(TEXT), most_units=99)
    few = memory(predictor, predictor.read(TEXT), most_units=3)
    spread = everything.forward.var(dim=0, unbiased=False)
    assert sorted(few.units) == sorted(spread.topk(3).indices.tolist())
    assert few.of == len(everything.units) == 8
