"""JSON objects of MASSIVE: "annot_utt" with [slot : words], "intent", "partition"."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from model.errors import DataError
from model.files.records import Record, from_words, optional_text, text_of, to_tags
from model.files.spans import write_lines
from model.tags import OUTSIDE, TagSpan, spans_to_tags, tags_to_spans
from model.text import TextConfig

# [slot : words], a word outside of slots, or a bracket that fits neither.
PIECE = re.compile(r"\[([^\[\]:]+):([^\[\]]+)\]|([^\s\[\]]+)|(\S)")
OURS = {"annot_utt", "utt", "intent", "partition"}


def fits(value: Any) -> bool:
    """Whether a JSON value is a sentence of MASSIVE."""
    return isinstance(value, dict) and "annot_utt" in value


def parse(value: Mapping[str, Any]) -> Iterable[Record]:
    """The sentence of an object; none where it has no word. Raises DataError."""
    words: list[str] = []
    tags: list[str] = []
    for slot, inside, word, bracket in PIECE.findall(text_of(value, "annot_utt")):
        if bracket or (slot and not inside.strip()):
            raise DataError('"annot_utt" has a bracket that holds no slot: [slot : words] expected')
        pieces = inside.split() or [word]
        words += pieces
        tags += spans_to_tags([TagSpan(0, len(pieces), _slot(slot))], len(pieces)) if slot else [OUTSIDE]
    record = from_words(words, tags, "BIO", optional_text(value, "intent"))
    meta = {name: entry for name, entry in value.items() if name not in OURS}
    return [replace(record, partition=optional_text(value, "partition"), meta=meta)] if words else []


def check(record: Record) -> None:
    """Raise DataError where brackets in words or labels would be read as those of slots."""
    words, _ = to_tags(record, TextConfig())
    if any(set(word) & set("[]") for word in words) or any(set(m.name) & set("[]:") for m in record.mentions):
        raise DataError("a bracket stands in it, which MASSIVE takes for that of a slot")
    if not words:
        raise DataError("it holds no word")


def write(path: Path, records: Sequence[Record]) -> None:
    """Write JSON lines of MASSIVE."""
    write_lines(path, [_object(record) for record in records])


def _object(record: Record) -> dict[str, Any]:
    words, tags = to_tags(record, TextConfig())
    pieces, end = [], 0
    for span in tags_to_spans(tags):
        inside = " ".join(words[span.start : span.end])
        pieces += [*words[end : span.start], f"[{span.label} : {inside}]"]
        end = span.end
    facts = {"partition": record.partition, "intent": record.intent}
    said = {name: value for name, value in facts.items() if value is not None}
    return {**record.meta, **said, "utt": " ".join(words), "annot_utt": " ".join([*pieces, *words[end:]])}


def _slot(slot: str) -> str:
    if slot.split() != [slot.strip()]:
        raise DataError(f"a label must be a text without spaces, got {slot!r:.80}")
    return slot.strip()
