"""Tests of model.confusion: counts by hand, and a picture that is XML and small whatever the labels are."""

import xml.etree.ElementTree as Xml

from model.confusion import SHOWN, confusion, picture


def test_words_are_counted_by_label_whatever_their_position() -> None:
    gold = [["B-a", "I-a", "O"], ["B-b", "O"]]
    given = [["B-a", "B-b", "O"], ["I-a", "B-b"]]
    assert confusion(gold, given) == {"O": {"O": 1, "b": 1}, "a": {"a": 1, "b": 1}, "b": {"a": 1}}


def test_the_picture_shows_each_count_in_its_cell() -> None:
    texts = [
        element.text for element in Xml.fromstring(picture({"a": {"a": 7, "<b>&": 3}, "<b>&": {"<b>&": 5}})).iter()
    ]
    assert [text for text in texts if text and text.isdigit()] == ["5", "3", "7"]
    assert texts.count("<b>&") == 2


def test_figures_on_dark_cells_are_white() -> None:
    texts = {text.text: text.get("class") for text in Xml.fromstring(picture({"a": {"a": 7, "b": 3}})).iter()}
    assert (texts["7"], texts["3"]) == ("c on", "c")


def test_of_many_labels_those_with_the_most_mistakes_are_shown_in_a_small_file() -> None:
    names = [f"label_number_{number}.of_a_long_name" for number in range(90)]
    counts = {name: dict.fromkeys(names, number + 1000) for number, name in enumerate(names)}
    svg = picture(counts)
    assert len(svg) < 100_000  # every cell full, which no network does
    shown = {text.text for text in Xml.fromstring(svg).iter() if text.text in names}
    assert shown == set(names[-SHOWN:])


def test_without_mistakes_the_picture_is_empty_and_sound() -> None:
    assert len(list(Xml.fromstring(picture({"a": {"a": 3}})))) < 9
    assert Xml.fromstring(picture({})).tag.endswith("svg")
