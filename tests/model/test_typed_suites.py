"""The typed dev suites are well made: offsets, labels, pairs and names are what the README beside them says.

Knows nothing of any model. What compares a suite with the public data is skipped where those are not fetched.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from model.sources import default_data_dir
from model.text import TextConfig, tokenize

FIXTURES = Path(__file__).with_name("fixtures")
TEXT = {
    "flights": TextConfig("keep", True),
    "entities": TextConfig("split", False),
    "assistant": TextConfig("apostrophe", False),
}
SENTENCES = {"flights": 200, "entities": 200, "assistant": 120}  # at least
PAIRS = {"flights": 60, "entities": 50, "assistant": 20}
LABELS = {
    "flights": """fromloc.city_name fromloc.airport_name fromloc.airport_code fromloc.state_name fromloc.state_code
        toloc.city_name toloc.airport_name toloc.airport_code toloc.state_name toloc.state_code toloc.country_name
        stoploc.city_name city_name airport_name airport_code depart_date.day_name depart_date.month_name
        depart_date.day_number depart_date.year depart_date.date_relative depart_date.today_relative
        depart_time.time depart_time.time_relative depart_time.period_of_day depart_time.period_mod
        depart_time.start_time depart_time.end_time arrive_date.day_name arrive_date.month_name
        arrive_date.day_number arrive_date.date_relative arrive_date.today_relative arrive_time.time
        arrive_time.time_relative arrive_time.period_of_day arrive_time.start_time arrive_time.end_time
        return_date.day_name return_date.month_name return_date.day_number airline_name airline_code flight_number
        flight_time flight_mod flight_stop flight_days cost_relative fare_amount fare_basis_code class_type economy
        round_trip connect or meal meal_description transport_type aircraft_code""",
    "entities": "PER LOC ORG MISC",
    "assistant": """album artist best_rating city condition_description condition_temperature country cuisine
        current_location entity_name facility genre geographic_poi location_name movie_name movie_type music_item
        object_location_type object_name object_part_of_series_type object_select object_type
        party_size_description party_size_number playlist playlist_owner poi rating_unit rating_value
        restaurant_name restaurant_type served_dish service sort spatial_relation state timeRange track year""",
}
INTENTS = {
    "flights": """atis_flight atis_airfare atis_airline atis_ground_service atis_ground_fare atis_abbreviation
        atis_flight_time atis_airport atis_city atis_distance atis_quantity atis_aircraft atis_capacity
        atis_flight_no atis_meal""",
    "entities": "",
    "assistant": """AddToPlaylist BookRestaurant GetWeather PlayMusic RateBook SearchCreativeWork
        SearchScreeningEvent""",
}
Line = dict[str, Any]

every_suite = pytest.mark.parametrize("name", TEXT)


@every_suite
def test_a_line_holds_the_six_fields_and_an_id_of_its_own(name: str) -> None:
    lines = read(name)
    assert all(list(line) == ["id", "text", "spans", "intent", "pair", "tags"] for line in lines)
    assert [line["id"] for line in lines] == [f"{name[0]}{number:03d}" for number in range(1, len(lines) + 1)]


@every_suite
def test_offsets_cut_out_the_text_that_they_name(name: str) -> None:
    for line in read(name):
        assert all(line["text"][span["start"] : span["end"]] == span["text"] for span in line["spans"]), line


@every_suite
def test_spans_stand_in_order_and_apart_and_end_where_tokens_end(name: str) -> None:
    for line in read(name):
        tokens = tokenize(line["text"], TEXT[name])
        borders = [(span["start"], span["end"]) for span in line["spans"]]
        assert all(end <= start for (_, end), (start, _) in pairwise(borders)), line
        assert {start for start, _ in borders} <= {token.start for token in tokens}, line
        assert {end for _, end in borders} <= {token.end for token in tokens}, line


@every_suite
def test_labels_and_intents_are_those_of_the_task_and_every_label_is_met(name: str) -> None:
    lines = read(name)
    assert {span["label"] for line in lines for span in line["spans"]} == set(LABELS[name].split())
    assert {line["intent"] for line in lines if line["intent"]} == set(INTENTS[name].split())


@every_suite
def test_no_sentence_comes_twice_and_there_are_enough(name: str) -> None:
    texts = Counter(plain(line["text"], keep_case=True) for line in read(name))
    assert [text for text, times in texts.items() if times > 1] == []
    assert len(texts) >= SENTENCES[name]


@every_suite
def test_pairs_have_two_halves_that_share_a_word_and_there_are_enough(name: str) -> None:
    pairs = read_pairs(name)
    assert len(pairs) >= PAIRS[name]
    for pair, halves in pairs.items():
        assert len(halves) == 2, pair
        assert words(halves[0]) & words(halves[1]), pair


def test_a_person_in_one_half_is_named_in_the_other_and_is_no_person_there() -> None:
    pairs = [halves for halves in read_pairs("entities").values() if is_about_a_person(halves)]
    assert len(pairs) >= PAIRS["entities"]
    for halves in pairs:
        without, holding = sorted(halves, key=lambda line: bool(persons(line)))
        assert not persons(without), without
        assert words(without) & {word for name in persons(holding) for word in stems(name)}, holding


def test_half_of_the_entity_pairs_are_decided_by_what_comes_later() -> None:
    pairs = list(read_pairs("entities").values())
    assert sum(all("right-context" in line["tags"] for line in halves) for halves in pairs) >= len(pairs) / 2


def test_half_of_all_cities_and_of_their_mentions_are_not_in_atis() -> None:
    known = set(atis_cities())
    mentions = [span["text"].lower() for line in read("flights") for span in line["spans"] if is_city(span["label"])]
    for cities in (mentions, list(set(mentions))):
        assert sum(city not in known for city in cities) >= len(cities) / 2


@pytest.mark.parametrize(("name", "data_set"), [("flights", "atis"), ("assistant", "snips")])
def test_no_sentence_is_one_of_the_public_ones(name: str, data_set: str) -> None:
    public = {plain(line) for line in public_lines(data_set, "seq.in")}
    assert [line["text"] for line in read(name) if plain(line["text"]) in public] == []


def read(name: str) -> list[Line]:
    lines = (FIXTURES / f"{name}_typed.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read_pairs(name: str) -> dict[str, list[Line]]:
    pairs: dict[str, list[Line]] = defaultdict(list)
    for line in read(name):
        if line["pair"]:
            pairs[line["pair"]].append(line)
    return pairs


def plain(text: str, keep_case: bool = False) -> str:
    """The words alone, so that neither a full stop nor an apostrophe makes a sentence a new one."""
    return " ".join(re.findall(r"\w+", text if keep_case else text.lower()))


def words(line: Line) -> set[str]:
    return stems(line["text"])


def stems(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def persons(line: Line) -> list[str]:
    return [span["text"] for span in line["spans"] if span["label"] == "PER"]


def is_about_a_person(halves: list[Line]) -> bool:
    return any(tag.startswith("person-") for line in halves for tag in line["tags"])


def is_city(label: str) -> bool:
    return label.endswith("city_name")


def atis_cities() -> Iterator[str]:
    """Every city that ATIS names, in lower case."""
    for text, tags in zip(public_lines("atis", "seq.in"), public_lines("atis", "seq.out"), strict=True):
        spelled = " ".join(f"{word}/{tag}" for word, tag in zip(text.split(), tags.split(), strict=True))
        for city in re.findall(r"\S+/B-\S*city_name(?: \S+/I-\S*city_name)*", spelled):
            yield re.sub(r"/\S+", "", city)


def public_lines(data_set: str, file: str) -> list[str]:
    paths = [default_data_dir() / data_set / split / file for split in ("train", "valid")]
    if not all(path.exists() for path in paths):
        pytest.skip(f"{data_set} is not fetched: slotscope data fetch {data_set}")
    return [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
