"""What shipped networks know of a word whose meaning comes later, and what some of them cannot know."""

import pytest

from model.predict import Predictor

PERSON, TOYS = "Teddy Roosevelt was a great President", "Teddy bears are on sale"


@pytest.mark.parametrize("architecture", ["feedforward", "elman", "gru", "lstm"])
def test_a_network_that_reads_forward_cannot_tell_one_teddy_from_the_other(architecture: str) -> None:
    predictor = Predictor.load(f"entities/{architecture}")
    person, toys = (
        {top.tag: top.score for top in predictor(text, top_k=len(predictor.vocab.tags)).tokens[0].top}
        for text in (PERSON, TOYS)
    )
    assert person == pytest.approx(toys, abs=1e-6)


def test_a_network_that_reads_both_ways_knows_the_president_from_the_bears() -> None:
    predictor = Predictor.load("entities/bi-lstm")
    assert [(span.text, span.label) for span in predictor(PERSON).spans] == [("Teddy Roosevelt", "PER")]
    assert predictor(TOYS).spans == ()
