"""Names of cities, airports, airlines and people, read from the public lists on disk, and names made up.

The lists stay where they are: nothing of them is copied into this file. Knows no grammar.
"""

import csv
import random
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from model.errors import DataError

PLAIN_NAME = regex.compile(r"(?=..)\p{L}[\p{L}\p{M}]*\.?(?:[ '’-]\p{L}[\p{L}\p{M}]*\.?){0,3}")
NO_CITY = regex.compile(r"\b(?:Airport|Intl|International|Field|Base|County|Island|Islands)\b| [A-Z]{2}$")
COMMON_AIRPORT = regex.compile(
    r"\b(?:Municipal|Regional|County|Executive|Downtown|City|National|Field|Airpark|Memorial)\b"
)
LONGEST_NAME = 28  # characters; what is longer is a description
# Words that no list may turn into a name: written small they say something else.
NO_NAMES = set(
    "of to from at in on and or the by via for a an is are be it i me my no not as so if do does go get any all one "
    "two day now next last see has had can may march april june july august mar sun mon tue wed thu fri sat sunday "
    "monday friday".split()
)
SHORT = 4  # characters
FREQUENT = 1500  # names of people: the lists begin with the most frequent
AIRCRAFT_CODE = regex.compile(
    r"(?P<maker>Boeing|Airbus|Embraer|Bombardier|Fokker) (?P<code>[A-Z]{0,4}\d{2,3}(?:-\d00)?)"
)

ONSETS = "b bl br c ch cr d dr f fl g gr h j k kh kl kr l m n p pr qu r s sh sk st t th tr ts v w y z".split()
VOWELS = "a a a a e e e i i i o o o u u ai au ea ie ou é ó ã ü".split()
CODAS = ["", "", "", "", *"n n r l s m t k nd ng rt sk st x".split()]
# What may stand round the body of an invented name.
AFFIXES = [
    *(
        "{}",
        "{}",
        "{}",
        "{}",
        "{}",
        "{}burg",
        "{}ville",
        "{}ton",
        "{}ov",
        "{}stad",
        "{}pur",
        "{}abad",
        "{}sk",
        "{}ford",
    ),
    *(
        "San {}",
        "Port {}",
        "New {}",
        "Saint {}",
        "El {}",
        "Al {}",
        "La {}",
        "Puerto {}",
        "St. {}",
        "Fort {}",
        "Los {}s",
    ),
    *("{} City", "{} Beach", "{}-sur-Mer", "{} am Main", "{} de los Santos", "Al-{}", "{} Falls", "{}-{}", "{} {}"),
]


@dataclass(frozen=True, slots=True)
class Airport:
    """An airport: its name without the word airport, its IATA code, its city."""

    name: str
    code: str
    city: str


