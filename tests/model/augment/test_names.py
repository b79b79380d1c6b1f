"""Claims about the lists of names and about names made up."""

import random
from pathlib import Path

import pytest

from model.augment.names import Names, invented, strip_accents
from model.errors import DataError
from model.text import tokenize
from tests.model.name_lists import LISTS, write_lists


def test_lists_are_read_without_what_is_no_plain_name(tmp_path: Path) -> None:
    names = Names.read(write_lists(tmp_path))
    assert names.cities == (
        ("São Paulo", "Brazil"),
        ("Kyoto", "Japan"),
        ("Aix-en-Provence", "France"),
        ("Osh", "Kyrgyzstan"),
    )
    assert names.short_cities == ("Osh",)
    assert names.us_cities == (("Mobile", "Alabama", "AL"), ("Salem", "Oregon", "OR"))
    assert names.hubs == ("Lagos", "Oslo")
    assert names.airlines == (("Kenya Airways", "KQ"), ("KLM", "KL"))
    assert names.aircraft == (("Airbus", "A320"), ("Boeing", "737-800"))


def test_an_airport_is_known_by_name_where_a_hub_has_several(tmp_path: Path) -> None:
    names = Names.read(write_lists(tmp_path))
    assert [airport.name for airport in names.known_airports] == ["Oslo Gardermoen International", "Oslo Fornebu"]


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_missing_list_is_named(tmp_path: Path, name: str) -> None:
    (write_lists(tmp_path) / name).unlink()
    with pytest.raises(DataError, match=name):
        Names.read(tmp_path)


def test_a_missing_column_is_named_with_its_line(tmp_path: Path) -> None:
    (write_lists(tmp_path) / "us_states.tsv").write_text("name\nAlabama\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"us_states\.tsv, line 1: .*'state'"):
        Names.read(tmp_path)


def test_a_list_without_a_usable_name_is_refused(tmp_path: Path) -> None:
    (write_lists(tmp_path) / "countries.tsv").write_text("common\n(none)\n", encoding="utf-8")
    with pytest.raises(DataError, match="no countries"):
        Names.read(tmp_path)


def test_invented_names_begin_with_a_capital_and_hold_no_marks() -> None:
    rng = random.Random(1)
    for name in (invented(rng) for _ in range(300)):
        assert name[0].isupper()
        assert all(token.text.strip("-.").replace("-", "").isalpha() for token in tokenize(name)), name


def test_cities_come_from_every_source(tmp_path: Path) -> None:
    names = Names.read(write_lists(tmp_path))
    rng = random.Random(1)
    drawn = {names.city(rng) for _ in range(400)}
    assert {"Lagos", "London", "Kyoto", "São Paulo", "Sao Paulo", "Mobile"} <= drawn
    assert "Of" not in drawn
    assert len(drawn) > 30  # the rest are invented


def test_accents_are_stripped_and_other_letters_kept() -> None:
    assert strip_accents("São Tomé, Łódź") == "Sao Tome, Łodz"
