"""A folder of seq.in (words), seq.out (tags) and, where there is one, label (intents): aligned, one sentence a line."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from model.atomic import write_file
from model.errors import DataError
from model.files.columns import detect
from model.files.lines import fields_of, read_lines
from model.files.records import Found, Record, Source, attempt, from_words, to_tags
from model.tags import OUTSIDE, Scheme, split_tag
from model.text import TextConfig


def read(source: Source) -> Iterator[Found]:
    """Read sentences; an empty line is none. Raises DataError where the files are not aligned."""
    files = [source.path / "seq.in", source.path / "seq.out", source.path / "label"]
    if not files[2].exists():
        files.pop()
    columns = [read_lines(file) for file in files]
    for file, lines in zip(files, columns, strict=True):
        if len(lines) != len(columns[0]):
            raise DataError(f"{len(lines)} lines where seq.in has {len(columns[0])}: one a sentence expected", file)
    scheme = detect([fields_of(line) for line in columns[1]], source)
    for number, (words, tags, *intent) in enumerate(zip(*columns, strict=True), start=1):
        if words.strip() or tags.strip():
            yield from attempt(files[1], number, _records, words, tags, intent, scheme)


def write(path: Path, records: Sequence[Record]) -> None:
    """Write the two files, and the third if any sentence has an intent."""
    lines = [(*_pieces(record), " ".join((record.intent or "").split())) for record in records]
    for place, name in enumerate(("seq.in", "seq.out", "label")):
        if name != "label" or any(line[place] for line in lines):
            write_file(path / name, "".join(f"{line[place]}\n" for line in lines).encode())


def _records(words: str, tags: str, intent: list[str], scheme: Scheme) -> Iterator[Record]:
    word_fields, tag_fields = fields_of(words), fields_of(tags)
    if len(word_fields) != len(tag_fields):
        raise DataError(f"{len(tag_fields)} tags for {len(word_fields)} words: one tag a word expected")
    for tag in tag_fields:
        split_tag(tag)
    yield from_words(word_fields, tag_fields, scheme, intent[0].strip() or None if intent else None)


def _pieces(record: Record) -> tuple[str, str]:
    """Words and tags as lines; a word that holds a space becomes several."""
    words, tags = to_tags(record, TextConfig())
    pieces = [
        (piece, f"I{tag[1:]}" if at and tag != OUTSIDE else tag)
        for word, tag in zip(words, tags, strict=True)
        for at, piece in enumerate(word.split())
    ]
    return " ".join(word for word, _ in pieces), " ".join(tag for _, tag in pieces)