@dataclass(frozen=True)
class Names:
    """What can stand in a slot."""

    cities: tuple[tuple[str, str], ...]  # (city, country)
    short_cities: tuple[str, ...]  # as short as codes
    hubs: tuple[str, ...]  # cities with an international airport: those that people fly to
    us_cities: tuple[tuple[str, str, str], ...]  # (city, state, code of the state)
    states: tuple[str, ...]
    countries: tuple[str, ...]
    airports: tuple[Airport, ...]
    international: tuple[Airport, ...]
    known_airports: tuple[Airport, ...]  # those of cities that have several: people name them without the word airport
    airlines: tuple[tuple[str, str], ...]  # (airline, code)
    aircraft: tuple[tuple[str, str], ...]  # (maker, code)
    people: tuple[str, ...]  # first names
    surnames: tuple[str, ...]

    @classmethod
    def read(cls, folder: Path) -> "Names":
        """Read the lists of a folder.

        Raises DataError for a list that is missing, lacks a column, or has nothing that can be used.
        """
        airports = tuple(_airports(folder / "airports_openflights.tsv"))
        international = tuple(airport for airport in airports if airport.name.endswith("International"))
        hubs = {airport.city for airport in international}
        in_city = Counter(airport.city for airport in airports if airport.city in hubs)
        cities = _plain(_rows(folder / "cities_world_geonames.tsv", "city", "country"))
        names = cls(
            cities=tuple(cities),
            short_cities=tuple(city for city, _ in cities if len(city) <= SHORT),
            hubs=tuple(sorted(hubs)),
            us_cities=tuple(_plain(_rows(folder / "cities_us.tsv", "city", "state", "code"))),
            states=tuple(state for (state,) in _rows(folder / "us_states.tsv", "state")),
            countries=tuple(country for (country,) in _plain(_rows(folder / "countries.tsv", "common"))),
            airports=airports,
            international=international,
            known_airports=tuple(a for a in airports if in_city[a.city] > 1 and _is_distinct(a)),
            airlines=tuple(_airlines(folder / "airlines_openflights.tsv")),
            aircraft=tuple(_aircraft(folder / "aircraft_openflights.txt")),
            people=tuple(name for (name,) in _plain(_rows(folder / "firstnames_us_census1990.tsv", "name"))[:FREQUENT]),
            surnames=tuple(
                name for (name,) in _plain(_rows(folder / "surnames_us_census1990.tsv", "surname"))[:FREQUENT]
            ),
        )
        for kind, found in vars(names).items():
            if not found:
                raise DataError(f"the lists of names hold no {kind.replace('_', ' ')}", folder)
        return names

    def city(self, rng: random.Random) -> str:
        """A city: mostly one with an airport, sometimes any town, sometimes one that does not exist."""
        chance = rng.random()
        if chance < 0.03:
            name = rng.choice(self.short_cities)
        elif chance < 0.4:
            name = rng.choice(self.hubs)
        elif chance < 0.55:
            name = rng.choice(self.airports).city
        elif chance < 0.75:
            name = rng.choice(self.cities)[0]
        elif chance < 0.85:
            name = rng.choice(self.us_cities)[0]
        else:
            name = invented(rng)
        return strip_accents(name) if rng.random() < 0.4 else name

    def person(self, rng: random.Random) -> str:
        """A first name, or a first name and a surname."""
        first = rng.choice(self.people)
        return first if rng.random() < 0.6 else f"{first} {rng.choice(self.surnames)}"


def invented(rng: random.Random) -> str:
    """A name that can be spoken and stands in no list, so that only its place in the sentence tells what it is."""
    affix = rng.choice(AFFIXES)
    return affix.format(*(_invented_word(rng) for _ in range(affix.count("{}"))))


def _invented_word(rng: random.Random) -> str:
    syllables = rng.choice((1, 2, 2, 2, 3, 3))
    start = rng.choice(VOWELS) if rng.random() < 0.15 else ""
    body = "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(syllables))
    return (start + body + rng.choice(CODAS)).capitalize()


def strip_accents(text: str) -> str:
    """ "São Paulo" -> "Sao Paulo"."""
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def _airports(path: Path) -> Iterator[Airport]:
    for full, city, code in _rows(path, "airport", "city", "iata"):
        name = full.removesuffix(" Airport")
        named = full != name and len(code) == 3
        named = named and all(map(_is_plain, (code, name.removesuffix(" International"), city)))
        if named and not NO_CITY.search(city):
            yield Airport(name, code, city)


def _is_distinct(airport: Airport) -> bool:
    """Whether the name tells the airport, without the city and without the word airport."""
    if COMMON_AIRPORT.search(airport.name):
        return False
    return strip_accents(airport.name.removesuffix(" International")) != strip_accents(airport.city)


def _airlines(path: Path) -> Iterator[tuple[str, str]]:
    for name, code, active in _rows(path, "airline", "iata", "active"):
        if active == "Y" and len(code) == 2 and code.isascii() and code.isalnum() and _is_plain(name):
            yield name, code


def _aircraft(path: Path) -> list[tuple[str, str]]:
    found = (AIRCRAFT_CODE.match(line) for line in _lines(path))
    return sorted({(match["maker"], match["code"]) for match in found if match})


def _plain(rows: Iterable[tuple[str, ...]]) -> list[Any]:
    """The rows whose first column is a plain name, without repetition, in the order of the file."""
    return list(dict.fromkeys(row for row in rows if _is_plain(row[0])))


def _rows(path: Path, *columns: str) -> list[tuple[str, ...]]:
    reader = csv.DictReader(_lines(path), delimiter="\t", quoting=csv.QUOTE_NONE)
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise DataError(f"the list of names has no column {missing[0]!r}", path, 1)
    return [tuple(row[column] or "" for column in columns) for row in reader]


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot read the list of names: {error}", path) from error


def _is_plain(name: str) -> bool:
    return len(name) <= LONGEST_NAME and PLAIN_NAME.fullmatch(name) is not None and name.lower() not in NO_NAMES
