"""Names of people, places, organisations, nations and works from all over the world, read from the lists on disk.

Knows no sentences. The lists stay where they are; every choice takes a `random.Random`.
"""

import csv
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import regex

from model.augment.names import invented, strip_accents
from model.errors import DataError

NAME = regex.compile(r"(?=..)\p{L}[\p{L}\p{M}'’.&-]*(?: [\p{L}\p{M}'’.&-]+){0,5}")
LONGEST_NAME = 45  # characters; what is longer is a description
FREQUENT_FIRST, FREQUENT_LAST = 2000, 5000  # the lists begin with the most frequent
SUFFIX = regex.compile(
    r",? (?:Inc|Corp|Corporation|Company|Co|Ltd|Limited|Holdings?|Group|plc|PLC|N\.?V|S\.?A|AG|SE|L\.?P|LLC)\b\.?.*"
)
NO_COMPANY = regex.compile(r"Acquisition|Rights|Fund|ETF|Series|Shares|Common|Stock|Delaware|Trust|Capital|Warrants")
NO_NATION = regex.compile(r".*(?:Island|Virgin|Vatican|Antarctic|Bonaire|Svalbard|Georgia$| .* )|\p{Lu}+$")
YEAR = regex.compile(r" \(.*\)")
# Peoples, faiths and regions that no list of countries has.
PEOPLES = """
    European African Asian Arab Latin Kurdish Palestinian Tibetan Catalan Basque Scottish Welsh English British
    Chechen Bosnian Serb Serbian Croat Muslim Islamic Christian Catholic Protestant Jewish Buddhist Hindu Sikh
    Orthodox Scandinavian Nordic Baltic Balkan Slavic Caribbean Hispanic Texan Californian Parisian Sicilian
    Bavarian Flemish Mediterranean Hebrew Arabic Cantonese Mandarin Farsi Hindi Urdu Swahili Zulu Yoruba Maori
    Hawaiian Alaskan Soviet Western Victorian Roman Viking Celtic Moslem Republican Democratic Democrat Communist
    Socialist Marxist
""".split()
# Words of the lists that ordinary sentences use for something else.
NO_DEMONYMS = {"western", "latin", "orthodox", "democratic", "roman"}


