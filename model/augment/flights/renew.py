"""Given flight sentences told anew: other names, dates and times as people type them, now and then another order.

Works on the pieces of a sentence; what is said of whom stays true. Knows no looks.
"""

import random
from collections.abc import Callable, Sequence

import regex

from model.augment.flights.values import SHORT_DAYS, airport_code, airport_name, city_in_state, clock, money
from model.augment.grammar import Grammar, Piece, tidy
from model.augment.names import Names
from model.augment.typed import to_pieces
from model.data import Sentence

NAMED, DATED, TURNED, REWORDED = 0.75, 0.6, 0.35, 0.25  # shares of the sentences

FROM = regex.compile(r"\bfrom $")
ARRIVING = regex.compile(r"arriv|reach|land|\bget|\bgot|\bbe\b|\binto\b")
LEAVING = ("out of", "departing", "leaving", "starting from", "departing from", "flying out of", "setting off from")
GOING = ("into", "heading to", "bound for", "going to", "headed for", "towards", "over to", "→")
SHORT = {short[:3].lower(): short for short in SHORT_DAYS}


def is_sound(sentence: Sentence) -> bool:
    """Whether its labels can be trusted in other words: a time of arrival needs a word that says so."""
    arrives = any("-arrive_" in tag for tag in sentence.tags)
    return not arrives or ARRIVING.search(" ".join(sentence.words)) is not None


def renewed(sentence: Sentence, names: Names, writer: Grammar, rng: random.Random) -> list[Piece]:
    """The sentence told anew; every step is taken by chance."""
    pieces = to_pieces(sentence)
    if rng.random() < NAMED:
        pieces = rename(pieces, names, rng)
    if rng.random() < DATED:
        pieces = redate(pieces, writer, rng)
    order = rng.random()
    if order < TURNED:
        return turn_round(pieces)
    return reword(pieces, rng) if order < TURNED + REWORDED else pieces


def rename(pieces: Sequence[Piece], names: Names, rng: random.Random) -> list[Piece]:
    """Other places and airlines; a name that occurs twice becomes the same name twice."""
    new: dict[str, str] = {}
    renamed: list[Piece] = []
    values = _values(names, rng)
    for at, (text, label) in enumerate(pieces):
        side, _, kind = label.rpartition(".")
        if text not in new and (kind not in values or "'" in text or text.startswith("city ")):
            renamed.append(Piece(text, label))
            continue
        region = _region(pieces, at, side) if kind == "city_name" else ""
        if region and text not in new:
            city, state, code = city_in_state(names, rng) if region == "state_code" else rng.choice(names.us_cities)
            new[text], new[pieces[at + 2].text] = city, code if region == "state_code" else state
        if text not in new:
            new[text] = values[kind]()
        renamed.append(Piece(new[text], label))
    return renamed


def redate(pieces: Sequence[Piece], writer: Grammar, rng: random.Random) -> list[Piece]:
    """Days, times and prices as people type them."""
    redated: list[Piece] = []
    skip = 0
    for at, (text, label) in enumerate(pieces):
        if skip:
            skip -= 1
            continue
        side, _, kind = label.rpartition(".")
        following = [piece.label for piece in pieces[at + 1 : at + 3]]
        if kind == "month_name" and following == ["", f"{side}.day_number"] and pieces[at + 1].text == " ":
            redated += writer.phrase("month_day", side.removesuffix("_date"), rng)
            skip = 2
        else:
            redated.append(Piece(_retimed(text, kind, following, rng), label))
    return redated


def turn_round(pieces: Sequence[Piece]) -> list[Piece]:
    """ "from Boston to Denver" -> "to Denver from Boston"; other sentences stay."""
    sides = [label.partition(".")[0] if "loc." in label else text for text, label in pieces]
    for at in range(len(pieces) - 3):
        before = pieces[at].text
        if pieces[at].label or not FROM.search(before) or sides[at + 1] != "fromloc":
            continue
        middle = _end(sides, at + 1)
        end = _end(sides, middle + 1)
        if sides[middle : middle + 2] == [" to ", "toloc"]:
            here, there = pieces[at + 1 : middle], pieces[middle + 1 : end]
            lead = Piece(before.removesuffix("from ") + "to ")
            return tidy([*pieces[:at], lead, *there, Piece(" from "), *here, *pieces[end:]])
    return list(pieces)


def reword(pieces: Sequence[Piece], rng: random.Random) -> list[Piece]:
    """Other words for from and to."""
    reworded = list(pieces)
    for at, (text, label) in enumerate(pieces[:-1]):
        side = pieces[at + 1].label.partition(".")[0]
        if not label and side == "fromloc":
            reworded[at] = Piece(FROM.sub(f"{rng.choice(LEAVING)} ", text))
        if text == " to " and side == "toloc":
            reworded[at] = Piece(f" {rng.choice(GOING)} ")
    return reworded


def _values(names: Names, rng: random.Random) -> dict[str, Callable[[], str]]:
    return {
        "city_name": lambda: names.city(rng),
        "state_name": lambda: rng.choice(names.states),
        "country_name": lambda: rng.choice(names.countries),
        "airport_name": lambda: airport_name(names, rng),
        "airport_code": lambda: airport_code(names, rng),
        "airline_name": lambda: rng.choice(names.airlines)[0],
    }


def _region(pieces: Sequence[Piece], at: int, side: str) -> str:
    """The kind of state that follows a city at once, if one does."""
    if len(pieces) < at + 3 or pieces[at + 1].text != " ":
        return ""
    next_side, _, kind = pieces[at + 2].label.rpartition(".")
    return kind if next_side == side and kind in {"state_name", "state_code"} else ""


def _retimed(text: str, kind: str, following: Sequence[str], rng: random.Random) -> str:
    if kind in {"time", "start_time", "end_time"} and not any("period" in label for label in following):
        return clock(rng) if text[0].isdigit() else text
    if kind == "fare_amount":
        return money(rng)
    if kind == "day_name" and rng.random() < 0.25 and text.endswith("day"):
        return SHORT.get(text[:3], text)
    return text


def _end(sides: Sequence[str], start: int) -> int:
    """Where a place ends that begins at `start`: a city and its state are one."""
    end = start + 1
    while end + 1 < len(sides) and sides[end] == " " and sides[end + 1] == sides[start]:
        end += 2
    return end
