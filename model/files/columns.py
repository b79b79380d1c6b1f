"""CoNLL columns: a word and its tag a line, an empty line after each sentence, other columns between.

A line `# intent = …` before a sentence says what columns cannot, as in CoNLL-U; so do text, partition and meta.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from model.atomic import write_file
from model.errors import DataError, TagError
from model.files.lines import fields_of, read_lines
from model.files.records import Found, Record, Source, from_words, placed, to_tags
from model.tags import OUTSIDE, Scheme, detect_scheme, split_tag
from model.text import TextConfig

COMMENT = re.compile(r"#\s+(?:(\w+)\s*=\s?(.*)|id\s.*)")
KNOWN = ("intent", "partition", "text", "meta")
JSON_BEGINS = ('"', "{", "[", "")
FURTHER = "column "  # how a column between word and tag is named in a record's meta, counted from 1

Block = list[tuple[int, list[str]]]


def read(source: Source) -> Iterator[Found]:
    """Read sentences; the tag stands last or first, whichever column holds more things that are tags.

    -DOCSTART- lines are skipped; so is an empty word tagged O: there is nothing to label.
    """
    blocks = list(_blocks(source.path))
    rows = [fields for _, block in blocks for _, fields in block]
    width = max(Counter(map(len, rows)).most_common(1)[0][0], 2) if rows else 2
    rows = [fields for fields in rows if len(fields) == width]
    last, first = (sum(is_tag(fields[column]) for fields in rows) for column in (-1, 0))
    tag_column, word_column = (0, 1) if first > last else (-1, 0)
    scheme = detect([[f[tag_column] for _, f in block if len(f) == width] for _, block in blocks], source)
    if width > 2:
        source.notes.append(f"{width} columns, the word in column {word_column + 1}")
    for facts, block in blocks:
        faults = ((number, _fault(fields, width, tag_column, word_column)) for number, fields in block)
        number, fault = next(((number, fault) for number, fault in faults if fault), (0, ""))
        rows = [fields for _, fields in block if fields[word_column]]
        if fault:
            yield DataError(fault, source.path, number)
        elif rows:
            yield replace(_record(rows, facts, (word_column, tag_column), scheme), line=block[0][0])


def write(path: Path, records: Sequence[Record]) -> None:
    """Write word, tab, tag in BIO; between them the further columns that the records have; comments say the rest."""
    write_file(path, "\n".join(map(_block, records)).encode())


def detect(sentences: Sequence[Sequence[str]], source: Source) -> Scheme:
    """The scheme of a file's tags, leaving aside what is no tag. Raises DataError where they mix schemes."""
    try:
        scheme = detect_scheme([[tag for tag in tags if is_tag(tag)] for tags in sentences])
    except TagError as error:
        raise DataError(str(error), source.path) from error
    source.notes.append(f"tags {scheme}")
    return scheme


def _blocks(path: Path) -> Iterator[tuple[dict[str, Any], Block]]:
    """The fields of each line, with its number, a list for each sentence, and what comments say of it."""
    lines = read_lines(path)
    filled = [line for line in lines if line.strip() and not line.startswith(("-DOCSTART-", "#"))]
    tabs = all("\t" in line for line in filled)  # then a word may be empty or hold a space
    block: Block = []
    facts: dict[str, Any] = {}
    for number, line in enumerate([*lines, ""], start=1):
        comment = None if block else COMMENT.fullmatch(line)
        if comment and not (tabs and "\t" in line and comment[1]):
            if comment[1]:
                facts[comment[1]] = _heard(comment[2])
        elif line.strip() and not line.startswith("-DOCSTART-"):
            block.append((number, [field.strip() for field in line.split("\t")] if tabs else fields_of(line)))
        else:
            if block:
                yield facts, block
            block, facts = [], {}


def _fault(fields: list[str], width: int, tag_column: int, word_column: int) -> str:
    """What is wrong with a line, in words, or nothing."""
    if len(fields) != width:
        return f"{width} columns expected, a word and its tag among them, got {len(fields)}"
    try:
        split_tag(fields[tag_column])
    except TagError as error:
        return str(error)
    if not fields[word_column] and fields[tag_column] != OUTSIDE:
        return f"the tag {fields[tag_column]} has no word: a word and a tag expected"
    return ""


def _record(rows: list[list[str]], facts: dict[str, Any], columns: tuple[int, int], scheme: Scheme) -> Record:
    word, tag = columns
    said = {name: facts.get(name) for name in ("intent", "partition")}
    said = {name: value if isinstance(value, str) else None for name, value in said.items()}
    record = from_words([row[word] for row in rows], [row[tag] for row in rows], scheme, said["intent"])
    taken = {word, tag % len(rows[0])}
    further = {f"{FURTHER}{n + 1}": [row[n] for row in rows] for n in range(len(rows[0])) if n not in taken}
    meta = {name: value for name, value in facts.items() if name not in KNOWN}
    if isinstance(ours := facts.get("meta"), dict):
        meta |= ours
    return replace(placed(record, facts.get("text")), partition=said["partition"], meta=further | meta)


def _block(record: Record) -> str:
    words, tags = to_tags(record, TextConfig())
    columns = [name for name, column in record.meta.items() if name.startswith(FURTHER) and len(column) == len(words)]
    rest = {name: value for name, value in record.meta.items() if name not in columns}
    facts = {"intent": record.intent, "partition": record.partition, "meta": rest or None}
    facts |= {"text": record.text if record.text != " ".join(words) else None}
    lines = [f"# {name} = {_said(value)}" for name, value in facts.items() if value is not None]
    cells = zip(words, *(record.meta[name] for name in columns), tags, strict=True)
    lines += ["\t".join(" ".join(cell.split()) for cell in row) for row in cells]
    return "".join(f"{line}\n" for line in lines)


def _said(value: Any) -> str:
    """A value on one line: a plain text as it is, anything else as JSON."""
    plain = isinstance(value, str) and value.isprintable() and value == value.strip() and value[:1] not in JSON_BEGINS
    return value if plain else json.dumps(value, default=str)


def _heard(text: str) -> Any:
    try:
        return json.loads(text) if text[:1] in JSON_BEGINS else text
    except ValueError:
        return text


def is_tag(text: str) -> bool:
    try:
        split_tag(text)
    except TagError:
        return False
    return True
