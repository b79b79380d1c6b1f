"""A trained model as a folder that a person can read. Weights are safetensors; there is no pickle anywhere.

config.json        the recipe: task, sizes, data, training
vocab.json         words, characters, tags, intents
metrics.json       scores on dev and what else was measured, such as the temperature of probabilities
history.json       one entry an epoch
confusion.svg      which labels are taken for which on dev
model.safetensors  word vectors as 4-bit rows, the encoder's matrices as 8-bit rows, with one scale each (a name.scale),
                   everything else in half precision
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary, ref

from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file
from safetensors.torch import save as to_bytes
from torch import Tensor

from model.atomic import replace_folder, write_file, writing
from model.config import Recipe, from_dict, to_dict
from model.confusion import picture
from model.errors import CheckpointError, ModelError
from model.rows import pack_matrix, pack_rows, unpack_matrix, unpack_rows
from model.tagger import PackedVectors, Tagger, WordVectors
from model.vocab import Vocab

SHIPPED = Path(__file__).parent / "trained"
PICTURE = "confusion.svg"
WORDS, SCALE = "words.weight", "words.scale"
ENCODER, STEPS = "encoder.", ".scale"  # how the names of an encoder's weights begin, and end those of matrices' scales
_shared: WeakKeyDictionary[Vocab, ref[Vocab]] = WeakKeyDictionary()  # models with the same tables hold them once


@dataclass(frozen=True)
class Card:
    """What is known of a model without loading its weights."""

    name: str
    recipe: Recipe
    tags: tuple[str, ...]
    intents: tuple[str, ...]
    metrics: Mapping[str, Any]
    parameters: int
    size_bytes: int

    @property
    def labels(self) -> tuple[str, ...]:
        """The slot labels, without their BIO position, in order."""
        return tuple(dict.fromkeys(tag.partition("-")[2] for tag in self.tags if tag != "O"))


def find_models(models_dir: Path) -> dict[str, Path]:
    """The models below a folder: `task/architecture` to its folder, sorted by name.

    A model may also stand one folder up, as `task`; then what is in it names the architecture.
    """
    flat = {f"{folder.name}/{_architecture(folder)}": folder for folder in _holding(models_dir.glob("*/config.json"))}
    deep = {f"{f.parent.name}/{f.name}": f for f in _holding(models_dir.glob("*/*/config.json"))}
    return dict(sorted({**flat, **deep}.items()))


def default_model(task: str, models_dir: Path) -> str:
    """The task's best model by strict F1 on dev. Raises CheckpointError, naming those that exist."""
    names = [name for name in find_models(models_dir) if name.partition("/")[0] == task]
    if not names:
        raise _unknown(task, models_dir)
    models = find_models(models_dir)
    return max(names, key=lambda name: _read_json(models[name] / "metrics.json").get("dev_f1", 0.0))


def resolve(name: str, models_dir: Path) -> Path:
    """The folder of `task/architecture`, or of a task's default model. Raises CheckpointError for unknown names."""
    models = find_models(models_dir)
    if name in models:
        return models[name]
    if "/" in name:
        raise _unknown(name, models_dir)
    return models[default_model(name, models_dir)]


def check_weights(folder: Path) -> None:
    """Raise CheckpointError where the weights are cut short or no safetensors; reads only what describes them."""
    try:
        with safe_open(folder / "model.safetensors", framework="pt") as file:
            if WORDS not in file.keys():  # noqa: SIM118  not a mapping
                raise CheckpointError(f"{folder}: the weights cannot be read: {WORDS} is missing")
    except (SafetensorError, OSError) as error:
        raise CheckpointError(f"{folder}: the weights cannot be read: {error}") from error


def read_card(folder: Path) -> Card:
    """Everything but the weights. Raises CheckpointError where the folder is not a sound model."""
    return _card(folder, _read_recipe(folder), _read_vocab(folder))


def load(folder: Path, device: str = "cpu", packed: bool = False) -> tuple[Tagger, Vocab, Card]:
    """The network in evaluation mode, its vocabulary and its card.

    packed: hold the word vectors as they are stored, in an eighth of the memory, and the words in a sixth: for tagging,
    not for saving.
    Raises CheckpointError where a file is missing, damaged or does not fit the others.
    """
    recipe, vocab = _read_recipe(folder), _read_vocab(folder, packed)
    card = _card(folder, recipe, vocab)
    try:
        word_size = recipe.model.word_size
        weights = unpack(load_file(folder / "model.safetensors"), None if packed else word_size)
        tagger = Tagger(recipe.model, vocab, PackedVectors if packed else WordVectors)
    except (SafetensorError, OSError, RuntimeError, KeyError, ValueError) as error:
        raise CheckpointError(f"{folder}: the weights cannot be read: {error}") from error
    _check_fit(folder, tagger.state_dict(), weights)
    tagger.load_state_dict(weights)
    tagger.temperature = float(card.metrics.get("temperature", 1.0))
    return tagger.eval().to(device), vocab, card


