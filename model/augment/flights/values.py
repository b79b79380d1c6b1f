"""What people type in a slot: places, dates, times, money, flights. Knows names and labels, no sentences.

Each function takes the context of a sentence and returns pieces whose labels still lack their side: `city_name`, not
`toloc.city_name`. A label that holds a dot is whole.
"""

import random
from collections.abc import Callable, Iterable
from functools import partial

from model.augment.grammar import Context, Piece, Value
from model.augment.names import Airport, Names

MONTHS = "January February March April May June July August September October November December".split()
SHORT_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SHORT_DAYS = "Mon Tue Tues Wed Weds Thu Thur Thurs Fri Sat Sun".split()
ONES = "one two three four five six seven eight nine ten eleven twelve".split()
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
# Names that are also ordinary words, names of people or states: only the place in the sentence tells.
AMBIGUOUS = (
    "Nice Mobile Reading Bath Cork Split Orange Tours Male Bend Normal Surprise Deal Hope Victoria Florence Sydney "
    "Charlotte Austin Jackson Lima Nancy Essen Washington Phoenix Buffalo Leon Georgia Santiago San_José New_York Rugby"
).split()
ARROWS = ("-", "-", "–", "→", "->", "-->", ">", "—", "/")
# What people call the airports they know; most lists call them otherwise.
FAMILIAR = (
    "Heathrow Gatwick Stansted Luton Logan O'Hare Midway LaGuardia La_Guardia Dulles Reagan Love_Field Schiphol "
    "Narita Haneda Changi Charles_de_Gaulle Roissy Orly Incheon Gimpo Suvarnabhumi Barajas El_Prat Malpensa Linate "
    "Fiumicino Ciampino Arlanda Kastrup Gardermoen Tegel Ben_Gurion Atatürk Sheremetyevo Domodedovo Pudong Hongqiao "
    "Kansai Kingsford_Smith Tullamarine Benito_Juárez Guarulhos Galeão Ezeiza Hartsfield Hobby Sky_Harbor Sea-Tac "
    "Newark_Liberty McCarran Pearson Trudeau Chek_Lap_Kok Jomo_Kenyatta Murtala_Muhammed Tocumen El_Dorado"
).split()
DISTRICT = "District of Columbia"
NICKNAMES = "NYC LA SF Philly Vegas KL HK Rio BA Jo'burg".split()
MERIDIEMS = "am|pm|am|pm| am| pm| am| pm| AM| PM|AM|PM| a.m.| p.m.|a.m.|p.m.".split("|")
MONEY = ("${}", "${}", "${}", "{} dollars", "{} dollars", "{} usd", "{} USD", "USD {}", "€{}", "{} euros", "£{}", "{}€")


def values(names: Names) -> dict[str, Value]:
    """The values that rules can name, by name."""
    fixed: dict[str, Callable[[random.Random], Iterable[Piece]]] = {
        "month": _month,
        "number": lambda rng: [Piece(str(rng.randint(1, 31)), "day_number")],
        "ordinal": lambda rng: [Piece(ordinal(rng), "day_number")],
        "numeric_date": lambda rng: [Piece(numeric_date(rng), "day_number")],
        "year": lambda rng: [Piece(str(rng.randint(2019, 2035)), "year")],
        "weekday": _weekday,
        "time": lambda rng: [Piece(clock(rng), "time")],
        "start_time": lambda rng: [Piece(clock(rng), "start_time")],
        "end_time": lambda rng: [Piece(clock(rng), "end_time")],
        "start_hour": lambda rng: [Piece(str(rng.randint(1, 12)), "start_time")],
        "hour": lambda rng: [Piece(str(rng.randint(1, 12)), "time")],
        "fare_amount": lambda rng: [Piece(money(rng), "fare_amount")],
        "flight_number": lambda rng: [Piece(str(rng.randint(1, 9999)), "flight_number")],
        "airline": lambda rng: [Piece(rng.choice(names.airlines)[0], "airline_name")],
        "airline_code": lambda rng: [Piece(rng.choice(names.airlines)[1], "airline_code")],
        "joined_flight": lambda rng: [Piece(f"{rng.choice(names.airlines)[1]}{rng.randint(1, 999)}", "flight_number")],
        "known_airport": lambda rng: [Piece(_familiar(rng), "airport_name")],
        "aircraft": partial(_aircraft, names),
        "airport_code": lambda rng: [Piece(rng.choice(names.airports).code, "airport_code")],
        "airport": lambda rng: [Piece(airport_name(names, rng), "airport_name")],
        "person": lambda rng: [Piece(names.person(rng))],
        "surname": lambda rng: [Piece(rng.choice(names.surnames))],
        "arrow": lambda rng: [Piece(rng.choice(ARROWS))],
        "count": lambda rng: [Piece(rng.choice((*ONES[1:], *map(str, range(2, 10)))))],
    }
    table: dict[str, Value] = {name: _of_chance(value) for name, value in fixed.items()}
    placed = {"place": _place, "city": _city, "home": _home, "there": _there}
    return table | {name: partial(value, names) for name, value in placed.items()}


