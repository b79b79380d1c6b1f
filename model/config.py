"""What a model is and how it is trained, as frozen dataclasses; to and from TOML and JSON.

Knows no torch. An unknown key or a value of the wrong type is refused with the names of those that exist.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from model.errors import ConfigError
from model.text import TextConfig

Architecture = Literal["feedforward", "elman", "gru", "lstm", "bi-elman", "bi-gru", "bi-lstm"]
ARCHITECTURES: tuple[Architecture, ...] = get_args(Architecture)


@dataclass(frozen=True)
class ModelConfig:
    """The shape of a tagger. Sizes count units (features a token)."""

    architecture: Architecture = "bi-lstm"
    word_size: int = 100  # must equal the size of the pretrained vectors, if any
    char_size: int = 30  # 0: no characters
    char_filters: int = 50
    char_width: int = 3
    shape_size: int = 8  # 0: no word shapes
    hidden_size: int = 200  # a direction
    dropout: float = 0.5
    crf: bool = True  # else a softmax a token; one-directional networks must not see what follows
    scheme: Literal["BIO", "IOBES"] = "BIO"  # of the CRF's states; outside it all is BIO
    intent: bool = True  # an intent head beside the tags
    text: TextConfig = field(default_factory=TextConfig)

    def __post_init__(self) -> None:
        if self.architecture not in ARCHITECTURES:
            raise ConfigError(f"unknown architecture {self.architecture!r}: choose from {', '.join(ARCHITECTURES)}")
        for name in ("word_size", "hidden_size", "char_filters", "char_width"):
            if getattr(self, name) < 1:
                raise ConfigError(f"{name} must be at least 1, got {getattr(self, name)}")
        if self.scheme != "BIO" and not self.crf:
            raise ConfigError(f"scheme {self.scheme} needs crf: without one every word is decided by itself")
        if not 0 <= self.dropout < 1:
            raise ConfigError(f"dropout must be at least 0 and below 1, got {self.dropout}")

    @property
    def bidirectional(self) -> bool:
        return self.architecture.startswith("bi-")


@dataclass(frozen=True)
class SilverConfig:
    """Plain text that teachers label, learnt beside what people labelled (`model.silver`). Without teachers: none."""

    teachers: tuple[str, ...] = ()  # model folders in `teachers` of the public data
    texts: Mapping[str, float] = field(default_factory=dict)  # and the share of the lines of each that is drawn
    ambiguous: float = 0.0  # share of the sentences in which a name that is also a word takes another word's place
    sure: float = 0.7  # a word whose tag the teachers give a lower probability is left open
    empty: float = 0.25  # share of the sentences in which they see nothing that is kept
    an_epoch: int = 10_000  # sentences drawn for each
    lower: float = 0.25  # share of them that lose their capitals

    def __post_init__(self) -> None:
        if self.teachers and not self.texts:
            raise ConfigError("silver needs texts for its teachers to label")


@dataclass(frozen=True)
class DataConfig:
    """Which sentences a recipe trains on. Names are those of `slotscope data`."""

    train: tuple[str, ...] = ("atis",)
    dev: str = "atis"
    augment: str = ""  # a set of rules of model.augment.flights.retelling; empty: none
    whole: tuple[str, ...] = ()  # of these, every sentence comes as it is too, beside what augmentation made of it
    whole_from: int = 0  # the first epoch in which they do, counted from 0: late, so that variants shape the network
    typed: str = ""  # a typed dev suite (JSONL spans), measured beside dev
    vectors: str = ""  # pretrained word vectors, a safetensors file; empty: none
    min_count: int = 1  # rarer words are unknown, unless they have a vector
    max_words: int = 20_000  # with vectors: as many of their most frequent words are kept
    silver: SilverConfig = field(default_factory=SilverConfig)


@dataclass(frozen=True)
class TrainConfig:
    """How the weights are found."""

    epochs: int = 30
    batch_size: int = 32  # sentences
    optimizer: Literal["adam", "sgd"] = "adam"  # sgd: plain steps, as long as learning rate times gradient
    learning_rate: float = 2e-3  # peak of the one-cycle schedule
    weight_decay: float = 0.0
    clip_norm: float = 5.0  # 0: gradients are not clipped
    word_dropout: float = 0.05  # share of training words read as unknown
    intent_weight: float = 1.0  # of the intent loss beside the tag loss a word
    average: float = 0.0  # decay a step of the exponential weight average; 0: none
    patience: int = 8  # epochs without a better dev F1 before stopping
    tune_words: bool = True  # whether the vectors of the corpus's words move
    seed: int = 1


@dataclass(frozen=True)
class Recipe:
    """One trained model: its name, shape, data and training. A TOML file of `model/recipes/`."""

    task: str = "flights"
    description: str = ""
    model: ModelConfig = field(default_factory=ModelConfig)
    data: DataConfig = field(default_factory=DataConfig)
    train: TrainConfig = field(default_factory=TrainConfig)
    expected_dev_f1: float | None = None  # of the shipped weights, strict, in percent

    @property
    def name(self) -> str:
        return f"{self.task}/{self.model.architecture}"


Config = TypeVar("Config")


def read_recipe(path: Path) -> Recipe:
    """Read a recipe. Raises ConfigError for a file that is no TOML or holds what no recipe has."""
    return read_config(Recipe, path)


def read_config(kind: type[Config], path: Path) -> Config:
    """Read a TOML file. Raises ConfigError where it is none or holds what this kind of configuration has not."""
    try:
        return from_dict(kind, tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: cannot read the recipe: {error}") from error
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error


def to_dict(config: Any) -> dict[str, Any]:
    """A configuration as plain lists, dicts, strings and numbers."""
    return asdict(config)


def from_dict(kind: type[Config], values: Mapping[str, Any]) -> Config:
    """Build a configuration from plain values, nested ones too.

    Raises ConfigError for unknown keys (naming the known ones) and values of the wrong type.
    """
    hints = get_type_hints(kind)
    known = [f.name for f in fields(kind)]  # type: ignore[arg-type]
    unknown = [key for key in values if key not in known]
    if unknown:
        raise ConfigError(f"unknown key {unknown[0]!r} in {kind.__name__}: known are {', '.join(known)}")
    return kind(**{key: _checked(kind, key, hints[key], value) for key, value in values.items()})


def _checked(kind: type, key: str, hint: Any, value: Any) -> Any:
    if is_dataclass(hint) and isinstance(value, Mapping):
        return from_dict(hint, value)  # type: ignore[arg-type]
    if get_origin(hint) is Mapping and isinstance(value, Mapping):
        return {name: _checked(kind, f"{key}.{name}", get_args(hint)[1], item) for name, item in value.items()}
    if get_origin(hint) is tuple and isinstance(value, list | tuple):
        return tuple(_checked(kind, key, get_args(hint)[0], item) for item in value)
    if get_origin(hint) is Literal:
        if value in get_args(hint):
            return value
        raise ConfigError(f"{key} in {kind.__name__} is {value!r}: choose from {', '.join(map(str, get_args(hint)))}")
    allowed = get_args(hint) if get_origin(hint) is UnionType else (hint,)
    if float in allowed and type(value) is int:
        return float(value)
    if type(value) not in allowed:
        expected = " or ".join(getattr(a, "__name__", str(a)) for a in allowed)
        raise ConfigError(f"{key} in {kind.__name__} must be {expected}, got {value!r}")
    return value