def read_history(folder: Path) -> list[dict[str, Any]]:
    """One entry an epoch of training, as it was written."""
    try:
        history: list[dict[str, Any]] = json.loads((folder / "history.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CheckpointError(f"{folder}: history.json cannot be read: {error}") from error
    return history


def save(
    folder: Path, tagger: Tagger, vocab: Vocab, recipe: Recipe, metrics: Mapping[str, Any], history: Sequence[Any] = ()
) -> None:
    """Write a model folder; an older one of the same name is replaced only once the new one is complete.

    Raises CheckpointError where it cannot be written; the older one is left as it was.
    """
    counted = {**metrics, "parameters": sum(weights.numel() for weights in tagger.parameters())}
    with writing(folder), _scratch(folder) as scratch:
        new = scratch / "new"
        new.mkdir()
        for name, content in (
            ("config.json", _json(to_dict(recipe))),
            ("vocab.json", _json(vocab.to_dict(), indent=0)),  # a word a line, and tens of thousands of lines
            ("metrics.json", _json(counted)),
            ("history.json", _json(list(history))),
        ):
            (new / name).write_text(content, encoding="utf-8")
        if "confusion" in metrics:
            (new / PICTURE).write_text(picture(metrics["confusion"]), encoding="utf-8")
        (new / "model.safetensors").write_bytes(to_bytes(pack(tagger.state_dict())))
        replace_folder(folder, new, scratch / "old")


def record(folder: Path, metrics: Mapping[str, Any]) -> None:
    """Put figures that were measured anew into a model's folder; those not among them stay.

    The figures are those of `model.measure`. Raises CheckpointError where they cannot be written.
    """
    known = {**_read_json(folder / "metrics.json"), **metrics}
    write_file(folder / "metrics.json", _json(known).encode())
    write_file(folder / PICTURE, picture(known["confusion"]).encode())


def pack(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Weights as they are stored: words and the encoder's matrices as in `model.rows`, the rest in half precision."""
    packed: dict[str, Tensor] = {}
    for name, tensor in weights.items():
        if name == WORDS:
            packed[WORDS], packed[SCALE] = pack_rows(tensor)
        elif name.startswith(ENCODER) and tensor.dim() == 2:
            packed[name], packed[name + STEPS] = pack_matrix(tensor)
        else:
            packed[name] = tensor.detach().cpu().half().contiguous()
    return packed


def unpack(packed: Mapping[str, Tensor], word_size: int | None) -> dict[str, Tensor]:
    """The inverse of `pack`, in single precision; word vectors of that size, or, for None, as they are packed.

    Raises KeyError where they are missing and ValueError where they are packed in another way.
    """
    weights = {
        name: unpack_matrix(tensor, packed[name + STEPS]) if name + STEPS in packed else tensor.float()
        for name, tensor in packed.items()
        if name != WORDS and not name.endswith(STEPS)
    }
    if word_size is None:
        return weights | {name: packed[name] for name in (WORDS, SCALE)}
    return weights | {WORDS: unpack_rows(packed[WORDS], packed[SCALE], word_size)}


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A hidden folder beside `folder`; what a killed process left in its own is cleared away."""
    scratch = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _holding(configs: Iterator[Path]) -> list[Path]:
    """The folders of these files, but for hidden ones, which hold what is being written."""
    return sorted(config.parent for config in configs if not config.parent.name.startswith("."))


def _card(folder: Path, recipe: Recipe, vocab: Vocab) -> Card:
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise CheckpointError(f"{folder}: model.safetensors is missing")
    size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    metrics = _read_json(folder / "metrics.json")
    parameters = metrics.get("parameters", 0)
    return Card(recipe.name, recipe, vocab.tags, vocab.intents, metrics, parameters, size)


def _architecture(folder: Path) -> str:
    try:
        return str(_read_recipe(folder).model.architecture)
    except CheckpointError:
        return "damaged"


def _check_fit(folder: Path, expected: Mapping[str, Tensor], found: Mapping[str, Tensor]) -> None:
    for name in [*expected, *found]:
        sizes = [list(weights[name].shape) if name in weights else "nothing" for weights in (expected, found)]
        if sizes[0] != sizes[1]:
            raise CheckpointError(f"{folder}: the weights do not fit: {name} should be {sizes[0]}, found {sizes[1]}")


def _json(content: Any, indent: int = 1) -> str:
    return f"{json.dumps(content, indent=indent, ensure_ascii=False)}\n"


def _read_recipe(folder: Path) -> Recipe:
    content = _read_json(folder / "config.json")
    try:
        return from_dict(Recipe, content)
    except ModelError as error:
        raise CheckpointError(f"{folder}: {error}") from error


def _read_vocab(folder: Path, compact: bool = False) -> Vocab:
    content = _read_json(folder / "vocab.json")
    try:
        vocab = Vocab.from_dict(content, compact)
    except ModelError as error:
        raise CheckpointError(f"{folder}: {error}") from error
    return _shared.setdefault(vocab, ref(vocab))() or vocab


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CheckpointError(f"{path}: cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise CheckpointError(f"{path}: expected a JSON object")
    return content


def _unknown(name: str, models_dir: Path) -> CheckpointError:
    models = find_models(models_dir)
    tasks = sorted({model.partition("/")[0] for model in models})
    known = ", ".join([*tasks, *models]) or f"none: {models_dir} holds no model"
    return CheckpointError(f"unknown model {name!r}: known are {known}")
