"""The ticket as a person would fill it in, from spans written out by hand."""

import json
import re
import time
from datetime import date
from typing import Any

import pytest

from model.frames import ticket
from model.predict import Prediction, Span

TODAY = date(2026, 8, 1)  # a Saturday
MARKED = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")


def predict(marked: str, model: str = "flights/bi-lstm") -> Prediction:
    """A prediction whose spans are written into the text: leave [Taipei|fromloc.city_name]."""
    text, spans, place = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[place : match.start()]
        spans.append(Span(match[1], len(text), len(text) + len(match[1]), match[2], 0.9))
        text, place = text + match[1], match.end()
    return Prediction(model, text + marked[place:], (), tuple(spans))


def fill(marked: str, model: str = "flights/bi-lstm") -> dict[str, Any]:
    return ticket(predict(marked, model), TODAY)


def test_the_verb_decides_which_end_of_the_flight_is_filled() -> None:
    arrive = "arrive [Taipei|toloc.city_name] on [November|arrive_date.month_name] [2nd|arrive_date.day_number]."
    leave = arrive.replace("toloc", "fromloc").replace("arrive", "leave").replace("leave_date", "depart_date")
    assert fill(arrive) == {"destination": "Taipei", "arrival_date": {"text": "November 2nd", "value": "2026-11-02"}}
    assert fill(leave) == {"origin": "Taipei", "departure_date": {"text": "November 2nd", "value": "2026-11-02"}}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Austin|toloc.city_name], [Texas|toloc.state_name]", "Austin, Texas"),
        ("[washington|toloc.city_name] [dc|toloc.state_code]", "washington dc"),
        ("[Rome|toloc.city_name] or [Nice|toloc.city_name]", ["Rome", "Nice"]),
        ("[Rome|toloc.city_name], yes [Rome|toloc.city_name]", "Rome"),
        ("[texas|toloc.state_name]", "texas"),
        ("[dallas|toloc.city_name] or anywhere in [texas|toloc.state_name]", ["dallas", "texas"]),
        ("[JFK|toloc.airport_code]", "JFK"),
    ],
)
def test_places_are_as_the_text_has_them(marked: str, expected: object) -> None:
    assert fill(f"fly to {marked} please") == {"destination": expected}


def test_an_airport_stands_beside_its_city() -> None:
    found = fill("from [Logan|fromloc.airport_name] in [boston|fromloc.city_name] via [Rome|stoploc.city_name]")
    assert found == {"origin": "boston", "origin_airport": "Logan", "stops": "Rome"}


@pytest.mark.parametrize(
    ("marked", "text", "value"),
    [
        ("[Friday|{}day_name], [November|{}month_name] [2nd|{}day_number]", "Friday, November 2nd", "2026-11-02"),
        ("the [2nd|{}day_number] of [November|{}month_name]", "2nd of November", "2026-11-02"),
        ("[may|{}month_name] [fifth|{}day_number] [1991|{}year]", "may fifth 1991", "1991-05-05"),
        ("[next|{}date_relative] [friday|{}day_name]", "next friday", "2026-08-07"),
        ("[saturday|{}day_name] the [fourth|{}day_number]", "saturday the fourth", "2027-09-04"),
        ("on the [2nd|{}day_number]", "2nd", "2026-08-02"),
        ("[tomorrow|{}today_relative]", "tomorrow", "2026-08-02"),
        (
            "[monday|{}day_name] to [rome|toloc.city_name] [july|{}month_name] [5|{}day_number]",
            "monday july 5",
            "2027-07-05",
        ),
        ("[wednesdays|{}day_name]", "wednesdays", None),
        ("the [following day|{}date_relative]", "following day", None),
        ("[February|{}month_name] [30th|{}day_number]", "February 30th", None),
    ],
)
@pytest.mark.parametrize(
    ("role", "field"),
    [
        ("depart_date.", "departure_date"),
        ("arrive_date.", "arrival_date"),
        ("return_date.", "return_date"),
        ("", "date"),
    ],
)
def test_the_parts_of_a_day_are_one_day(marked: str, text: str, value: str | None, role: str, field: str) -> None:
    assert fill(marked.replace("{}", role))[field] == {"text": text, "value": value}


def test_several_days_share_the_month_that_is_said_once() -> None:
    days = fill("[july|depart_date.month_name] [25|depart_date.day_number] or [27|depart_date.day_number]")
    assert days["departure_date"] == [{"text": "july 25", "value": "2027-07-25"}, {"text": "27", "value": "2027-07-27"}]
    days = fill("[25|return_date.day_number] or [27|return_date.day_number] [july|return_date.month_name]")
    assert [day["value"] for day in days["return_date"]] == ["2027-07-25", "2027-07-27"]


