"""Labelled sentences: a public set by its name, or any file or folder of a known format, one split of it.

Knows where a split is found and how one is made; the formats are in `files`. Knows no vocabulary and no torch.
"""

from dataclasses import dataclass
from pathlib import Path

from model.errors import DataError, ModelError
from model.files.arrow import SHARD
from model.files.formats import READERS, guess
from model.files.records import Record, Source, to_tags
from model.text import TextConfig

NAMED = ("atis", "snips", "conll2003", "wnut17", "btc", "tweebank", "mit_movie", "mit_restaurant", "massive")
SPLITS = {"train": ("train",), "dev": ("dev", "val"), "test": ("test",)}  # what a file of the split has in its name
BESIDE_DATA = ("license", "licence", "notice", "readme", "dataset_", "state.json", ".")  # files without sentences
PACKED = (".xz", ".gz", ".bz2", ".zip")
HOLDS_SENTENCES = ("seq.in", "state.json")  # the latter in what Hugging Face's `datasets` saves
DEV_EVERY = 10


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words, one BIO tag a word, and the intent where there is one."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    intent: str | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    """The sentences of one split, what is wrong with those left out, and for a person how they came about."""

    sentences: tuple[Sentence, ...]
    notes: tuple[str, ...]
    faults: tuple[DataError, ...] = ()


@dataclass(frozen=True, slots=True)
class Records:
    """The same, as the file has them."""

    records: tuple[Record, ...]
    notes: tuple[str, ...]
    faults: tuple[DataError, ...]


def load(
    name_or_path: str | Path, split: str | None, data_dir: Path, text: TextConfig = TextConfig()
) -> list[Sentence]:
    """Read a split (train, dev, test; None: all of a file) of a public set by name, or of a file or folder.

    Where there is no dev split (mit_movie, mit_restaurant, a single file) there is a fixed one: every tenth sentence
    is dev, the others are train. A folder of your own that is called as a public set is written ./atis.
    Raises DataError as `read_dataset` does; the first fault ends it.
    """
    if name_or_path not in NAMED:
        return list(read_dataset(Path(name_or_path), split, text, strict=True).sentences)
    folder = data_dir / name_or_path
    try:
        return list(read_dataset(folder, split, text, strict=True).sentences)
    except DataError as error:
        if error.path != folder:
            raise
        raise DataError(f"{error.problem}; `slotscope data fetch {folder.name}` gets the public set", folder) from None


def read_dataset(
    path: Path, split: str | None = None, text: TextConfig = TextConfig(), strict: bool = False
) -> Dataset:
    """Read a split of a file or folder, guessing the format from what it holds; tags become BIO.

    A folder holds a file or folder a split, known by "train", "dev" or "val", "test" in its name. `text` says how
    texts that come without words are split. A faulty sentence is left out and told, unless `strict`: then it is
    raised. Raises DataError for what is missing, empty, no file of any known format, or faulty throughout.
    """
    found = read_records(path, split, strict)
    sentences, faults = [], list(found.faults)
    for record in found.records:
        try:
            words, tags = to_tags(record, text)
        except ModelError as error:
            faults.append(DataError(getattr(error, "problem", str(error)), path, record.line))
            if strict:
                raise faults[-1] from error
            continue
        if words:
            sentences.append(Sentence(words, tags, record.intent))
    if not sentences:
        raise faults[0] if faults else DataError("no sentence found", path)
    return Dataset(tuple(sentences), found.notes, tuple(faults))


def read_records(path: Path, split: str | None = None, strict: bool = False) -> Records:
    """Read a split as its file has it. Raises DataError as `read_dataset` does."""
    place, whole = _locate(path, split)
    kind, source = guess(place), Source(place)
    found = list(READERS[kind](source))
    faults = [item for item in found if isinstance(item, DataError)]
    records = [item for item in found if isinstance(item, Record)]
    if faults and (strict or not records):
        raise faults[0]
    made = ""
    if split is not None and not whole:
        records, made = _select(records, split)
    if not records:
        raise DataError(f"no sentence found, reading it as {kind}", place)
    passed = [f"{count:,} {what}" for what, count in source.passed.items() if count]
    told = f"{place}: read as {', '.join([kind, *source.notes])}"
    return Records(tuple(records), tuple(filter(None, (told, *passed, made))), tuple(faults))


def splits_of(path: Path) -> list[str | None]:
    """The splits that a folder holds one by one; [None] where all stands in one place."""
    if not path.is_dir() or _holds(path):
        return [None]
    return [name for name, words in SPLITS.items() if _only(path, name, words)] or [None]


def _locate(path: Path, split: str | None) -> tuple[Path, bool]:
    """Where the sentences of a split stand, and whether nothing else stands there."""
    if split is not None and split not in SPLITS:
        raise DataError(f"unknown split {split!r}: choose from {', '.join(SPLITS)}")
    if not path.exists():
        raise DataError(f"no such file, folder or public set ({', '.join(NAMED)})", path)
    if not path.is_dir() or _holds(path):
        return path, False
    places = {name: _only(path, name, words) for name, words in SPLITS.items()}
    if split is not None and (place := places[split]):
        return place, split != "train" or places["dev"] is not None
    if split == "dev" and (place := places["train"]):
        return place, False
    files = [file for file in _candidates(path) if file.is_file()]
    if len(files) == 1 and not any(places.values()):
        return files[0], False
    if not files and (path / "data").is_dir():  # as the sets of Hugging Face's hub are laid out
        return _locate(path / "data", split)
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
    """What may hold sentences; of a table in several files the first."""
    places = sorted(place for place in folder.iterdir() if _holds(place) or _holds_data(place))
    return [place for place in places if not SHARD.fullmatch(place.name) or "-00000-of-" in place.name]


def _holds(place: Path) -> bool:
    return any((place / name).exists() for name in HOLDS_SENTENCES)


def _holds_data(place: Path) -> bool:
    return place.is_file() and place.suffix not in PACKED and not place.name.lower().startswith(BESIDE_DATA)


def _select(records: list[Record], split: str) -> tuple[list[Record], str]:
    """The records of a split: by the partition that the file names, else dev is made out of train."""
    partitions = {record.partition for record in records}
    if split in partitions and (split != "train" or "dev" in partitions):
        return [record for record in records if record.partition == split], ""
    if split == "test":
        return [], ""
    records = [record for record in records if record.partition in (None, "train")]
    kept = [each for number, each in enumerate(records, start=1) if (number % DEV_EVERY == 0) == (split == "dev")]
    return kept, "no dev split: every tenth sentence is dev, the others are train"
