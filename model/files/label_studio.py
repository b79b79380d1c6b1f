"""Label Studio's JSON exports: tasks with annotations, or the short form without; and tasks that it imports.

Its offsets count UTF-16 units, as browsers do; the text beside them says when they must be counted so.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from model.atomic import write_file
from model.errors import DataError
from model.files.records import Mention, Record, mention, text_of


def fits(value: Any) -> bool:
    """Whether a JSON value is a task of Label Studio."""
    return isinstance(value, dict) and isinstance(value.get("data"), dict) and "annotations" in value


def parse(value: Mapping[str, Any]) -> Iterable[Record]:
    """The sentence of a task by its first annotation that was not cancelled; none where there is none."""
    annotations = value["annotations"] if isinstance(value["annotations"], list) else []
    done = [each for each in annotations if isinstance(each, dict) and not each.get("was_cancelled")]
    if not done:
        return []
    data, results = value["data"], done[0].get("result")
    if not isinstance(results, list) or not all(isinstance(result, dict) for result in results):
        raise DataError('"result" must be a list of labelled regions')
    names = [name for name, entry in data.items() if isinstance(entry, str)]
    text = text_of(data, "text" if "text" in data or not names else names[0])
    values = [(str(result.get("type")), result.get("value")) for result in results]
    mentions = tuple(_mention(text, part) for kind, part in values if kind in ("labels", "hypertextlabels"))
    choices = [part.get("choices") for kind, part in values if kind == "choices" and isinstance(part, dict)]
    intent = next((str(choice[0]) for choice in choices if isinstance(choice, list) and choice), None)
    meta = {name: entry for name, entry in data.items() if entry != text}
    return [Record(text, None, mentions, intent, meta=meta)]


def write(path: Path, records: Sequence[Record]) -> None:
    """Write tasks with one annotation each, as Label Studio imports and exports them."""
    tasks = [_task(number, record) for number, record in enumerate(records, start=1)]
    write_file(path, (json.dumps(tasks, ensure_ascii=False, indent=1, default=str) + "\n").encode(errors="replace"))


def _task(number: int, record: Record) -> dict[str, Any]:
    to_units = _units(record.text)
    regions = [
        {"type": "labels", "from_name": "label", "to_name": "text", "value": _value(record.text, to_units, found)}
        for found in record.mentions
    ]
    if record.intent is not None:
        choices = {"choices": [record.intent]}
        regions.append({"type": "choices", "from_name": "intent", "to_name": "text", "value": choices})
    data = {**record.meta, "text": record.text}
    return {"id": number, "data": data, "annotations": [{"result": regions, "was_cancelled": False}]}


def _value(text: str, units: Sequence[int], found: Mention) -> dict[str, Any]:
    start, end = units[found.start], units[found.end]
    return {"start": start, "end": end, "text": text[found.start : found.end], "labels": [found.name]}


def _mention(text: str, value: Any) -> Mention:
    if not isinstance(value, dict) or not isinstance(value.get("labels") or value.get("hypertextlabels"), list):
        raise DataError(f'a region must be {{"start", "end", "labels"}}, got {value!r:.80}')
    start, end, labels = value.get("start"), value.get("end"), value.get("labels") or value["hypertextlabels"]
    units = _units(text)
    if units[-1] != len(text) and start in units and end in units:
        first, last = units.index(start), units.index(end)
        if value.get("text") in (None, text[first:last]):
            start, end = first, last
    return mention(text, start, end, labels[0] if labels else None)


def _units(text: str) -> list[int]:
    """For each place between code points, how many UTF-16 units stand before it."""
    units = [0]
    for char in text:
        units.append(units[-1] + (2 if ord(char) > 0xFFFF else 1))
    return units