@dataclass(frozen=True)
class World:
    """Names by what they name."""

    first_names: tuple[str, ...]
    surnames: tuple[str, ...]
    families: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]  # country -> first names, surnames
    players: tuple[str, ...]
    cities: tuple[str, ...]
    big_cities: tuple[str, ...]  # capitals, and cities of airports
    countries: tuple[str, ...]
    regions: tuple[str, ...]
    companies: tuple[str, ...]
    long_companies: tuple[str, ...]  # with Inc., Ltd. and the like
    clubs: tuple[str, ...]
    teams: tuple[str, ...]
    universities: tuple[str, ...]
    airlines: tuple[str, ...]
    nations: tuple[str, ...]  # nationalities, peoples and faiths
    works: tuple[str, ...]  # films and series

    @classmethod
    def read(cls, folder: Path) -> "World":
        """Read the lists of a folder. Raises DataError for a list that is missing, empty, or lacks a column."""
        firsts = _column(folder / "firstnames_us_census1990.tsv", "name")[:FREQUENT_FIRST]
        lasts = _column(folder / "surnames_us_census1990.tsv", "surname")[:FREQUENT_LAST]
        families = _families(folder)
        listed = [name for name in _column(folder / "companies_us_listed.txt") if not NO_COMPANY.search(name)]
        orgs = [*_column(folder / "companies_sp500.txt"), *_column(folder / "corpora_orgs.txt")]
        countries = _names(_column(folder / "countries.tsv", "common"))
        nations = _names([*_column(folder / "nationalities.txt"), *PEOPLES])
        capitals = _column(folder / "countries.tsv", "capital")
        return cls(
            first_names=_names([*firsts, *(name for given, _ in families.values() for name in given)]),
            surnames=_names([*lasts, *(name for _, last in families.values() for name in last)]),
            families=families,
            players=tuple(n for n in _names(_column(folder / "football_players.tsv", "player")) if n.count(" ") == 1),
            cities=_names(
                [*_column(folder / "cities_world_geonames.tsv", "city"), *_column(folder / "cities_us.tsv", "city")]
            ),
            big_cities=_names([*capitals * 4, *_column(folder / "airports_openflights.tsv", "city")], unique=False),
            countries=countries,
            regions=_names(
                [*_column(folder / "admin1_world_geonames.txt"), *_column(folder / "us_states.tsv", "state") * 8],
                unique=False,
            ),
            companies=_names(SUFFIX.sub("", name) for name in [*listed, *orgs, *orgs]),
            long_companies=_names(name.replace(",", "") for name in listed if SUFFIX.search(name)),
            clubs=_names(_column(folder / "football_clubs.tsv", "name")),
            teams=_names(_column(folder / "corpora_sports_teams.txt")),
            universities=_names(_column(folder / "universities.tsv", "university")),
            airlines=_names(_column(folder / "airlines_openflights.tsv", "airline")),
            nations=tuple(name for name in nations if name not in countries and not NO_NATION.match(name)),
            works=_names(YEAR.sub("", name) for name in _column(folder / "corpora_tv_films.txt")),
        )

    def first_name(self, rng: random.Random) -> str:
        return self._kin(rng)[0] if rng.random() < 0.4 else _plain(rng.choice(self.first_names), rng)

    def surname(self, rng: random.Random) -> str:
        chance = rng.random()
        if chance < 0.3:
            return self._kin(rng)[1]
        if chance < 0.5:
            return _plain(rng.choice(self.players).split()[-1], rng)
        return invented_surname(rng) if chance < 0.55 else _plain(rng.choice(self.surnames), rng)

    def full_name(self, rng: random.Random) -> str:
        """A first name and a surname that may well go together."""
        chance = rng.random()
        if chance < 0.3:
            return " ".join(self._kin(rng))
        if chance < 0.55:
            return _plain(rng.choice(self.players), rng)
        return f"{self.first_name(rng)} {self.surname(rng)}"

    def long_name(self, rng: random.Random) -> str:
        """Two or three given names and a surname, as some countries write them."""
        given, last = self._family(rng)
        firsts = rng.choices(given, k=rng.choice((2, 2, 3)))
        return " ".join(_plain(name, rng) for name in (*firsts, rng.choice(last)))

    def city(self, rng: random.Random) -> str:
        chance = rng.random()
        if chance < 0.05:
            return invented(rng)
        return _plain(rng.choice(self.big_cities if chance < 0.6 else self.cities), rng)

    def country(self, rng: random.Random) -> str:
        return rng.choice(self.countries)

    def region(self, rng: random.Random) -> str:
        return _plain(rng.choice(self.regions), rng)

    def company(self, rng: random.Random) -> str:
        return rng.choice(self.airlines if rng.random() < 0.1 else self.companies)

    def team(self, rng: random.Random) -> str:
        """A club or a team; of "Chicago Bulls" now and then only the Bulls."""
        chance = rng.random()
        if chance < 0.55:
            return _plain(rng.choice(self.clubs), rng)
        name = rng.choice(self.teams)
        return name.split()[-1] if chance > 0.8 else name

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """What a name in the lists is, by its lower case: "country", "city", "team", "first name" or "nation"."""
        tables = (
            *(("city", self.cities), ("city", self.big_cities), ("team", self.clubs), ("team", self.teams)),
            *(("country", self.countries), ("nation", self.nations), ("first name", self.first_names)),
        )
        return {name.lower(): kind for kind, names in tables for name in names}

    def demonyms(self) -> set[str]:
        """What people and things of a nation or faith are called, one and several, in lower case."""
        words = {name.lower() for name in self.nations} - NO_DEMONYMS
        return words | {f"{word}s" for word in words if word.endswith(("n", "i", "b", "t"))}

    def _kin(self, rng: random.Random) -> tuple[str, str]:
        """A first name and a surname of the same country."""
        given, last = self._family(rng)
        return _plain(rng.choice(given), rng), _plain(rng.choice(last), rng)

    def _family(self, rng: random.Random) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The first names and the surnames of a country."""
        return self.families[rng.choice(tuple(self.families))]


def invented_surname(rng: random.Random) -> str:
    """A surname that stands in no list, so that only its place in the sentence tells what it is."""
    return max(invented(rng).replace("-", " ").split(), key=len)


def _families(folder: Path) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    given: dict[str, list[str]] = defaultdict(list)
    last: dict[str, list[str]] = defaultdict(list)
    for table, file in ((given, "firstnames_by_country.tsv"), (last, "surnames_by_country.tsv")):
        path = folder / file
        for name, country in zip(_column(path, "name"), _column(path, "country"), strict=True):
            table[country].append(name)
    families = {country: (_names(given[country]), _names(last[country])) for country in given if country in last}
    return {country: names for country, names in families.items() if all(names)}


def _plain(name: str, rng: random.Random) -> str:
    """Half of the time without accents, as people type."""
    return strip_accents(name) if rng.random() < 0.5 else name


def _names(names: Iterable[str], *, unique: bool = True) -> tuple[str, ...]:
    """Those that can be typed as a name; where not `unique`, what stands there often is as often chosen."""
    good = [name for name in map(str.strip, names) if len(name) <= LONGEST_NAME and NAME.fullmatch(name)]
    return tuple(dict.fromkeys(good)) if unique else tuple(good)


def _column(path: Path, column: str = "") -> list[str]:
    """A column of a table with a header, or the lines of a plain list."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot read the list of names: {error}", path) from error
    if column:
        reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if column not in (reader.fieldnames or ()):
            raise DataError(f"the list of names has no column {column!r}", path, 1)
        lines = [row[column] or "" for row in reader]
    if not lines:
        raise DataError("the list of names is empty", path)
    return lines
