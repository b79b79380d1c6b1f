"""JSON objects and table rows with a list of words and one of tags, as Hugging Face's sets have them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from model.errors import DataError
from model.files.records import Record, from_words, optional_text, to_tags
from model.tags import Scheme, detect_scheme
from model.text import TextConfig

WORDS, TAGS = ("tokens", "words"), ("ner_tags", "tags", "labels", "slots", "ner")
INTENTS = ("intent", "label")


def fits(value: Any) -> bool:
    """Whether a row has words and tags."""
    if not isinstance(value, Mapping) or not all(_key(value, keys) for keys in (WORDS, TAGS)):
        return False
    words = value[_key(value, WORDS) or ""]
    return not words or isinstance(words[0], str)


def parse(value: Mapping[str, Any], scheme: Scheme = "BIO") -> Iterable[Record]:
    """The sentence of a row; none where it has no words. Raises DataError and TagError."""
    words, tags = (value[_key(value, keys) or ""] for keys in (WORDS, TAGS))
    for name, items in (("words", words), ("tags", tags)):
        if not all(isinstance(item, str) and item for item in items):
            raise DataError(f"the {name} must be texts, got {items!r:.80}")
    if len(words) != len(tags):
        raise DataError(f"{len(tags)} tags for {len(words)} words: one tag a word expected")
    intent = next((optional_text(value, key) for key in INTENTS if isinstance(value.get(key), str)), None)
    taken = {_key(value, WORDS), _key(value, TAGS), "partition", *INTENTS}
    meta = {name: entry for name, entry in value.items() if name not in taken and entry is not None}
    record = from_words(words, tags, scheme, intent)
    return [replace(record, partition=optional_text(value, "partition"), meta=meta)] if words else []


def row(record: Record) -> dict[str, Any]:
    """A record as a row with words, BIO tags and an intent."""
    words, tags = to_tags(record, TextConfig())
    return {"tokens": list(words), "ner_tags": tags, "intent": record.intent, "partition": record.partition}


def scheme_of(rows: Sequence[Mapping[str, Any]]) -> Scheme:
    """The scheme of many rows' tags. Raises TagError."""
    return detect_scheme([value[_key(value, TAGS) or ""] for value in rows])


def _key(value: Mapping[str, Any], keys: Sequence[str]) -> str | None:
    return next((key for key in keys if isinstance(value.get(key), list | tuple)), None)
