"""What the templates show, against answers made by hand; and against the browser's own idea of colours and percents."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from app.page import cells, choices, hue, percent, plain_intent, plain_label, ticket_rows, words
from model.predict import Prediction, TaggedToken
from tests.app.doubles import make_card

ROOT = Path(__file__).parents[2]


def prediction(text: str, *tagged: tuple[str, str]) -> Prediction:
    tokens, at = [], 0
    for word, tag in tagged:
        start = text.index(word, at)
        at = start + len(word)
        tokens.append(TaggedToken(word, start, at, tag, 0.8))
    return Prediction("flights/gru", text, tuple(tokens), ())


def test_a_slot_of_two_words_is_one_cell_and_the_full_stop_clings_to_it() -> None:
    made = cells(prediction("to  New York.", ("to", "O"), ("New", "B-city"), ("York", "I-city"), (".", "O")))
    assert [(cell.gap, cell.words, cell.tail, cell.label) for cell in made] == [
        ("", "to", "", ""),
        ("  ", "New York", ".", "city"),
    ]


def test_cells_give_the_text_back() -> None:
    text = "😀 (New York), \tto Lima!?"
    tagged = [("😀", "O"), ("(", "O"), ("New", "B-city"), ("York", "I-city"), (")", "O"), (",", "O"), ("to", "O")]
    made = cells(prediction(text, *tagged, ("Lima", "B-city"), ("!", "O"), ("?", "O")))
    assert "".join(cell.gap + cell.words + cell.tail for cell in made) == text


def test_two_slots_side_by_side_stay_two() -> None:
    assert len(cells(prediction("May 2nd", ("May", "B-day"), ("2nd", "B-day")))) == 2


def test_models_are_offered_by_task_up_the_ladder() -> None:
    names = ["flights/bi-lstm", "entities/gru", "flights/feedforward", "own/elman"]
    offered = choices({name: make_card(name) for name in names})
    assert [(task, [model.name for model in models]) for task, models in offered.items()] == [
        ("Flights", ["flights/feedforward", "flights/bi-lstm"]),
        ("Names", ["entities/gru"]),
        ("Own", ["own/elman"]),
    ]


def test_a_flight_shows_its_empty_fields_and_a_day_its_value() -> None:
    day = {"text": "May 2nd", "value": "2027-05-02"}
    rows = {row.key: row for row in ticket_rows("flights", {"departure_date": [day, {"text": "x", "value": None}]})}
    assert (rows["departure_date"].text, rows["departure_date"].value) == ("May 2nd, x", "2027-05-02")
    assert rows["origin"].text == ""
    assert [row.name for row in ticket_rows("entities", {"PER": ["Ada"]})] == ["People"]


def test_labels_and_intents_are_said_in_plain_words() -> None:
    assert plain_label("toloc.city_name") == "place of arrival"
    assert plain_label("my_own.fieldName") == "my own field Name"
    assert plain_intent("atis_flight#atis_airfare") == "find a flight + ask for fares"


@pytest.mark.skipif(not shutil.which("node"), reason="no node on this machine")
def test_the_browser_has_the_same_colours_and_percents() -> None:
    labels = [*words()["labels"], "naïve.ラベル", "x"]
    scores = [0, 0.001, 0.005, 0.125, 0.5, 0.994, 0.995, 1]
    script = """
        const { hueOf, percent } = await import(process.argv[1]);
        const [labels, scores] = JSON.parse(process.argv[2]);
        console.log(JSON.stringify([labels.map(hueOf), scores.map(percent)]));
    """
    module = (ROOT / "static/js/lib/labels.js").as_uri()
    command = ["node", "--no-warnings", "--input-type=module", "-e", script, module, json.dumps([labels, scores])]
    answer = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout)
    assert answer == [[hue(label) for label in labels], [percent(score) for score in scores]]
