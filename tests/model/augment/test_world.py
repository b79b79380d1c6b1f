"""Claims about the names of people, places and organisations."""

import random
from pathlib import Path

import pytest

from model.augment.names import strip_accents
from model.augment.world import World, invented_surname
from model.errors import DataError
from tests.model.world_lists import LISTS, make_world


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path)


def test_a_company_loses_what_follows_its_name_and_keeps_it_where_that_is_wanted(world: World) -> None:
    assert {"Blue Bird", "Acme", "AbbVie", "Exxon Mobil"} <= set(world.companies)
    assert set(world.long_companies) == {"Blue Bird Corporation", "Acme Inc."}


def test_shells_that_buy_firms_and_series_of_shares_are_no_companies(world: World) -> None:
    assert not any("Acquisition" in name or "Series" in name for name in (*world.companies, *world.long_companies))


def test_nations_are_neither_countries_nor_islands_nor_letters(world: World) -> None:
    assert {"Japanese", "Malian", "South African", "European"} <= set(world.nations)
    assert not {"Brazil", "Cook Islander", "UK"} & set(world.nations)


def test_demonyms_are_of_one_and_of_several_in_lower_case(world: World) -> None:
    assert {"japanese", "malian", "malians", "south africans"} <= world.demonyms()
    assert not {"western", "mali", "japan"} & world.demonyms()


def test_families_have_given_names_and_surnames_of_one_country(world: World) -> None:
    assert dict(world.families) == {"JP": (("Yuki",), ("Tanaka",)), "IT": (("Chiara",), ("Rossi",))}


def test_players_with_a_name_of_two_words_give_both(world: World) -> None:
    assert world.players == ("Sadio Mané",)


def test_films_lose_their_year_and_numbers_are_no_titles(world: World) -> None:
    assert world.works == ("Black Swan", "Uncle Buck")


def test_full_names_have_a_given_name_and_a_surname(world: World) -> None:
    rng = random.Random(1)
    names = {world.full_name(rng) for _ in range(300)}
    assert {"Yuki Tanaka", "Chiara Rossi", "Sadio Mané", "Sadio Mane"} <= names
    assert all(len(name.split()) == 2 for name in names)


def test_long_names_have_more_given_names_of_the_country_of_the_surname(world: World) -> None:
    rng = random.Random(1)
    names = [world.long_name(rng).split() for _ in range(300)]
    assert {len(name) for name in names} == {3, 4}
    assert all(set(name[:-1]) == {"Yuki"} for name in names if name[-1] == "Tanaka")


def test_a_kind_is_that_of_the_list(world: World) -> None:
    kinds = {"japan": "country", "kyoto": "city", "ajax": "team", "omar": "first name", "malian": "nation"}
    assert {name: world.kinds[name] for name in kinds} == kinds


def test_about_half_of_the_names_are_typed_without_accents(world: World) -> None:
    rng = random.Random(1)
    players = [name for name in (world.full_name(rng) for _ in range(2000)) if name.startswith("Sadio")]
    assert 0.35 < sum(name == strip_accents(name) for name in players) / len(players) < 0.65


def test_invented_surnames_are_one_word() -> None:
    rng = random.Random(1)
    assert all(invented_surname(rng).isalpha() for _ in range(200))


@pytest.mark.parametrize("name", LISTS)
def test_a_missing_list_is_named(tmp_path: Path, name: str) -> None:
    make_world(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(DataError, match=name):
        World.read(tmp_path)


def test_a_missing_column_and_an_empty_list_are_named(tmp_path: Path) -> None:
    make_world(tmp_path)
    (tmp_path / "football_players.tsv").write_text("name\nx\n", encoding="utf-8")
    with pytest.raises(DataError, match="no column 'player'"):
        World.read(tmp_path)
    (tmp_path / "football_players.tsv").write_text("player\n", encoding="utf-8")
    with pytest.raises(DataError, match="is empty"):
        World.read(tmp_path)
