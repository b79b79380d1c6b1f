"""Recipes come back from TOML and JSON as they were, and nothing unknown or of the wrong type gets in."""

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.config import ARCHITECTURES, DataConfig, ModelConfig, Recipe, TrainConfig, from_dict, read_recipe, to_dict
from model.errors import ConfigError
from model.text import TextConfig

RECIPES = st.builds(
    Recipe,
    task=st.text(),
    model=st.builds(
        ModelConfig,
        architecture=st.sampled_from(ARCHITECTURES),
        hidden_size=st.integers(1, 999),
        dropout=st.floats(0, 0.99),
        crf=st.booleans(),
        text=st.builds(TextConfig, st.sampled_from(["keep", "split", "apostrophe"]), st.booleans()),
    ),
    data=st.builds(DataConfig, train=st.lists(st.text(), max_size=3).map(tuple), dev=st.text()),
    train=st.builds(TrainConfig, epochs=st.integers(1, 99), seed=st.integers(0)),
    expected_dev_f1=st.none() | st.floats(0, 100),
)


@given(RECIPES)
def test_a_recipe_comes_back_from_json(recipe: Recipe) -> None:
    assert from_dict(Recipe, json.loads(json.dumps(to_dict(recipe)))) == recipe


TOML = """
task = "x"
expected_dev_f1 = 97
[model]
architecture = "gru"
[model.text]
contractions = "split"
[data]
train = ["a", "b"]
"""


def test_a_recipe_is_read_from_toml_and_keeps_defaults_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "recipe.toml").write_text(TOML)
    recipe = read_recipe(tmp_path / "recipe.toml")
    assert (recipe.name, recipe.expected_dev_f1, recipe.data.train) == ("x/gru", 97.0, ("a", "b"))
    assert recipe.model.text == TextConfig("split")
    assert recipe.train == TrainConfig()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"modle": {}}, "unknown key 'modle' in Recipe: known are task, "),
        ({"model": {"hiden_size": 3}}, "unknown key 'hiden_size' in ModelConfig"),
        ({"model": {"hidden_size": "3"}}, "hidden_size in ModelConfig must be int, got '3'"),
        ({"model": {"hidden_size": True}}, "hidden_size in ModelConfig must be int, got True"),
        ({"model": {"hidden_size": 3.0}}, "hidden_size in ModelConfig must be int"),
        ({"model": {"crf": 1}}, "crf in ModelConfig must be bool"),
        ({"model": {"architecture": "transformer"}}, "choose from feedforward, elman, gru"),
        ({"model": {"text": {"contractions": "drop"}}}, "choose from keep, split, apostrophe"),
        ({"model": 5}, "model in Recipe must be ModelConfig, got 5"),
        ({"data": {"train": "atis"}}, "train in DataConfig must be"),
        ({"data": {"train": [1]}}, "train in DataConfig must be str, got 1"),
        ({"expected_dev_f1": "97"}, "expected_dev_f1 in Recipe must be float or NoneType"),
        ({"model": {"dropout": 1}}, "dropout must be at least 0 and below 1"),
        ({"model": {"dropout": float("nan")}}, "dropout must be"),
        ({"model": {"hidden_size": 0}}, "hidden_size must be at least 1, got 0"),
        ({"model": {"char_width": -1}}, "char_width must be at least 1, got -1"),
    ],
)
def test_what_cannot_be_followed_is_refused_with_the_way_out(values: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(message)):
        from_dict(Recipe, values)


@pytest.mark.parametrize("content", [b"task = ", b"\xff\xfe", b"[model]\nword_size = 0", b"[nonsense]"])
def test_a_broken_recipe_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_bytes(content)
    with pytest.raises(ConfigError, match=r"broken\.toml: "):
        read_recipe(tmp_path / "broken.toml")


def test_a_missing_recipe_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"missing\.toml: "):
        read_recipe(tmp_path / "missing.toml")


def test_only_architectures_that_look_ahead_are_called_bidirectional() -> None:
    assert {name for name in ARCHITECTURES if ModelConfig(name).bidirectional} == {"bi-elman", "bi-gru", "bi-lstm"}


def test_every_setting_can_be_written_in_a_recipe() -> None:
    for kind in (Recipe, ModelConfig, DataConfig, TrainConfig, TextConfig):
        assert set(to_dict(kind())) == {field.name for field in fields(kind)}
