"""Rasa's training examples in YAML: intents with sentences, mentions marked in them; its older JSON as well.

`[Taipei](city)`, `[Taipei](city:TPE)` with a value, `[Taipei]{"entity": "city", "role": "arrival"}`. Lookup tables,
regexes, synonyms, stories and rules are passed over.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from model.atomic import write_file
from model.errors import DataError
from model.files.lines import read_text
from model.files.records import Found, Mention, Record, Source, attempt, mention, optional_text

MARKED = re.compile(r"\[([^\]]+?)\](?:\(([^:)]+?)(?::([^)]+))?\)|(\{[^}]+?\}))")
UNLABELLED = "none"  # the intent that a sentence without one is written under: Rasa wants one


def read(source: Source) -> Iterator[Found]:
    """Read the examples of every intent, in order. Raises DataError where the file is no YAML of Rasa."""
    path, content = source.path, read_text(source.path)
    try:
        root = yaml.compose(content, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DataError(f"no YAML: {getattr(error, 'problem', error)}", path, mark and mark.line + 1) from error
    except RecursionError as error:
        raise DataError("no YAML: it is nested too deeply", path) from error
    sections = _mapping(root).get("nlu")
    if not isinstance(sections, yaml.SequenceNode):
        raise DataError("a list under `nlu:` expected, as Rasa's training data have it", path)
    for section in sections.value:
        parts = _mapping(section)
        intent = parts.get("intent")
        if isinstance(intent, yaml.ScalarNode):
            yield from _examples(path, intent.value, parts.get("examples"), section)
        else:
            source.passed[f"parts of Rasa's file that are no intent ({', '.join(parts) or 'empty'})"] += 1


def parse(value: Mapping[str, Any]) -> Iterable[Record]:
    """The sentence of an example of Rasa's JSON."""
    text, items = str(value.get("text", "")), value.get("entities") or []
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise DataError('"entities" must be a list of {"start", "end", "entity"}')
    mentions = tuple(_mention(text, item.get("start"), item.get("end"), item) for item in items)
    return [Record(text, None, mentions, optional_text(value, "intent"))]


def check(record: Record) -> None:
    """Raise DataError where Rasa's way of writing cannot hold the text or a label."""
    text, spans = record.text, sorted((found.start, found.end) for found in record.mentions)
    if not text.isprintable() or text != text.strip() or any(char in text for char in "[]"):
        raise DataError("line ends, outer spaces and square brackets cannot be written in Rasa's examples")
    if any(end > start for (_, end), (start, _) in pairwise(spans)):
        raise DataError("two mentions overlap")
    parts = [part for m in record.mentions for part in (m.label, m.role, m.group, m.value or "")]
    if any(set(part) & set("{}\n") for part in parts):
        raise DataError("curly brackets in a label or a value cannot be written in Rasa's examples")


def write(path: Path, records: Sequence[Record]) -> None:
    """Write YAML of version 3.1, the sentences under their intents."""
    intents: dict[str, list[str]] = {}
    for record in records:
        intents.setdefault(record.intent or UNLABELLED, []).append(_marked(record))
    lines = ['version: "3.1"', "nlu:"]
    for intent, examples in intents.items():
        lines += [f"- intent: {json.dumps(intent, ensure_ascii=False)}", "  examples: |"]
        lines += [f"    - {example}" for example in examples]
    write_file(path, ("\n".join(lines) + "\n").encode())


def _examples(path: Path, intent: str, examples: yaml.Node | None, section: yaml.Node) -> Iterator[Found]:
    if isinstance(examples, yaml.ScalarNode):
        first = examples.start_mark.line + (2 if examples.style in ("|", ">") else 1)
        for number, line in enumerate(examples.value.split("\n"), start=first):
            if line.strip():
                yield from attempt(path, number, _example, line, intent)
    elif isinstance(examples, yaml.SequenceNode):
        for item in examples.value:
            text = item if isinstance(item, yaml.ScalarNode) else _mapping(item).get("text")
            said = text.value if isinstance(text, yaml.ScalarNode) else ""
            yield from attempt(path, item.start_mark.line + 1, _example, f"- {said.strip()}", intent)
    else:
        yield DataError(f"examples of the intent {intent!r} expected", path, section.start_mark.line + 1)


def _example(line: str, intent: str) -> Iterator[Record]:
    said = re.fullmatch(r"\s*[-*+]\s*(.*?)\s*", line)
    if not said or not said[1]:
        raise DataError(f"an example begins with a hyphen, got {line.strip()!r:.80}")
    text, mentions, end = "", [], 0
    for found in MARKED.finditer(said[1]):
        text += said[1][end : found.start()]
        facts = _facts(found[4]) if found[4] else {"entity": found[2], "value": found[3]}
        start, text, end = len(text), text + found[1], found.end()
        mentions.append(_mention(text, start, len(text), facts))
    yield Record(text + said[1][end:], None, tuple(mentions), intent)


def _facts(braces: str) -> dict[str, Any]:
    try:
        facts = json.loads(braces)
    except (ValueError, RecursionError) as error:
        raise DataError(f'{{"entity": …, "role": …}} expected after a mention, got {braces:.80}') from error
    return facts if isinstance(facts, dict) else {}


def _mention(text: str, start: Any, end: Any, facts: Mapping[str, Any]) -> Mention:
    role, group, value = (facts.get(key) for key in ("role", "group", "value"))
    said = str(value) if value is not None else None
    found = mention(text, start, end, facts.get("entity"), role=str(role or ""), group=str(group or ""))
    same = said is None or said == text[found.start : found.end]
    return found if same else mention(text, start, end, found.label, role=found.role, group=found.group, value=said)


def _marked(record: Record) -> str:
    pieces, end = [], 0
    for found in sorted(record.mentions, key=lambda found: found.start):
        pieces += [record.text[end : found.start], f"[{record.text[found.start : found.end]}]{_says(found)}"]
        end = found.end
    return "".join([*pieces, record.text[end:]])


def _says(found: Mention) -> str:
    if found.role or found.group or found.value is not None or set(found.label) & set(":()"):
        facts = {"entity": found.label, "role": found.role, "group": found.group, "value": found.value}
        return json.dumps({name: part for name, part in facts.items() if part}, ensure_ascii=False)
    return f"({found.label})"


def _mapping(node: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}
