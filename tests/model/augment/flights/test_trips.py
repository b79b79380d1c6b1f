"""Claims about the verbs of leaving and arriving."""

import pytest

from model.augment.flights.trips import VERBS, inflect, verb_rules


@pytest.mark.parametrize(
    ("phrase", "third_person", "participle"),
    [
        ("leave", "leaves", "leaving"),
        ("take off from", "takes off from", "taking off from"),
        ("fly into", "flies into", "flying into"),
        ("reach", "reaches", "reaching"),
        ("get to", "gets to", "getting to"),
        ("begin in", "begins in", "beginning in"),
        ("go to", "goes to", "going to"),
        ("end up in", "ends up in", "ending up in"),
        ("set foot in", "sets foot in", "setting foot in"),
        ("touch down in", "touches down in", "touching down in"),
        ("exit", "exits", "exiting"),
    ],
)
def test_verbs_take_their_endings(phrase: str, third_person: str, participle: str) -> None:
    assert (inflect(phrase, ""), inflect(phrase, "s"), inflect(phrase, "ing")) == (phrase, third_person, participle)


def test_every_phrase_stands_before_a_place_of_its_side() -> None:
    rules = verb_rules()
    assert set(rules) == {"leave", "leaves", "leaving", "reach", "reaches", "reaching", "go", "goes", "going"}
    for name, text in rules.items():
        side = "from" if name.startswith("leav") else "to"
        assert all(line.endswith(f" <place:{side}>") for line in text.splitlines())


def test_leaving_without_a_preposition_is_as_frequent_as_arriving() -> None:
    leave, reach = (VERBS[verb][3].split("|") for verb in ("leave", "reach"))
    share_of_bare_leave = sum(phrase in {"leave", "depart"} for phrase in leave) / len(leave)
    share_of_bare_reach = sum(phrase in {"arrive", "reach"} for phrase in reach) / len(reach)
    assert abs(share_of_bare_leave - share_of_bare_reach) < 0.05
