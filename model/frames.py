"""The ticket: what a sentence says, field by field, out of its labelled spans.

Three shapes, chosen by the model's task or else by the labels, never by the sentence: a flight's ticket, names by
their type, and slots by their label. Knows no tagger; days and times are normalised by `dates`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from model.dates import clock_range, clock_value, day_number, day_value, next_day
from model.predict import Prediction, Span

ROLES = {
    "fromloc": "origin",
    "toloc": "destination",
    "stoploc": "stops",
    "depart_date": "departure_date",
    "depart_time": "departure_time",
    "arrive_date": "arrival_date",
    "arrive_time": "arrival_time",
    "return_date": "return_date",
    "return_time": "return_time",
}
CITY, REGIONS, AIRPORTS = "city_name", ("state_name", "state_code", "country_name"), ("airport_name", "airport_code")
DAY_KINDS = ("day_name", "day_number", "month_name", "year", "date_relative", "today_relative")
TIME_KINDS = ("time", "time_relative", "period_of_day", "period_mod", "start_time", "end_time")
# Fields of labels without a role. Other labels keep their name; an empty field is left out.
FIELDS = {
    **dict.fromkeys((CITY, *REGIONS), "place"),
    **dict.fromkeys(AIRPORTS, "place_airport"),
    **dict.fromkeys(DAY_KINDS, "date"),
    **dict.fromkeys(TIME_KINDS, "time"),
    **dict.fromkeys(("airline_name", "airline_code"), "airline"),
    **dict.fromkeys(("class_type", "economy", "compartment"), "class"),
    **dict.fromkeys(("fare_amount", "cost_relative"), "fare"),
    **dict.fromkeys(("flight_stop", "connect"), "connection"),
    **dict.fromkeys(("meal", "meal_description", "meal_code"), "meal"),
    **dict.fromkeys(("flight_days", "days_code"), "days"),
    "round_trip": "trip",
    "aircraft_code": "aircraft",
    "flight_mod": "preference",
    "transport_type": "ground_transport",
    "or": "",
    "mod": "",
}
PLACES = ("origin", "destination", "stops", "place")
DATES = ("departure_date", "arrival_date", "return_date", "date")
TIMES = ("departure_time", "arrival_time", "return_time", "time")
ORDER = (
    *(field for place in PLACES[:3] for field in (place, f"{place}_airport")),
    *(field for pair in zip(DATES, TIMES, strict=True) for field in pair),
    *dict.fromkeys(FIELDS.values()),
)
TYPES = {"PER", "LOC", "ORG", "MISC"}
MOST_DAYS = 32  # in one field; more are left as words, for a day costs a millisecond
FILLING = re.compile(r"\W{0,4}(?:(?:of|the|in|and|to|at)\W{1,4}){0,2}")  # "the 2nd of November", "5 in the evening"


def ticket(prediction: Prediction, today: date | None = None) -> dict[str, object]:
    """The fields that the spans fill, as plain values for JSON; days lie on `today` (default: now) or later.

    flights: places and other fields as the words, several as a list; a day as {"text", "value"}, its value in
        ISO 8601 as precise as the words ("2026-11-02", "2026-11"); a time of day also has "relation" ("before") and
        "period" ("morning") where they are said, and a value such as "17:30", or "17:00/19:00". What cannot be
        normalised has the value None.
    entities: a list of names for each type. Any other task: the words, or a list of them, for each label.
    """
    spans = sorted(prediction.spans, key=lambda span: span.start)
    task, labels = prediction.model.partition("/")[0], {span.label for span in spans}
    if task == "flights" or any(label.partition(".")[0] in ROLES for label in labels):
        return _flight(spans, prediction.text, today or date.today())
    found: dict[str, list[str]] = {}
    for span in spans:
        found.setdefault(span.label, []).append(span.text)
    if task == "entities" or (labels and labels <= TYPES):
        return {label: list(dict.fromkeys(texts)) for label, texts in found.items()}
    return {label: _one_or_more(texts) for label, texts in found.items()}


def _flight(spans: Sequence[Span], text: str, today: date) -> dict[str, object]:
    fields: dict[str, list[Span]] = {}
    for span in spans:
        fields.setdefault(_field(span.label), []).append(span)
    for place in PLACES:  # who names only the airport means it as the place
        if place not in fields and f"{place}_airport" in fields:
            fields[place] = fields.pop(f"{place}_airport")
    fields.pop("", None)
    order = {field: number for number, field in enumerate(ORDER)}
    names = sorted(fields, key=lambda field: order.get(field, len(order)))
    return {name: _one_or_more(_values(name, fields[name], text, today)) for name in names}


def _field(label: str) -> str:
    role, _, kind = label.rpartition(".")
    if role not in ROLES:
        return FIELDS.get(label, label)
    return f"{ROLES[role]}_airport" if kind in AIRPORTS else ROLES[role]


def _values(field: str, spans: list[Span], text: str, today: date) -> Sequence[object]:
    if field in DATES:
        return _days(list(_groups(spans)), text, today)
    if field in TIMES:
        return [_time(parts, text) for parts in _groups(spans)]
    joins = _city_and_region if field in PLACES else _parts_of_one
    return list(dict.fromkeys(_joined(spans, text, joins)))


def _joined(spans: list[Span], text: str, joins: Callable[[Span, Span, str], bool]) -> Iterator[str]:
    """The text of each span, neighbours that belong together as one."""
    start = 0
    for number, span in enumerate(spans):
        after = spans[number + 1] if number + 1 < len(spans) else None
        if after is None or not joins(span, after, text[span.end : after.start]):
            yield text[spans[start].start : span.end]
            start = number + 1


def _city_and_region(span: Span, after: Span, gap: str) -> bool:
    return _kind(span) == CITY and _kind(after) in REGIONS and re.fullmatch(r"[\s,]*", gap) is not None


def _parts_of_one(span: Span, after: Span, gap: str) -> bool:
    """ "under" and "$500", "less" than "$500": different labels of one field, side by side."""
    return span.label != after.label and re.fullmatch(r"\s*(?:than\s+)?", gap) is not None


def _groups(spans: list[Span]) -> Iterator[list[Span]]:
    """The parts of each day or time; a kind that was there already begins the next one."""
    group: list[Span] = []
    for span in spans:
        if _kind(span) in {_kind(part) for part in group}:
            yield group
            group = []
        group.append(span)
    yield group


def _days(groups: list[list[Span]], text: str, today: date) -> list[dict[str, str | None]]:
    """Each day with its value; a month or year said once holds for all ("july 25 or 27")."""
    said = [part for group in groups[: MOST_DAYS + 1] for part in group]
    month, year = (_only(said, kind) for kind in ("month_name", "year"))
    days: list[dict[str, str | None]] = []
    for group in groups:
        kinds = {_kind(part) for part in group}
        before = month if "day_number" in kinds and "month_name" not in kinds else []
        after = year if "day_number" in kinds and "year" not in kinds else []
        value = _day([*before, *group, *after], today) if len(groups) <= MOST_DAYS else None
        days.append({"text": _words(group, text), "value": value})
    return days


def _only(parts: list[Span], kind: str) -> list[Span]:
    """The part of a kind, where there is just one."""
    found = [part for part in parts if _kind(part) == kind]
    return found if len(found) == 1 else []


def _day(parts: list[Span], today: date) -> str | None:
    said = {_kind(part): part.text for part in parts}
    number = day_number(said.get("day_number", ""))
    if number and not {"month_name", "year", "today_relative"} & said.keys():
        return next_day(number, said.get("day_name"), today)
    return day_value(" ".join(part.text for part in parts), today)


def _time(parts: list[Span], text: str) -> dict[str, str | None]:
    said = {_kind(part): part.text for part in parts}
    period = said.get("period_of_day", "")
    if "start_time" in said and "end_time" in said:
        value = clock_range(said["start_time"], said["end_time"], period)
    else:
        clock = said.get("time") or said.get("start_time") or said.get("end_time") or period
        value = clock_value(clock, period)
    extra = {"relation": said.get("time_relative"), "period": said.get("period_of_day")}
    return {"text": _words(parts, text), "value": value} | {name: words for name, words in extra.items() if words}


def _words(parts: list[Span], text: str) -> str:
    """The stretch of the text that holds the parts; without what stands between, if that is more than filling."""
    if all(FILLING.fullmatch(text[part.end : after.start]) for part, after in pairwise(parts)):
        return text[parts[0].start : parts[-1].end]
    return " ".join(part.text for part in parts)


def _kind(span: Span) -> str:
    return span.label.rpartition(".")[2]


def _one_or_more(values: Sequence[object]) -> object:
    return values[0] if len(values) == 1 else list(values)
