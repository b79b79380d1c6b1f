"""Tests of model.provenance: every public file's licence is explained, every shipped model's data are named."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from model.config import DataConfig, Recipe, SilverConfig, read_config, read_recipe
from model.language import LanguageConfig
from model.provenance import TEACHERS, TERMS, VECTOR_TEXTS, origins, terms
from model.sources import list_sets

FOLDER = Path(__file__).parents[2] / "model" / "recipes"
RECIPES, ENCODERS = sorted(FOLDER.glob("*.toml")), sorted(FOLDER.glob("encoders/*.toml"))


def test_every_licence_of_the_public_sets_has_a_meaning_and_every_meaning_a_licence() -> None:
    licences = {file.licence for files in list_sets().values() for file in files}
    assert all(terms(licence) for licence in licences)
    assert {terms(licence) for licence in licences} == set(TERMS.values())


@pytest.mark.parametrize(
    ("licence", "said"),
    [("CC BY-SA 4.0", "shared alike"), ("CC BY 4.0 (GeoNames)", "attribution"), ("none stated (MIT SLS)", "clear")],
)
def test_a_licence_is_known_by_its_strictest_words(licence: str, said: str) -> None:
    assert said in (terms(licence) or "")


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_a_shipped_model_names_sentences_names_and_the_text_of_its_vectors(path: Path) -> None:
    recipe = read_recipe(path)
    found = {origin.name: origin for origin in origins(recipe)}
    silver = recipe.data.silver
    bodies = {TEACHERS[name][0] for name in silver.teachers if name in TEACHERS}
    assert {*recipe.data.train, "names", *VECTOR_TEXTS[recipe.data.vectors], *silver.texts, *bodies} == set(found)
    assert all(origin.licence and origin.terms for origin in found.values())


@pytest.mark.parametrize("path", ENCODERS, ids=lambda path: path.stem)
def test_an_encoder_names_every_text_that_it_and_its_forerunners_read(path: Path) -> None:
    config = read_config(LanguageConfig, path)
    assert set(VECTOR_TEXTS[path.stem]) == {*config.texts, *config.spoken, *VECTOR_TEXTS[config.vectors]}


def test_every_teacher_that_was_a_pretrained_transformer_is_known() -> None:
    bodies = {path.stem: tomllib.loads(path.read_text()).get("body") for path in FOLDER.glob("teachers/*.toml")}
    assert {name: body.rpartition("/")[2] for name, body in bodies.items() if body} == {
        name: body for name, (body, _) in TEACHERS.items()
    }


def test_text_that_teachers_labelled_is_named_as_such() -> None:
    silver = SilverConfig(("teacher",), {"reuters-news": 0.1})
    found = origins(replace(Recipe(), data=DataConfig(train=("/my/pizza",), silver=silver)))
    assert found[-1].use == "plain text, labelled by other networks"
    assert found[-1].terms == "all rights reserved: for experiments only"


def test_data_of_one_s_own_have_no_licence_that_is_known_here() -> None:
    own = replace(Recipe(), data=DataConfig(train=("/my/pizza",), augment="", vectors=""))
    assert [(origin.name, origin.licence, origin.terms) for origin in origins(own)] == [("/my/pizza", None, None)]
