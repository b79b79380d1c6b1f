"""Labelled sentences: a public set by its name, or any file or folder of a known format, one split of it.

Knows where a split is found and how one is made; the formats are in `readers`. Knows no vocabulary and no torch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from model.errors import DataError, TagError
from model.readers import FORMATS, Row, guess_format
from model.tags import convert, detect_scheme
from model.text import TextConfig

NAMED = ("atis", "snips", "conll2003", "wnut17", "btc", "tweebank", "mit_movie", "mit_restaurant", "massive")
SPLITS = {"train": ("train",), "dev": ("dev", "val"), "test": ("test",)}  # what a file of the split has in its name
BESIDE_DATA = ("license", "licence", "notice", "readme", ".")  # how names of files begin that hold no sentences
PACKED = (".xz", ".gz", ".bz2", ".zip")
DEV_EVERY = 10


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words, one BIO tag a word, and the intent where there is one."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    intent: str | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    """The sentences of one split, and for a person how they came about: the guessed format, a split that was made."""

    sentences: tuple[Sentence, ...]
    notes: tuple[str, ...]


def load(
    name_or_path: str | Path, split: str | None, data_dir: Path, text: TextConfig = TextConfig()
) -> list[Sentence]:
    """Read a split (train, dev, test; None: all of a file) of a public set by name, or of a file or folder.

    Where there is no dev split (mit_movie, mit_restaurant, a single file) there is a fixed one: every tenth sentence
    is dev, the others are train. A folder of your own that is called as a public set is written ./atis.
    Raises DataError as `read_dataset` does.
    """
    if name_or_path not in NAMED:
        return list(read_dataset(Path(name_or_path), split, text).sentences)
    folder = data_dir / name_or_path
    try:
        return list(read_dataset(folder, split, text).sentences)
    except DataError as error:
        if error.path != folder:
            raise
        raise DataError(f"{error.problem}; `slotscope data fetch {folder.name}` gets the public set", folder) from None


def read_dataset(path: Path, split: str | None = None, text: TextConfig = TextConfig()) -> Dataset:
    """Read a split of a file or folder, guessing the format from what it holds; tags become BIO.

    A folder holds a file or folder a split, known by "train", "dev" or "val", "test" in its name. `text` says how
    texts that come without words are split. Raises DataError for what is missing, empty or damaged.
    """
    place, whole = _locate(path, split)
    kind = guess_format(place)
    rows = list(FORMATS[kind](place, text))
    made = ""
    if split is not None and not whole:
        rows, made = _select(rows, split)
    if not rows:
        raise DataError(f"no sentence found, reading it as {kind}", place)
    sentences, scheme = _to_bio(rows, place)
    return Dataset(sentences, tuple(filter(None, (f"{place}: read as {kind}, tags {scheme}", made))))


def _locate(path: Path, split: str | None) -> tuple[Path, bool]:
    """Where the sentences of a split stand, and whether nothing else stands there."""
    if split is not None and split not in SPLITS:
        raise DataError(f"unknown split {split!r}: choose from {', '.join(SPLITS)}")
    if not path.exists():
        raise DataError(f"no such file, folder or public set ({', '.join(NAMED)})", path)
    if not path.is_dir() or (path / "seq.in").exists():
        return path, False
    places = {name: _only(path, name, words) for name, words in SPLITS.items()}
    if split is not None and (place := places[split]):
        return place, split != "train" or places["dev"] is not None
    if split == "dev" and (place := places["train"]):
        return place, False
    files = [file for file in _candidates(path) if file.is_file()]
    if len(files) == 1 and not any(places.values()):
        return files[0], False
    found = [name for name, place in places.items() if place]
    if split is None and found:
        raise DataError(f"say which split of the folder is meant: {', '.join(found)}", path)
    wanted = " or ".join(repr(word) for word in SPLITS[split or "train"])
    raise DataError(
        f"no {split or 'train'} split in the folder: a file or folder with {wanted} in its name expected", path
    )


def _only(folder: Path, split: str, words: tuple[str, ...]) -> Path | None:
    found = [place for place in _candidates(folder) if any(word in place.name.lower() for word in words)]
    if len(found) > 1:
        raise DataError(f"{' and '.join(place.name for place in found)} could both be the {split} split", folder)
    return found[0] if found else None


def _candidates(folder: Path) -> list[Path]:
    return sorted(place for place in folder.iterdir() if (place / "seq.in").exists() or _holds_data(place))


def _holds_data(place: Path) -> bool:
    return place.is_file() and place.suffix not in PACKED and not place.name.lower().startswith(BESIDE_DATA)


def _select(rows: list[Row], split: str) -> tuple[list[Row], str]:
    """The rows of a split: by the partition that the file names, else dev is made out of train."""
    partitions = {row.partition for row in rows}
    if split in partitions and (split != "train" or "dev" in partitions):
        return [row for row in rows if row.partition == split], ""
    if split == "test":
        return [], ""
    rows = [row for row in rows if row.partition in (None, "train")]
    kept = [row for number, row in enumerate(rows, start=1) if (number % DEV_EVERY == 0) == (split == "dev")]
    return kept, "no dev split: every tenth sentence is dev, the others are train"


def _to_bio(rows: Sequence[Row], path: Path) -> tuple[tuple[Sentence, ...], str]:
    try:
        scheme = detect_scheme([row.tags for row in rows])
    except TagError as error:
        raise DataError(str(error), path) from error
    tags = (row.tags if scheme == "BIO" else tuple(convert(row.tags, scheme)) for row in rows)
    return tuple(Sentence(row.words, bio, row.intent) for row, bio in zip(rows, tags, strict=True)), scheme
