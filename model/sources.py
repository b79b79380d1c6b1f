"""The public data sets: which files, from where, with which checksum; a checked copy of them in the data folder.

Knows nothing of what is in the files. A file appears under its name only when it is whole and right.
"""

import csv
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO, Literal

from model.errors import DataError
from model.lazy import Lazy

httpx = Lazy("httpx")
TABLE = Path(__file__).with_name("sources.tsv")
CHUNK_BYTES = 2**18
TIMEOUT_S = 30  # of each step and not of the whole

Outcome = Literal["present", "copied", "downloaded", "skipped"]
Progress = Callable[[str, int, int], None]  # file, bytes done, bytes in all


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A row of the table. `file` is relative to the data folder; an empty url: no public address is known."""

    set: str
    split: str
    file: str
    bytes: int
    sha256: str
    url: str
    licence: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of a file, with the reason in words where it was skipped."""

    file: str
    outcome: Outcome
    reason: str = ""


@cache
def list_sets() -> Mapping[str, tuple[SourceFile, ...]]:
    """Every set with its files, in the order of the table; `names` and `text` are lists and plain text for training."""
    sets: dict[str, tuple[SourceFile, ...]] = {}
    with TABLE.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            size = int(row.pop("bytes"))
            sets[row["set"]] = (*sets.get(row["set"], ()), SourceFile(**row, bytes=size))
    return sets


def default_data_dir() -> Path:
    """The folder of the data: $SLOTSCOPE_DATA, or else ~/.cache/slotscope/data."""
    return Path(os.environ.get("SLOTSCOPE_DATA") or Path.home() / ".cache" / "slotscope" / "data")


def fetch(name: str, data_dir: Path, source: Path | None = None, on_progress: Progress | None = None) -> list[Fetched]:
    """Put every file of a set into the data folder, from the local folder `source` or else from its public address.

    A file that is there and right stays; a wrong one is replaced. A test split that `source` lacks is skipped and
    said so. Raises DataError for an unknown set and as `fetch_file` does.
    """
    if name not in list_sets():
        raise DataError(f"unknown set {name!r}: choose from {', '.join(list_sets())}")
    return [fetch_file(row, data_dir, source, on_progress) for row in list_sets()[name]]


def fetch_file(
    row: SourceFile, data_dir: Path, source: Path | None = None, on_progress: Progress | None = None
) -> Fetched:
    """Put one file into the data folder, checked by size and SHA-256.

    Raises DataError where it is neither in `source` nor reachable, is not the file of the table or cannot be written.
    """
    target = data_dir / row.file
    if _is_right(target, row):
        return Fetched(row.file, "present")
    if source is not None and row.split == "test" and not (source / row.file).exists():
        return Fetched(
            row.file, "skipped", f"the test split is not in {source}; without it, the public address is used"
        )
    if source is None and not row.url:
        raise DataError("no public address is known; copy it from a folder that has it with --from DIR", row.file)
    pieces = _read(row, source / row.file) if source is not None else _download(row)
    with _replacing(target) as part:
        _write(pieces, part, row, on_progress or _silent)
    return Fetched(row.file, "downloaded" if source is None else "copied")


def _is_right(path: Path, row: SourceFile) -> bool:
    try:
        if path.stat().st_size != row.bytes:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == row.sha256
    except OSError:
        return False


def _read(row: SourceFile, path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(CHUNK_BYTES):
                yield piece
    except OSError as error:
        raise DataError(f"{row.file} cannot be copied: {error.strerror}", path) from error


def _download(row: SourceFile) -> Iterator[bytes]:
    try:
        with httpx.stream("GET", row.url, timeout=TIMEOUT_S, follow_redirects=True) as response:
            response.raise_for_status()
            yield from response.iter_bytes(CHUNK_BYTES)
    except httpx.HTTPStatusError as error:
        raise DataError(f"the server answered {error.response.status_code} for {row.url}", row.file) from error
    except httpx.HTTPError as error:
        reason = str(error) or type(error).__name__
        problem = f"{row.url} cannot be reached ({reason}); without a network use a local copy: --from DIR"
        raise DataError(problem, row.file) from error


def _write(pieces: Iterator[bytes], part: BinaryIO, row: SourceFile, on_progress: Progress) -> None:
    digest, done = hashlib.sha256(), 0
    for piece in pieces:
        part.write(piece)
        digest.update(piece)
        done += len(piece)
        if done > row.bytes:  # stop before a wrong address fills the disk
            raise DataError(f"longer than the {row.bytes} bytes expected: not the file of the table", row.file)
        on_progress(row.file, done, row.bytes)
    if done != row.bytes:
        raise DataError(
            f"{done} bytes where {row.bytes} were expected: cut off, or not the file of the table", row.file
        )
    if digest.hexdigest() != row.sha256:
        raise DataError(f"SHA-256 {digest.hexdigest()} where {row.sha256} was expected", row.file)


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    """A file beside the target that takes its place once all is written, and is gone if anything fails before."""
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise DataError(f"cannot be written: {error.strerror}", target) from error


def _silent(file: str, done: int, total: int) -> None:
    """Report no progress."""
