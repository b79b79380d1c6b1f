"""The file formats of labelled sentences: from a file to words and tags as they stand there.

Knows no sets, no splits and no torch, and leaves the tag scheme as it is. Every fault is a DataError that names the
file and the line and says what was expected. A new format is one function and one line of FORMATS.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from model.errors import DataError, TagError
from model.tags import OUTSIDE, TagSpan, spans_to_tags, split_tag
from model.text import TextConfig, Token, tokenize

BLANKS = re.compile(r"[ \t]+")
# [slot : words], a word outside of slots, or a bracket that fits neither.
MASSIVE_PIECE = re.compile(r"\[([^\[\]:]+):([^\[\]]+)\]|([^\s\[\]]+)|(\S)")


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence as its file has it: tags in the file's own scheme; the partition where the file names one."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    intent: str | None = None
    partition: str | None = None


def guess_format(path: Path) -> str:
    """Name the format of a file or folder, a key of FORMATS, by what it holds."""
    if path.is_dir():
        return "seq.in/seq.out"
    first = next((line for line in read_lines(path) if line.strip()), "")
    if not first.lstrip().startswith("{"):
        return "columns"
    return "MASSIVE" if '"annot_utt"' in first else "JSONL spans"


def read_folder(path: Path, _: TextConfig) -> Iterator[Row]:
    """Read seq.in (words), seq.out (tags) and, where there is one, label (intents): aligned, one sentence a line."""
    files = [path / "seq.in", path / "seq.out", path / "label"]
    if not files[2].exists():
        files.pop()
    columns = [read_lines(file) for file in files]
    for file, lines in zip(files, columns, strict=True):
        if len(lines) != len(columns[0]):
            raise DataError(f"{len(lines)} lines where seq.in has {len(columns[0])}: one a sentence expected", file)
    for number, line in enumerate(zip(*columns, strict=True), start=1):
        words, tags = _fields(line[0]), _fields(line[1])
        if len(words) != len(tags):
            raise DataError(f"{len(tags)} tags for {len(words)} words: one tag a word expected", files[1], number)
        for tag in tags:
            _check_tag(tag, files[1], number)
        if words:
            yield Row(tuple(words), tuple(tags), line[2].strip() or None if len(line) > 2 else None)


def read_columns(path: Path, _: TextConfig) -> Iterator[Row]:
    """Read a word and its tag a line, an empty line after each sentence; further columns are passed over.

    The tag stands last or first, whichever column holds more things that are tags, so that one bad tag is reported
    as such. -DOCSTART- lines are skipped; so is an empty word tagged O: there is nothing to label.
    """
    blocks = list(_blocks(path))
    rows = [fields for block in blocks for _, fields in block]
    last, first = (sum(_is_tag(fields[column]) for fields in rows) for column in (-1, 0))
    tag_column, word_column = (0, 1) if first > last else (-1, 0)
    for block in blocks:
        pairs = [(number, fields[word_column], fields[tag_column]) for number, fields in block]
        for number, word, tag in pairs:
            _check_tag(tag, path, number)
            if not word and tag != OUTSIDE:
                raise DataError(f"the tag {tag} has no word: a word and a tag expected", path, number)
        if kept := [(word, tag) for _, word, tag in pairs if word]:
            words, tags = zip(*kept, strict=True)
            yield Row(words, tags)


def read_spans(path: Path, text: TextConfig) -> Iterator[Row]:
    """Read JSON lines {"text", "spans": [{"start", "end", "label"}], "intent"}: half-open ranges of code points.

    A token that a span covers only in part is split there, so that no span is lost or widened.
    """
    return _read_json(path, lambda record: _spans_row(record, text))


def read_massive(path: Path, _: TextConfig) -> Iterator[Row]:
    """Read JSON lines of MASSIVE: "annot_utt" with [slot : words], "intent", "partition"."""
    return _read_json(path, _massive_row)


FORMATS: dict[str, Callable[[Path, TextConfig], Iterator[Row]]] = {
    "seq.in/seq.out": read_folder,
    "columns": read_columns,
    "JSONL spans": read_spans,
    "MASSIVE": read_massive,
}


def read_lines(path: Path) -> list[str]:
    """The lines of a UTF-8 file without their ends; CRLF and a byte order mark are taken off.

    Only line feeds and carriage returns end a line: U+2028 and its like may stand in a word.
    """
    try:
        data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
        content = data.decode("utf-8")
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError(f"byte 0x{data[error.start]:02x} is no UTF-8: save the file as UTF-8", path, line) from error
    lines = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


def _blocks(path: Path) -> Iterator[list[tuple[int, list[str]]]]:
    """The fields of each line, with its number, a list for each sentence."""
    lines = read_lines(path)
    filled = [line for line in lines if line.strip() and not line.startswith("-DOCSTART-")]
    tabs = all("\t" in line for line in filled)  # then a word may be empty or hold a space
    width = 0
    block: list[tuple[int, list[str]]] = []
    for number, line in enumerate([*lines, ""], start=1):
        if not line.strip() or line.startswith("-DOCSTART-"):
            if block:
                yield block
            block = []
            continue
        fields = [field.strip() for field in line.split("\t")] if tabs else _fields(line)
        width = max(width or len(fields), 2)
        if len(fields) != width:
            raise DataError(f"{width} columns expected, a word and its tag among them, got {len(fields)}", path, number)
        block.append((number, fields))


def _read_json(path: Path, parse: Callable[[dict[str, Any]], Row]) -> Iterator[Row]:
    for number, line in enumerate(read_lines(path), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise DataError(f"no JSON: {error}", path, number) from error
        if not isinstance(record, dict):
            raise DataError("a JSON object expected", path, number)
        try:
            row = parse(record)
        except (DataError, TagError) as error:
            raise DataError(str(error), path, number) from error
        if row.words:
            yield row


def _spans_row(record: dict[str, Any], config: TextConfig) -> Row:
    text, items = _text(record, "text"), record.get("spans")
    if not isinstance(items, list):
        raise DataError('"spans" must be a list of {"start", "end", "label"}')
    ranges = [_range(item, len(text)) for item in items]
    cuts = {place for start, end, _ in ranges for place in (start, end)}
    tokens = [piece for token in tokenize(text, config) for piece in _cut(token, cuts)]
    starts = [token.start for token in tokens]
    spans = [TagSpan(bisect_left(starts, start), bisect_left(starts, end), label) for start, end, label in ranges]
    for span, (start, end, label) in zip(spans, ranges, strict=True):
        if span.start == span.end:
            raise DataError(f"the span {start} to {end} ({label}) holds no word")
    tags = spans_to_tags(spans, len(tokens))
    return Row(tuple(token.text for token in tokens), tuple(tags), _optional(record, "intent"))


def _range(item: Any, length: int) -> tuple[int, int, str]:
    if not isinstance(item, dict):
        raise DataError(f'a span must be {{"start", "end", "label"}}, got {item!r:.80}')
    start, end, label = item.get("start"), item.get("end"), item.get("label")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
        raise DataError(f"the span {start!r} to {end!r} does not fit a text of {length} characters")
    return start, end, _label(label)


def _label(label: Any) -> str:
    if not isinstance(label, str) or label.split() != [label]:
        raise DataError(f"a label must be a text without spaces, got {label!r:.80}")
    return label


def _cut(token: Token, cuts: set[int]) -> Iterator[Token]:
    edges = [token.start, *sorted(cut for cut in cuts if token.start < cut < token.end), token.end]
    for start, end in pairwise(edges):
        yield Token(token.text[start - token.start : end - token.start], start, end)


def _massive_row(record: dict[str, Any]) -> Row:
    words: list[str] = []
    tags: list[str] = []
    for slot, inside, word, bracket in MASSIVE_PIECE.findall(_text(record, "annot_utt")):
        if bracket or (slot and not inside.strip()):
            raise DataError('"annot_utt" has a bracket that holds no slot: [slot : words] expected')
        pieces = inside.split() or [word]
        words += pieces
        tags += spans_to_tags([TagSpan(0, len(pieces), _label(slot.strip()))], len(pieces)) if slot else [OUTSIDE]
    return Row(tuple(words), tuple(tags), _optional(record, "intent"), _optional(record, "partition"))


def _text(record: dict[str, Any], key: str) -> str:
    if not isinstance(value := record.get(key), str):
        raise DataError(f'"{key}" must be a text, got {value!r:.80}')
    return value


def _optional(record: dict[str, Any], key: str) -> str | None:
    return None if record.get(key) is None else _text(record, key)


def _fields(line: str) -> list[str]:
    return BLANKS.split(line.strip(" \t")) if line.strip(" \t") else []


def _is_tag(text: str) -> bool:
    try:
        split_tag(text)
    except TagError:
        return False
    return True


def _check_tag(tag: str, path: Path, line: int) -> None:
    try:
        split_tag(tag)
    except TagError as error:
        raise DataError(str(error), path, line) from error
