"""JSON objects with a text and labelled stretches of it: our own JSON lines, those of doccano and Prodigy, and kin.

Ours: {"text", "tokens": [{"start", "end"}], "spans": [{"start", "end", "label"}], "intent"}, all but the first two
keys of spans optional. Others call their stretches entities, label, labels or ents, and write them as lists too.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from model.atomic import write_file
from model.errors import DataError
from model.files.records import Mention, Record, mention, optional_text, text_of

SPANS = ("spans", "entities", "ents", "label", "labels")  # what the list of stretches is called, in this order
STARTS, ENDS, LABELS = ("start", "start_offset"), ("end", "end_offset"), ("label", "entity", "labels", "type")
OURS = {"text", "tokens", "intent", "partition", "cats"}
REJECTED = ("reject", "ignore")  # what Prodigy's annotators answered


def fits(value: Any) -> bool:
    """Whether a JSON value is a text with stretches."""
    return isinstance(value, dict) and "text" in value


def parse(value: Mapping[str, Any]) -> Iterable[Record]:
    """The sentence of an object; none where its annotator rejected it. Raises DataError."""
    if value.get("answer") in REJECTED:
        return []
    text = text_of(value, "text")
    key = next((key for key in SPANS if isinstance(value.get(key), list)), None)
    if key is None:
        raise DataError('"spans" must be a list of {"start", "end", "label"}')
    words = value.get("tokens")
    meta = {name: entry for name, entry in value.items() if name not in OURS and name != key}
    return [
        Record(
            text,
            None if words is None else tuple((m.start, m.end) for m in (_word(text, word) for word in words)),
            tuple(_mention(text, item) for item in value[key]),
            intent_of(value),
            optional_text(value, "partition"),
            meta,
        )
    ]


def write(path: Path, records: Sequence[Record]) -> None:
    """Write our own JSON lines."""
    write_lines(path, [{key: part for key, part in _ours(record).items() if part is not None} for record in records])


def write_doccano(path: Path, records: Sequence[Record]) -> None:
    """Write the JSON lines that doccano imports for sequence labelling with intents."""
    lines = []
    for record in records:
        cats = [] if record.intent is None else [record.intent]
        entities = [[found.start, found.end, found.name] for found in record.mentions]
        lines.append({**record.meta, "text": record.text, "entities": entities, "cats": cats})
    write_lines(path, lines)


def write_lines(path: Path, lines: Sequence[Mapping[str, Any]]) -> None:
    """Write JSON objects, one a line."""
    write_file(
        path,
        "".join(json.dumps(line, ensure_ascii=False, default=str) + "\n" for line in lines).encode(errors="replace"),
    )


def intent_of(value: Mapping[str, Any]) -> str | None:
    """The intent of an object, or the likeliest of its categories: spaCy's scores or doccano's list."""
    cats = value.get("cats")
    if isinstance(cats, dict) and cats:
        likeliest: str = max(cats, key=lambda name: cats[name] if isinstance(cats[name], int | float) else 0)
        return likeliest if cats[likeliest] else None
    if isinstance(cats, list) and cats and isinstance(cats[0], str):
        return cats[0]
    return optional_text(value, "intent")


def _ours(record: Record) -> dict[str, Any]:
    return {
        **record.meta,
        "text": record.text,
        "tokens": None if record.words is None else [{"start": start, "end": end} for start, end in record.words],
        "spans": [_span(found) for found in record.mentions],
        "intent": record.intent,
        "partition": record.partition,
    }


def _span(found: Mention) -> dict[str, Any]:
    more = {"role": found.role or None, "group": found.group or None, "value": found.value}
    return {"start": found.start, "end": found.end, "label": found.label} | {
        k: v for k, v in more.items() if v is not None
    }


def _mention(text: str, item: Any) -> Mention:
    if isinstance(item, list) and len(item) == 3:
        return mention(text, *item)
    if not isinstance(item, dict):
        raise DataError(f'a span must be {{"start", "end", "label"}}, got {item!r:.80}')
    start, end, label = (next((item[key] for key in keys if key in item), None) for keys in (STARTS, ENDS, LABELS))
    if isinstance(label, list) and len(label) == 1:
        label = label[0]
    more = {key: optional_text(item, key) for key in ("role", "group", "value")}
    return mention(text, start, end, label, role=more["role"] or "", group=more["group"] or "", value=more["value"])


def _word(text: str, word: Any) -> Mention:
    if not isinstance(word, dict):
        raise DataError(f'a token must be {{"start", "end"}}, got {word!r:.80}')
    return mention(text, word.get("start"), word.get("end"), "word")