def clock(rng: random.Random) -> str:
    """A time of day: "5:30pm", "17:30", "half past 5", "noon"."""
    hour, minute = rng.randint(1, 12), rng.choice((0, 5, 10, 15, 20, 25, 30, 30, 35, 40, 45, 50, 55))
    form = rng.random()
    if form < 0.26:
        return f"{hour}{rng.choice(MERIDIEMS)}"
    if form < 0.52:
        return f"{hour}{rng.choice('::::.')}{minute:02}{rng.choice(MERIDIEMS)}"
    if form < 0.68:
        return f"{rng.choice((hour, hour + 11)):{rng.choice(('', '02'))}}:{minute:02}"
    if form < 0.76:
        return f"{rng.choice((str(hour), ONES[hour - 1]))} o'clock"
    if form < 0.86:
        return rng.choice(("noon", "noon", "noon", "12 noon", "12 pm"))
    if form < 0.91:
        part = rng.choice(("half past", "quarter past", "quarter to", "a quarter past", "ten to", "twenty past"))
        return f"{part} {rng.choice((str(hour), ONES[hour - 1]))}"
    if form < 0.94:
        return f"{ONES[hour - 1]} {rng.choice(('am', 'pm'))}"
    return rng.choice(
        (f"{hour}{minute:02} {rng.choice(('am', 'pm'))}", f"{hour + 11:02}{minute:02}", str(hour), str(hour))
    )


def ordinal(rng: random.Random) -> str:
    """A day of the month: "2nd", "second", "twenty-first"."""
    day = rng.randint(1, 31)
    if rng.random() < 0.6:
        ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th") if day not in {11, 12, 13} else "th"
        return f"{day}{ending}"
    if day <= len(ORDINALS):
        return ORDINALS[day - 1]
    tens = "twenty" if day < 30 else "thirty"
    return "thirtieth" if day == 30 else tens + rng.choice(" -") + ORDINALS[day % 10 - 1]


def numeric_date(rng: random.Random) -> str:
    """A date in figures: "11/2", "2.11.2026", "2026-11-02"."""
    month, day, year = rng.randint(1, 12), rng.randint(1, 28), rng.randint(2019, 2035)
    forms = (f"{month}/{day}", f"{month:02}/{day:02}", f"{month}/{day}/{year}", f"{day}.{month}.{year}")
    return rng.choice((*forms, f"{year}-{month:02}-{day:02}", f"{day:02}/{month:02}/{year % 100}"))


def money(rng: random.Random) -> str:
    """A price: "$300", "1,200 dollars", "€80"."""
    amount = rng.choice((rng.randrange(50, 1000, 10), rng.randint(80, 2500)))
    return rng.choice(MONEY).format(f"{amount:,}" if rng.random() < 0.5 else amount)


def city_in_state(names: Names, rng: random.Random) -> tuple[str, str, str]:
    """A city of the United States, its state and the state's code."""
    if rng.random() < 0.1:
        return "Washington", DISTRICT, rng.choice(("DC", "D.C."))
    return rng.choice(names.us_cities)


def _place(names: Names, context: Context) -> list[Piece]:
    """A place in the words people use for it. Said again in a sentence, it is mostly its city."""
    rng, role = context.rng, context.role
    if role in context.said and rng.random() < 0.8:
        return [context.said[role]]
    form = rng.random()
    if form < 0.12 and role != "stop":
        pieces = _region(names, rng, role)
    elif form < 0.27:
        pieces = _airport(names, rng)
    else:
        pieces = _city(names, context)
    context.said.setdefault(role, pieces[0])
    return pieces


