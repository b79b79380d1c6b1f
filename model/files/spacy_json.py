"""spaCy's JSON: the training format of version 2, and pairs of a text and its entities. Docs as JSON are `spans`."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from model.atomic import write_file
from model.errors import DataError
from model.files.records import Record, from_words, mention, placed, to_tags
from model.files.spans import intent_of
from model.tags import convert
from model.text import TextConfig

MISSING = ("-", "", None)  # what stands where nobody said whether a word is part of an entity


def fits(value: Any) -> bool:
    """Whether a JSON value is a document of spaCy's training format, or a pair."""
    pair = isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], dict)
    return pair or (isinstance(value, dict) and isinstance(value.get("paragraphs"), list))


def parse(value: Any) -> Iterable[Record]:
    """The sentences of a document, or the text of a pair. Raises DataError and TagError."""
    if isinstance(value, list):
        return [_pair(*value)]
    return [record for paragraph in value["paragraphs"] for record in _paragraph(paragraph)]


def write(path: Path, records: Sequence[Record]) -> None:
    """Write documents of version 2, one a sentence, tags in BILOU."""
    documents = [{"id": number, "paragraphs": [_written(record)]} for number, record in enumerate(records)]
    write_file(path, (json.dumps(documents, ensure_ascii=False, indent=1) + "\n").encode(errors="replace"))


def _pair(text: str, facts: Mapping[str, Any]) -> Record:
    entities = facts.get("entities", [])
    if not isinstance(entities, list) or not all(isinstance(item, list) and len(item) >= 3 for item in entities):
        raise DataError('"entities" must be a list of [start, end, label]')
    return Record(text, None, tuple(mention(text, *item[:3]) for item in entities), intent_of(facts))


def _paragraph(paragraph: Any) -> Iterable[Record]:
    sentences = paragraph.get("sentences") if isinstance(paragraph, dict) else None
    if not isinstance(sentences, list) or not all(isinstance(s, dict) for s in sentences):
        raise DataError('a paragraph with a list of "sentences" expected')
    cats = paragraph.get("cats", [])
    scores = {c.get("label"): c.get("value") for c in cats if isinstance(c, dict)} if isinstance(cats, list) else {}
    for sentence in sentences:
        tokens = sentence.get("tokens")
        if not isinstance(tokens, list) or not all(
            isinstance(t, dict) and isinstance(t.get("orth"), str) for t in tokens
        ):
            raise DataError('a sentence with a list of "tokens", each with its "orth", expected')
        tags = ["O" if token.get("ner") in MISSING else str(token["ner"]) for token in tokens]
        words = [token["orth"] for token in tokens]
        record = from_words(words, tags, "BILOU", intent_of({"cats": scores}))
        raw = paragraph.get("raw")
        if words:
            yield placed(record, raw) if isinstance(raw, str) and len(sentences) == 1 else record


def _written(record: Record) -> dict[str, Any]:
    words, tags = to_tags(record, TextConfig())
    tokens = zip(words, convert(tags, "BIO", "BILOU"), strict=True)
    sentence = {"tokens": [{"id": n, "orth": word, "ner": tag} for n, (word, tag) in enumerate(tokens)], "brackets": []}
    cats = [] if record.intent is None else [{"label": record.intent, "value": 1.0}]
    return {"raw": record.text, "sentences": [sentence], "cats": cats}
