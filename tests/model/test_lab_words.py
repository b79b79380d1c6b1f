"""What the lab's text says of the shipped networks, asked of the networks themselves."""

from functools import cache

import pytest

from model.cells import CELLS
from model.dynamics import gradients, states
from model.predict import Predictor
from model.unrolled import parts, unroll_sentence

LEAVE, ARRIVE = (f"I would like to {verb} Taipei on November 2nd" for verb in ("leave", "arrive"))
LONG = (
    "please show me all of the flights that leave from Taipei in the early morning with no more than one stop "
    "and a meal and that arrive in Lagos"
)
VERB, CITY = 4, 5
PERSON, THING = "Teddy Roosevelt was a great president", "Teddy bears are on sale"


@cache
def network(name: str) -> Predictor:
    return Predictor.load(name)


def tags(name: str, text: str) -> list[str]:
    return [token.tag for token in network(name).predict([network(name).read(text)])[0].tokens]


def test_without_memory_taipei_has_one_label_and_with_it_the_verb_decides() -> None:
    assert tags("flights/feedforward", LEAVE)[CITY] == tags("flights/feedforward", ARRIVE)[CITY]
    assert tags("flights/elman", LEAVE)[CITY] == "B-fromloc.city_name"
    assert tags("flights/elman", ARRIVE)[CITY] == "B-toloc.city_name"


def test_memories_agree_up_to_the_verb_and_differ_from_there_to_the_end() -> None:
    elman = network("flights/elman")
    leave, arrive = (states(elman, elman.read(text)) for text in (LEAVE, ARRIVE))
    apart = (leave - arrive).norm(dim=1)
    assert not apart[:VERB].any()
    assert bool((apart[VERB:] > 1).all())


@pytest.mark.parametrize("cell", CELLS)
def test_one_way_teddy_is_the_same_in_both_sentences_and_both_ways_a_person_in_one(cell: str) -> None:
    assert tags(f"entities/{cell}", PERSON)[0] == tags(f"entities/{cell}", THING)[0]
    assert tags(f"entities/bi-{cell}", PERSON)[0] == "B-PER"
    assert tags(f"entities/bi-{cell}", THING)[0] != "B-PER"


@pytest.mark.parametrize("text", [LEAVE, ARRIVE, LONG])
@pytest.mark.parametrize("cell", CELLS)
def test_the_pass_written_out_gives_the_tags_and_scores_that_are_served(cell: str, text: str) -> None:
    predictor = network(f"flights/{cell}")
    served = predictor.predict([predictor.read(text)])[0].tokens
    before = "O"
    for row, token in zip(unroll_sentence(predictor, predictor.read(text)).probabilities.tolist(), served, strict=True):
        written = dict(zip(predictor.vocab.tags, row, strict=True))
        may_follow = [tag for tag in written if tag[0] != "I" or tag[2:] == before[2:]]
        before = max(may_follow, key=written.__getitem__)
        assert before == token.tag
        assert token.score == pytest.approx(written[before], abs=1e-5)


def test_the_elman_network_has_the_sizes_that_the_text_names() -> None:
    weights, _ = parts(network("flights/elman"))
    assert weights.w_aa.shape == (200, 200)
    assert len(weights.w_ax) == 200


def test_of_a_far_word_the_gates_keep_a_hundredth_where_an_elman_network_keeps_less_than_a_millionth() -> None:
    left = {}
    for cell in CELLS:
        predictor = network(f"flights/{cell}")
        sentence = predictor.read(LONG)
        found = gradients(predictor, sentence, len(sentence.tokens) - 1)
        left[cell] = (found.terms[0] / found.terms[-1]).item()
        if cell == "elman":  # each step alone may stretch some direction, the product does not
            assert bool((found.jacobians > 1).all())
            assert found.products[0] < 1e-3
    assert left["elman"] < 1e-6
    assert min(left["gru"], left["lstm"]) > 1e-3