def _city(names: Names, context: Context) -> list[Piece]:
    rng = context.rng
    chance = rng.random()
    if chance < 0.04:
        return [Piece(rng.choice(AMBIGUOUS).replace("_", " "), "city_name")]
    return [Piece(rng.choice(NICKNAMES) if chance < 0.06 else names.city(rng), "city_name")]


def _region(names: Names, rng: random.Random, role: str) -> list[Piece]:
    """A city in its state or country, or a state or country alone.

    ATIS knows a country of arrival only; any other is written as a state.
    """
    between = Piece(rng.choice((", ", ", ", " ")))
    if rng.random() < 0.5:
        city, state, code = city_in_state(names, rng)
        named = Piece(code, "state_code") if state == DISTRICT or rng.random() < 0.5 else Piece(state, "state_name")
        alone = named.label == "state_name" and rng.random() < 0.2
    else:
        city, country = rng.choice(names.cities)
        named = Piece(country.partition(",")[0], "country_name" if role == "to" else "state_name")
        alone = role == "to" and rng.random() < 0.2  # from a country is rare, and would make states of cities
    return [named] if alone else [Piece(city, "city_name"), between, named]


def _airport(names: Names, rng: random.Random) -> list[Piece]:
    airport = rng.choice(names.airports)
    form = rng.random()
    if form < 0.55:
        return [Piece(airport_code(names, rng), "airport_code")]
    if form < 0.62:
        brackets = rng.choice((" ({})", " ({})", ", {}", " {}")).split("{}")
        middle = [Piece(brackets[0]), Piece(airport.code, "airport_code"), Piece(brackets[1])]
        return [Piece(airport.city, "city_name"), *middle]
    if form < 0.67:
        known = rng.choice(names.known_airports)
        return [Piece(known.city, "city_name"), Piece(" "), Piece(_bare(known), "airport_name")]
    if form < 0.8:
        return [Piece(_familiar(rng), "airport_name")]
    return [Piece(airport_name(names, rng), "airport_name")]


def airport_name(names: Names, rng: random.Random) -> str:
    """A name with the word airport, or without it where that is usual."""
    chance = rng.random()
    if chance < 0.15:
        return _familiar(rng)
    if chance < 0.3:
        return _bare(rng.choice(names.known_airports)) + rng.choice(("", " airport", " Airport"))
    airport = rng.choice(names.airports)
    short = airport.name.removesuffix(" International")
    if short != airport.name and rng.random() < 0.2:
        return airport.name
    return rng.choice((airport.name, short, airport.city)) + rng.choice((" airport", " Airport"))


def airport_code(names: Names, rng: random.Random) -> str:
    """The code of some airport, every other time of one that many people fly to."""
    return rng.choice(names.airports if rng.random() < 0.5 else names.international).code


def _familiar(rng: random.Random) -> str:
    return rng.choice(FAMILIAR).replace("_", " ") + rng.choice(("", "", "", " airport", " Airport"))


def _bare(airport: Airport) -> str:
    """The name without the city and the word airport: "Heathrow"."""
    return airport.name.removesuffix(" International").removeprefix(airport.city).strip(" -") or airport.name


def _home(names: Names, context: Context) -> list[Piece]:
    """The origin again, as the place to come back to."""
    text, label = context.said.get("from") or _city(names, context)[0]
    return [Piece(text, f"toloc.{label}")]


def _there(names: Names, context: Context) -> list[Piece]:
    """The destination again, as the place to go on from."""
    text, label = context.said.get("to") or _city(names, context)[0]
    return [Piece(text, f"fromloc.{label}")]


def _month(rng: random.Random) -> list[Piece]:
    chance, month = rng.random(), rng.randrange(12)
    short = SHORT_MONTHS[month] + ("." if chance > 0.85 and month != 4 else "")
    return [Piece(MONTHS[month] if chance < 0.65 else short, "month_name")]


def _weekday(rng: random.Random) -> list[Piece]:
    chance = rng.random()
    short = rng.choice(SHORT_DAYS) + ("." if chance > 0.96 else "")
    return [Piece(rng.choice(DAYS) if chance < 0.85 else short, "day_name")]


def _aircraft(names: Names, rng: random.Random) -> list[Piece]:
    maker, code = rng.choice(names.aircraft)
    return [Piece(code, "aircraft_code")] if rng.random() < 0.3 else [Piece(f"{maker} "), Piece(code, "aircraft_code")]


def _of_chance(value: Callable[[random.Random], Iterable[Piece]]) -> Value:
    return lambda context: value(context.rng)
