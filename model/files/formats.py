"""The table of formats: how each is recognised, read and written, and what of a sentence it holds. Knows no split."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.errors import DataError, TagError
from model.files import arrow, columns, docbin, folder, label_studio, massive, rasa, spacy_json, spans, words
from model.files.lines import read_json, read_text
from model.files.records import EVERYTHING, Found, Record, Source, attempt, check_tagged
from model.tags import Scheme

Writer = Callable[[Path, Sequence[Record]], None]
Reader = Callable[[Source], Iterator[Found]]


@dataclass(frozen=True)
class Format:
    """A format that can be written. check: raises DataError for a sentence that it cannot hold at all."""

    write: Writer
    suffix: str  # of its files; empty: it is a folder
    holds: frozenset[str]  # keys of FEATURES
    check: Callable[[Record], None] = check_tagged


TAGGED = frozenset({"words"})
WRITTEN: dict[str, Format] = {
    "columns": Format(columns.write, ".conll", EVERYTHING - {"roles", "values", "spaced"}),
    "folder": Format(folder.write, "", TAGGED | {"intent"}),
    "jsonl": Format(spans.write, ".jsonl", EVERYTHING, lambda record: None),  # noqa: ARG005
    "doccano": Format(
        spans.write_doccano,
        ".jsonl",
        frozenset({"spacing", "intent", "meta", "spaced"}),
        lambda record: None,  # noqa: ARG005
    ),
    "label-studio": Format(
        label_studio.write,
        ".json",
        frozenset({"spacing", "intent", "meta", "spaced"}),
        lambda record: None,  # noqa: ARG005
    ),
    "rasa": Format(rasa.write, ".yml", frozenset({"spacing", "intent", "roles", "values", "spaced"}), rasa.check),
    "spacy": Format(docbin.write, ".spacy", TAGGED | {"spacing", "intent"}),
    "spacy-json": Format(spacy_json.write, ".json", TAGGED | {"spacing", "intent"}),
    "parquet": Format(arrow.write, ".parquet", TAGGED | {"intent", "partition"}),
    "massive": Format(massive.write, ".jsonl", TAGGED | {"intent", "partition", "meta"}, massive.check),
}


def guess(path: Path) -> str:
    """Name the format of a file or folder, a key of READERS, by its name and by what it holds."""
    if path.is_dir():
        return "seq.in/seq.out" if (path / "seq.in").exists() else "Arrow"
    if path.suffix in (".parquet", ".arrow"):
        return "Parquet" if path.suffix == ".parquet" else "Arrow"
    if path.suffix == ".spacy":
        return "spaCy's DocBin"
    if path.suffix in (".yml", ".yaml"):
        return "Rasa"
    first = next((line.strip() for line in read_text(path).split("\n") if line.strip()), "")
    return "JSON" if first.startswith(("{", "[")) and not _is_columns(first) else "columns"


def read_objects(source: Source) -> Iterator[Found]:
    """Read JSON, one value a line or all in one, each by the first of DIALECTS that it fits."""
    values = [(line, part) for line, value in read_json(source.path) for part in _parts(value)]
    kinds = dict.fromkeys(name for _, value in values if (name := _dialect(value)))
    source.notes.append(f"of {', '.join(kinds) or 'no known kind'}")
    scheme = _scheme([value for _, value in values if words.fits(value)])
    for line, value in values:
        kind = _dialect(value)
        if isinstance(value, DataError):
            yield value
        elif kind is None:
            said = "a JSON object expected" if not isinstance(value, dict) else f"no known object: {UNKNOWN}"
            yield DataError(said, source.path, line)
        elif kind == "words and tags":
            yield from attempt(source.path, line, words.parse, value, scheme)
        else:
            found = list(attempt(source.path, line, DIALECTS[kind][1], value))
            source.passed[f"rejected or not yet annotated in {kind}"] += not found
            yield from found


DIALECTS: dict[str, tuple[Callable[[Any], bool], Callable[[Any], Any]]] = {
    "MASSIVE": (massive.fits, massive.parse),
    "Label Studio": (label_studio.fits, label_studio.parse),
    "spaCy": (spacy_json.fits, spacy_json.parse),
    "Rasa": (lambda value: isinstance(value, dict) and "entities" in value and _is_rasa(value), rasa.parse),
    "words and tags": (words.fits, words.parse),
    "spans": (spans.fits, spans.parse),
}
READERS: dict[str, Reader] = {
    "seq.in/seq.out": folder.read,
    "columns": columns.read,
    "JSON": read_objects,
    "Rasa": rasa.read,
    "spaCy's DocBin": docbin.read,
    "Parquet": arrow.read,
    "Arrow": arrow.read,
}
UNKNOWN = '"text" with "spans", "tokens" with "ner_tags", or a task of Label Studio, spaCy, Rasa or MASSIVE expected'
LISTS = ("annotations", "data", "examples", "common_examples")  # where one object holds all


def _parts(value: Any) -> Sequence[Any]:
    """The sentences that one JSON value holds: itself, or those of its list."""
    if isinstance(value, dict) and isinstance(value.get("rasa_nlu_data"), dict):
        value = value["rasa_nlu_data"]
    if isinstance(value, dict) and _dialect(value) is None:
        inner = next((value[key] for key in LISTS if isinstance(value.get(key), list)), None)
        return [value] if inner is None else inner
    return [value]


def _dialect(value: Any) -> str | None:
    return next((name for name, (fits, _) in DIALECTS.items() if fits(value)), None)


def _is_rasa(value: dict[str, Any]) -> bool:
    items = value["entities"]
    return (
        isinstance(items, list) and all(isinstance(item, dict) and "entity" in item for item in items) and bool(items)
    )


def _scheme(rows: Sequence[Any]) -> Scheme:
    try:
        return words.scheme_of(rows)
    except (TagError, AttributeError):
        return "BIO"  # the faulty ones say for themselves what is wrong


def _is_columns(line: str) -> bool:
    """Whether a line that begins with a bracket is a word that is one, and its tag."""
    return len(line.split()) > 1 and columns.is_tag(line.split()[-1])
