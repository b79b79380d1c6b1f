"""Labelled sentences from one format to another, every split; what a target cannot hold is counted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from model.data import read_records, splits_of
from model.errors import DataError, ModelError
from model.files.formats import WRITTEN, Format
from model.files.records import FEATURES, Record, features

SUFFIXES = {".conll": "columns", ".txt": "columns", ".tsv": "columns", ".bio": "columns", ".jsonl": "jsonl"}
SUFFIXES |= {".yml": "rasa", ".yaml": "rasa", ".spacy": "spacy", ".parquet": "parquet", ".json": "label-studio"}


@dataclass(frozen=True)
class Converted:
    """What came of a conversion: files with their sentences, how they were read, what is wrong, what is not held."""

    files: dict[Path, int]
    notes: tuple[str, ...]
    faults: tuple[DataError, ...]  # of the source
    left_out: tuple[DataError, ...]  # sentences that the target cannot hold at all
    lost: dict[str, int]  # what else it cannot hold, in words -> sentences


def convert(source: Path, target: Path, to: str = "", strict: bool = False) -> Converted:
    """Write what `source` holds as `target`: a file, or for several splits a folder with one of each.

    The format is that of the target's name, or `to`, a key of WRITTEN. Raises DataError for a source that cannot be
    read, an unknown format, and for a target that is there already.
    """
    form = _format(target, to)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise DataError("is there already: give a new file or folder", target)
    found = [read_records(source, split, strict) for split in splits_of(source)]
    names = splits_of(source)
    records = [
        record if name is None or record.partition else replace(record, partition=name)
        for name, part in zip(names, found, strict=True)
        for record in part.records
    ]
    left_out = [error for record in records if (error := _refusal(record, form, source))]
    if strict and left_out:
        raise left_out[0]
    lost: Counter[str] = Counter()
    files: dict[Path, int] = {}
    for path, part in _files(target, form, [record for record in records if not _refusal(record, form, source)]):
        holds = form.holds | ({"partition"} if path != target else set())
        lost.update(FEATURES[name] for record in part for name in sorted(features(record) - holds))
        form.write(path, [replace(record, partition=None) for record in part] if path != target else part)
        files[path] = len(part)
    if not files:
        raise left_out[0]
    notes = tuple(note for part in found for note in part.notes)
    faults = tuple(fault for part in found for fault in part.faults)
    return Converted(files, notes, faults, tuple(left_out), dict(lost))


def _format(target: Path, to: str) -> Format:
    name = to or SUFFIXES.get(target.suffix, "" if target.suffix else "folder")
    if name not in WRITTEN:
        raise DataError(f"unknown format {name or target.suffix!r}: choose with --to from {', '.join(WRITTEN)}", target)
    return WRITTEN[name]


def _files(target: Path, form: Format, records: Sequence[Record]) -> list[tuple[Path, list[Record]]]:
    """The files to write: one, or in a folder one a split."""
    splits = list(dict.fromkeys(record.partition for record in records))
    if target.suffix or (not form.suffix and len(splits) == 1):
        return [(target, list(records))]
    return [
        (target / f"{split or 'train'}{form.suffix}", [record for record in records if record.partition == split])
        for split in splits
    ]


def _refusal(record: Record, form: Format, source: Path) -> DataError | None:
    """Why a format cannot hold a record at all, if it cannot."""
    try:
        form.check(record)
    except ModelError as error:
        return DataError(getattr(error, "problem", str(error)), source, record.line)
    return None