def test_weekdays_said_one_after_the_other_are_days_of_their_own() -> None:
    days = fill("[monday|depart_date.day_name] or [tuesday|depart_date.day_name]")["departure_date"]
    assert [day["value"] for day in days] == ["2026-08-03", "2026-08-04"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("at [5:30|{}time] [pm|{}time]", [{"text": "5:30", "value": None}, {"text": "pm", "value": None}]),
        ("at [5:30pm|{}time]", {"text": "5:30pm", "value": "17:30"}),
        (
            "[before|{}time_relative] [5|{}time] in the [evening|{}period_of_day]",
            {"text": "before 5 in the evening", "value": "17:00", "relation": "before", "period": "evening"},
        ),
        ("in the [morning|{}period_of_day]", {"text": "morning", "value": None, "period": "morning"}),
        ("at [midnight|{}period_of_day]", {"text": "midnight", "value": "00:00", "period": "midnight"}),
        ("between [4|{}start_time] and [7 pm|{}end_time]", {"text": "4 and 7 pm", "value": "16:00/19:00"}),
        (
            "[after|{}time_relative] [noon|{}time] and [before|{}time_relative] [2 pm|{}time]",
            [
                {"text": "after noon", "value": "12:00", "relation": "after"},
                {"text": "before 2 pm", "value": "14:00", "relation": "before"},
            ],
        ),
    ],
)
@pytest.mark.parametrize(("role", "field"), [("depart_time.", "departure_time"), ("", "time")])
def test_the_parts_of_a_time_are_one_time(marked: str, expected: object, role: str, field: str) -> None:
    assert fill(marked.replace("{}", role)) == {field: expected}


def test_the_other_fields_hold_the_words() -> None:
    found = fill(
        "[cheapest|flight_mod] [round trip|round_trip] [first class|class_type] on [united|airline_name] or "
        "[american|airline_name], flight [281|flight_number], [less|cost_relative] than [$500|fare_amount], "
        "[nonstop|flight_stop] with [dinner|meal_description], [daily|flight_days] [or|or] [ap57|restriction_code]"
    )
    assert found == {
        "airline": ["united", "american"],
        "class": "first class",
        "fare": "less than $500",
        "connection": "nonstop",
        "meal": "dinner",
        "days": "daily",
        "trip": "round trip",
        "preference": "cheapest",
        "flight_number": "281",
        "restriction_code": "ap57",
    }


def test_names_are_listed_by_their_type_in_the_order_of_the_text() -> None:
    found = fill("[Ann|PER] met [Bob|PER] in [Rome|LOC], said [Ann|PER]", "entities/bi-lstm")
    assert found == {"PER": ["Ann", "Bob"], "LOC": ["Rome"]}


def test_slots_of_an_assistant_go_by_their_label() -> None:
    found = fill("play [Yesterday|track] and [Help|track] by [the Beatles|artist]", "assistant/bi-lstm")
    assert found == {"track": ["Yesterday", "Help"], "artist": "the Beatles"}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("to [Rome|toloc.city_name]", {"destination": "Rome"}),
        ("to [Rome|LOC]", {"LOC": ["Rome"]}),
        ("to [Rome|city]", {"city": "Rome"}),
        ("to Rome", {}),
    ],
)
def test_a_model_of_another_name_is_known_by_its_labels(marked: str, expected: object) -> None:
    assert fill(marked, "mine/gru") == expected


@pytest.mark.parametrize("model", ["flights/gru", "entities/gru", "assistant/gru", "mine"])
def test_a_sentence_without_spans_has_an_empty_ticket(model: str) -> None:
    assert fill("nothing here", model) == {}


def test_the_order_of_the_words_is_not_the_order_of_the_fields() -> None:
    there = fill("from [Rome|fromloc.city_name] to [Nice|toloc.city_name] [today|depart_date.today_relative]")
    back = fill("[today|depart_date.today_relative] to [Nice|toloc.city_name] from [Rome|fromloc.city_name]")
    assert list(there.items()) == list(back.items())
    assert list(there) == ["origin", "destination", "departure_date"]


def test_a_flood_of_days_is_listed_in_words_and_costs_no_time() -> None:
    marked = " ".join(f"[{number % 28 + 1} x{number}|depart_date.day_number]" for number in range(20_000))
    started = time.process_time()
    days = fill(marked)["departure_date"]
    assert time.process_time() - started < 10  # a millisecond a day would be twenty seconds and more
    assert len(days) == 20_000
    assert days[0] == {"text": "1 x0", "value": None}


def test_a_ticket_is_plain_json_without_today_given() -> None:
    found = ticket(predict("[tomorrow|depart_date.today_relative] to [東京|toloc.city_name]"))
    assert json.loads(json.dumps(found)) == found
    assert found["destination"] == "東京"
