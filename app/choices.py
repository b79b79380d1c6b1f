"""What the words on a command line mean: which recipe, which model, which labelled sentences, which folder to write."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from model.checkpoint import find_models, resolve
from model.config import ModelConfig, Recipe, read_config, read_recipe
from model.data import Sentence, load, read_dataset
from model.errors import ConfigError, DataError
from model.evaluate import Example, read_suite
from model.language import LanguageConfig
from model.predict import Predictor
from model.sources import default_data_dir

ROOT = Path(__file__).parents[1]
RECIPES = ROOT / "model" / "recipes"


def find_recipe(name: str, folder: Path = RECIPES) -> Recipe:
    """A recipe by file (flights.toml), by model (`flights/bi-lstm`) or by task: the one expected to score best.

    Raises ConfigError, naming the shipped recipes, where there is none.
    """
    if name.endswith(".toml"):
        return read_recipe(Path(name))
    recipes = {recipe.name: recipe for recipe in map(read_recipe, sorted(folder.glob("*.toml")))}
    if name in recipes:
        return recipes[name]
    default = f"{name}/{ModelConfig().architecture}"
    of_task = [recipe for recipe in recipes.values() if recipe.task == name]
    if not of_task:
        known = ", ".join([*dict.fromkeys(recipe.task for recipe in recipes.values()), *recipes])
        raise ConfigError(f"unknown recipe {name!r}: give a .toml file or one of {known or 'none: none is shipped'}")
    return max(of_task, key=lambda recipe: (recipe.expected_dev_f1 or 0.0, recipe.name == default))


def find_encoder(name: str, folder: Path = RECIPES / "encoders") -> LanguageConfig:
    """The recipe of an encoder by file (mine.toml) or by name. Raises ConfigError, naming the shipped ones."""
    if name.endswith(".toml"):
        return read_config(LanguageConfig, Path(name))
    known = sorted(path.stem for path in folder.glob("*.toml"))
    if name not in known:
        raise ConfigError(f"unknown encoder {name!r}: give a .toml file or one of {', '.join(known)}")
    return read_config(LanguageConfig, folder / f"{name}.toml")


def with_seed(recipe: Recipe, seed: int | None) -> Recipe:
    """The recipe with another seed; unchanged for None."""
    return recipe if seed is None else replace(recipe, train=replace(recipe.train, seed=seed))


def check_output(folder: Path) -> None:
    """Raise DataError where writing a model would replace something that is no model."""
    if folder.exists() and not (folder / "config.json").is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise DataError("is there already and is no model: give a new folder with --out", folder)


def model_folder(name: str, models_dir: Path) -> Path:
    """The folder of a model by name, or by that folder's path where no model has the name. Raises CheckpointError."""
    named = any(name in (model, model.partition("/")[0]) for model in find_models(models_dir))
    return Path(name) if not named and Path(name).is_dir() else resolve(name, models_dir)


def load_model(name: str, models_dir: Path, device: str = "cpu") -> Predictor:
    """A model by name, or by the path of its folder where no model has that name."""
    return Predictor.load(model_folder(name, models_dir), device=device)


def labelled(recipe: Recipe, data: Path | None) -> tuple[Sequence[Sentence], str]:
    """Sentences to score a model on, and what they are: a file, a folder (its dev split, if it has several), or,
    for no data or the folder of the public sets, the dev split that the recipe names."""
    text, dev = recipe.model.text, recipe.data.dev
    if data is None or is_own_dev(recipe, data):
        return load(dev, "dev", data or default_data_dir(), text), f"{dev}, dev"
    try:
        return read_dataset(data, None, text).sentences, str(data)
    except DataError:
        if not data.is_dir():
            raise
    return read_dataset(data, "dev", text).sentences, f"{data}, dev"


def is_own_dev(recipe: Recipe, data: Path | None) -> bool:
    """Whether a model is to be scored on the dev split of its recipe: no data, or the folder of the public sets."""
    return data is None or (data / recipe.data.dev).exists()


def typed_suite(recipe: Recipe, data: Path | None) -> Sequence[Example]:
    """The typed suite that is given as data, or that of the recipe with its dev split, where it is on this machine."""
    if not is_own_dev(recipe, data):
        return read_suite(data) if data and _is_suite(data) else ()
    places = [place for place in (Path(), ROOT) if recipe.data.typed and (place / recipe.data.typed).is_file()]
    return read_suite(places[0] / recipe.data.typed) if places else ()


def _is_suite(path: Path) -> bool:
    """Whether a file is a typed suite: JSON lines whose sentences have an id, spans and perhaps a pair."""
    try:
        with path.open(encoding="utf-8") as file:
            first = json.loads(file.readline(10**6))
    except (OSError, ValueError):
        return False
    return isinstance(first, dict) and {"id", "text", "spans"} <= first.keys()
