"""Bulk tagging that survives a crash: files cut into parts, each part's predictions a file that is there whole or not.

A job is a folder: _job.json says what is tagged and how; part-000000.jsonl (or .parquet) and those that follow hold the
predictions, numbered over all files. The same job again does only the parts that are missing. Knows no Ray and no
terminal: whoever calls `tag_part`, in whatever order and however often, the folder ends the same.
"""

import gc
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

import orjson

from app.columns import parquet_bytes, parquet_parts, parquet_texts
from app.formats import to_json
from app.stream import TOP_K, chunks, read_lines, tokenize_line
from model.atomic import write_file
from model.errors import DataError
from model.frames import ticket
from model.predict import Predictor

JobFormat = Literal["jsonl", "parquet"]
PART_LINES = 5_000  # a few seconds of work: what a crash can cost each process
JOB = "_job.json"  # readers of parquet folders pass over names like this one


@dataclass(frozen=True)
class Job:
    """What is tagged, how, and where the predictions go. Paths are full, since they hold on every node."""

    files: tuple[str, ...]
    out: str
    model: str  # a folder
    form: JobFormat = "jsonl"
    tokenized: bool = False
    device: str = "cpu"


@dataclass(frozen=True)
class Part:
    """A run of lines of one file: where it begins there, how many lines, the number of the first in file and job."""

    number: int
    file: str
    place: int  # of text: the byte; of parquet: the row group
    line: int  # from 1; of parquet: of the row group
    first: int  # from 0, over all files
    lines: int


def begin(job: Job, part_lines: int = PART_LINES) -> tuple[list[Part], list[Part]]:
    """All parts of a job, and those that are still to be done; its folder is made or gone on with.

    Every text and JSON line is read once, so that a line that cannot be tagged is known before work begins.
    Raises DataError for such a line, and where the folder holds something else or another job.
    """
    for file, times in Counter(job.files).items():
        if times > 1:
            raise DataError("is named twice", file)
    parts = list(_parts(job.files, part_lines))
    plan = _plan(job, parts, part_lines)
    out = Path(job.out)
    if (out / JOB).is_file():
        _check_same(out, plan)
    elif out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise DataError("is there already and holds no job: give a new folder with --out", out)
    else:
        write_file(out / JOB, orjson.dumps(plan, option=orjson.OPT_INDENT_2))
    return parts, [part for part in parts if not _target(job, part).is_file()]


def tag_part(job: Job, part: Part) -> Part:
    """Tag a part and put its file in place. Raises DataError where its lines have become unreadable."""
    predictor = _predictor(job.model, job.device)
    items = [tokenize_line(text, predictor, job.tokenized) for text in _texts(part)]
    if len(items) != part.lines:
        raise DataError(f"has changed: {len(items)} lines where {part.lines} were", part.file)
    predictions = predictor.predict(items, TOP_K)
    rows = ({"index": part.first + n, **to_json(p, ticket(p))} for n, p in enumerate(predictions))
    content = parquet_bytes(rows) if job.form == "parquet" else b"".join(orjson.dumps(row) + b"\n" for row in rows)
    target = _target(job, part)
    # Under a name of its own first: a process taken for dead may still be writing the same part.
    draft = target.with_name(f".{target.name}.{uuid4().hex}")
    write_file(draft, content)
    draft.replace(target)
    return part


def _parts(files: Sequence[str], part_lines: int) -> Iterator[Part]:
    number = first = 0
    for file in files:
        cut = parquet_parts if _kind(file) == ".parquet" else _text_parts
        for place, line, lines in cut(file, part_lines):
            yield Part(number, file, place, line, first, lines)
            number, first = number + 1, first + lines


def _text_parts(file: str, part_lines: int) -> Iterator[tuple[int, int, int]]:
    place, number = 0, 1
    with Path(file).open("rb") as source:
        for chunk in chunks(read_lines(source, file), part_lines):
            if _kind(file) == ".jsonl":
                for offset, line in enumerate(chunk):
                    _text_of(line.text, file, number + offset)
            yield place, number, len(chunk)
            place, number = place + sum(line.size for line in chunk), number + len(chunk)


def _texts(part: Part) -> Iterator[str]:
    if _kind(part.file) == ".parquet":
        yield from parquet_texts(part.file, part.place, part.line, part.lines)
        return
    with Path(part.file).open("rb") as source:
        source.seek(part.place)
        lines = islice(read_lines(source, part.file, part.line), part.lines)
        for number, line in enumerate(lines, part.line):
            yield _text_of(line.text, part.file, number) if _kind(part.file) == ".jsonl" else line.text


def _text_of(line: str, file: str, number: int) -> str:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise DataError(f"not JSON: {error}", file, number) from error
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise DataError('no "text" that is a string', file, number)
    text: str = value["text"]
    return text


def _kind(file: str) -> str:
    suffix = Path(file).suffix.lower()
    return ".jsonl" if suffix == ".ndjson" else suffix


def _target(job: Job, part: Part) -> Path:
    return Path(job.out) / f"part-{part.number:06}.{job.form}"


def _plan(job: Job, parts: Sequence[Part], part_lines: int) -> dict[str, Any]:
    """Everything that the predictions and their cut follow from."""
    counts: Counter[str] = Counter()
    for part in parts:
        counts[part.file] += part.lines
    return {
        "model": {path.name: _digest(path) for path in sorted(Path(job.model).iterdir()) if path.is_file()},
        "format": job.form,
        "tokenized": job.tokenized,
        "part_lines": part_lines,
        "files": [{"file": file, "lines": counts[file], "sha256": _digest(Path(file))} for file in job.files],
    }


def _check_same(out: Path, plan: Mapping[str, Any]) -> None:
    try:
        before = orjson.loads((out / JOB).read_bytes())
        differing = [name for name in plan if before[name] != plan[name]]
    except (orjson.JSONDecodeError, TypeError, KeyError) as error:
        raise DataError("is no job of this program: give a new folder with --out", out / JOB) from error
    if differing:
        words = ", ".join(name.replace("_", " ") for name in differing)
        raise DataError(f"is another job, with other {words}: give a new folder with --out", out / JOB)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(maxsize=1)
def _predictor(folder: str, device: str) -> Predictor:
    predictor = Predictor.load(Path(folder), device=device)
    gc.freeze()  # as in `app.files`: whoever tags parts of a job does nothing else
    return predictor
