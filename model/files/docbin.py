"""spaCy's binary .spacy files (DocBin): MessagePack, compressed; no pickle, and spaCy itself is not needed.

A document is a table of 64-bit numbers, a row a word and a column an attribute; texts stand there by their hashes.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import msgpack

from model.atomic import write_file
from model.errors import DataError
from model.files.hashes import string_number, symbols
from model.files.records import Found, Mention, Record, Source, attempt, to_tags, tokens_of
from model.files.spans import intent_of
from model.tags import OUTSIDE, split_tag
from model.text import TextConfig, Token

ORTH, ENT_IOB, ENT_TYPE = 65, 77, 78  # numbers of spaCy's attributes
ATTRIBUTES = (ORTH, ENT_IOB, ENT_TYPE)
INSIDE, BEGIN = 1, 3  # of ENT_IOB; 2 is outside, 0 is not said
POSITIONS = {"I": INSIDE, OUTSIDE: 2, "B": BEGIN}
MOST_BYTES = 2**30  # unpacked


def read(source: Source) -> Iterator[Found]:
    """Read one sentence a document. Raises DataError where the file is no DocBin."""
    try:
        content = _unpacked(source.path)
        texts = {number: name for name, number in symbols().items()}
        texts |= {string_number(text): text for text in content["strings"]}
        columns = {attribute: place for place, attribute in enumerate(content["attrs"])}
        lengths = struct.unpack(f"<{len(content['lengths']) // 4}i", content["lengths"])
        numbers = struct.unpack(f"<{len(content['tokens']) // 8}Q", content["tokens"])
        spaces, width, cats = content["spaces"], len(columns), content.get("cats", [])
        where = [columns[attribute] for attribute in ATTRIBUTES]
    except (OSError, zlib.error, struct.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"no file of spaCy's DocBin: {error or type(error).__name__}", source.path) from error
    if sum(lengths) * width != len(numbers) or len(spaces) != sum(lengths) or any(length < 0 for length in lengths):
        raise DataError("no file of spaCy's DocBin: its tables do not fit each other", source.path)
    for document, (start, end) in enumerate(pairwise(accumulate(lengths, initial=0))):
        rows = [[numbers[word * width + place] for place in where] for word in range(start, end)]
        facts = {"cats": cats[document]} if document < len(cats) else {}
        if rows:
            yield from attempt(source.path, None, _record, rows, spaces[start:end], texts, facts, document + 1)


def write(path: Path, records: Sequence[Record]) -> None:
    """Write a DocBin with words, spaces, entities and categories."""
    tokens: list[int] = []
    texts, spaces, lengths, cats = {""}, bytearray(), [], []
    for record in records:
        words = list(_words(record))
        for word, tag, space in words:
            position, label = split_tag(tag)
            texts |= {word, label}
            tokens += [string_number(word), POSITIONS[position], string_number(label)]
            spaces.append(space)
        lengths.append(len(words))
        cats.append({} if record.intent is None else {record.intent: 1.0})
    content = {
        "version": 0.1,
        "attrs": list(ATTRIBUTES),
        "tokens": struct.pack(f"<{len(tokens)}Q", *tokens),
        "spaces": bytes(spaces),
        "lengths": struct.pack(f"<{len(lengths)}i", *lengths),
        "strings": sorted(texts - {""}),
        "cats": cats,
        "flags": [{"has_unknown_spaces": False}] * len(records),
    }
    write_file(path, zlib.compress(msgpack.packb(content)))


def _words(record: Record) -> Iterator[tuple[str, str, bool]]:
    """Word, tag and whether a space follows. As in spaCy, any further white space is a word of its own."""
    end = 0
    pairs = zip(tokens_of(record, TextConfig()), to_tags(record, TextConfig())[1], strict=True)
    waiting: tuple[str, str] | None = None
    for token, tag in (
        *((token, tag) for token, tag in pairs),
        (Token("", len(record.text), len(record.text)), OUTSIDE),
    ):
        gap = record.text[end : token.start]
        if waiting is not None:
            yield *waiting, gap.startswith(" ")
            gap = gap[1:] if gap.startswith(" ") else gap
        if gap:
            yield gap, OUTSIDE, False
        waiting, end = (token.text, tag), token.end


def _unpacked(path: Path) -> Mapping[str, Any]:
    unzip = zlib.decompressobj()
    data = unzip.decompress(path.read_bytes(), MOST_BYTES)
    if unzip.unconsumed_tail:
        raise ValueError(f"more than {MOST_BYTES:,} bytes unpacked")
    content = msgpack.unpackb(data)
    if not isinstance(content, dict):
        raise ValueError("no table of attributes")
    return content


def _record(
    rows: Sequence[Sequence[int]], spaces: bytes, texts: Mapping[int, str], facts: Mapping[str, Any], number: int
) -> Iterator[Record]:
    text, words = "", []
    mentions: list[Mention] = []
    for (orth, position, label), space in zip(rows, spaces, strict=True):
        if orth not in texts or (position in (INSIDE, BEGIN) and label not in texts):
            raise DataError(f"document {number}: a text is missing from the table of strings")
        start, text = len(text), text + texts[orth]
        words.append((start, len(text)))
        goes_on = position == INSIDE and len(words) > 1 and mentions and mentions[-1].end == words[-2][1]
        if goes_on and mentions[-1].label == texts[label]:
            mentions[-1] = Mention(mentions[-1].start, len(text), texts[label])
        elif position in (INSIDE, BEGIN):
            mentions.append(Mention(start, len(text), texts[label]))
        text += " " if space else ""
    kept = tuple((start, end) for start, end in words if text[start:end].strip())
    if kept:
        yield Record(text, kept, tuple(mentions), intent_of(facts))
