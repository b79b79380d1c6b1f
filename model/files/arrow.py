"""Tables of words and tags: Parquet files, and folders that Hugging Face's `datasets` saves. Needs pyarrow, an extra.

Tags may be numbers; their names stand in the file's or the folder's description of itself.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from model.atomic import writing
from model.errors import DataError, ModelError
from model.files import words
from model.files.records import Found, Record, Source, attempt
from model.tags import OUTSIDE, Scheme

SHARD = re.compile(r"(.*-)\d{5}(-of-\d{5}.*)")
INFO = "dataset_info.json"


def read(source: Source) -> Iterator[Found]:
    """Read the rows of a table, or of all its shards. Raises DataError where it is no table of words and tags."""
    table, columns, metadata = _table(source.path)
    names = {column: _names(feature) for column, feature in _features(source.path, metadata).items()}
    rows = [{column: _named(value, names.get(column)) for column, value in row.items()} for row in table]
    fitting = [row for row in rows if words.fits(row)]
    if not fitting:
        raise DataError(f"columns `tokens` and `ner_tags` expected, got {', '.join(columns)}", source.path)
    scheme = _scheme(fitting)
    source.notes.append(f"tags {scheme}")
    for number, row in enumerate(rows, start=1):
        yield from attempt(source.path, number, words.parse, row, scheme)


def write(path: Path, records: Sequence[Record]) -> None:
    """Write Parquet with `tokens`, `ner_tags` as numbers with their names, and `intent`, as `datasets` reads it."""
    pyarrow, parquet = _pyarrow()
    rows = [words.row(record) for record in records]
    tags = [OUTSIDE, *sorted({tag for row in rows for tag in row["ner_tags"]} - {OUTSIDE})]
    numbers = {tag: number for number, tag in enumerate(tags)}
    columns = {"tokens": pyarrow.list_(pyarrow.string()), "ner_tags": pyarrow.list_(pyarrow.int64())}
    columns |= {"intent": pyarrow.string()} if any(row["intent"] for row in rows) else {}
    columns |= {"partition": pyarrow.string()} if any(row["partition"] for row in rows) else {}
    data = {name: [row[name] for row in rows] for name in columns}
    data["ner_tags"] = [[numbers[tag] for tag in row] for row in data["ner_tags"]]
    text = {"dtype": "string", "_type": "Value"}
    features: dict[str, Any] = dict.fromkeys(columns, text)
    features |= {"tokens": {"feature": text, "_type": "Sequence"}}
    features |= {"ner_tags": {"feature": {"names": tags, "_type": "ClassLabel"}, "_type": "Sequence"}}
    schema = pyarrow.schema(columns.items(), {"huggingface": json.dumps({"info": {"features": features}})})
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        parquet.write_table(pyarrow.table(data, schema), part)
        part.replace(path)


def _table(path: Path) -> tuple[list[dict[str, Any]], list[str], Mapping[bytes, bytes] | None]:
    """The rows of a table, the names of its columns, and what it says of itself."""
    pyarrow, parquet = _pyarrow()
    files = sorted(path.glob("*.arrow")) or sorted(path.glob("*.parquet")) if path.is_dir() else _shards(path)
    try:
        table = pyarrow.concat_tables([_open(file, parquet) for file in files])
        return table.to_pylist(), table.column_names, table.schema.metadata
    except (OSError, ValueError, pyarrow.ArrowException) as error:
        raise DataError(f"no table of Arrow or Parquet: {str(error).splitlines()[0]}", path) from error


def _open(file: Path, parquet: Any) -> Any:
    if file.suffix == ".parquet":
        return parquet.ParquetFile(file).read()
    from pyarrow import ipc  # noqa: PLC0415

    with ipc.open_stream(file) as stream:
        return stream.read_all()


def _shards(path: Path) -> list[Path]:
    """A file, with its brothers if it is one of several."""
    name = SHARD.fullmatch(path.name)
    return sorted(path.parent.glob(f"{name[1]}?????{name[2]}")) if name else [path]


def _features(path: Path, metadata: Mapping[bytes, bytes] | None) -> dict[str, Any]:
    """What a table says of its columns: in itself, or in a file beside it."""
    said = (metadata or {}).get(b"huggingface")
    beside = (path if path.is_dir() else path.parent) / INFO
    try:
        content = json.loads(said) if said else json.loads(beside.read_bytes()) if beside.exists() else {}
        features = content.get("info", content).get("features") or {}
        return features if isinstance(features, dict) else {}
    except (OSError, ValueError, AttributeError) as error:
        raise DataError(f"what it says of its columns is no JSON: {error}", path) from error


def _names(feature: Any) -> list[str] | None:
    """The names of a column of numbers, whether it holds one or a list in each row."""
    if isinstance(feature, list) and feature:
        feature = feature[0]
    inner = feature.get("feature", feature) if isinstance(feature, dict) else None
    names = inner.get("names") if isinstance(inner, dict) else None
    return names if isinstance(names, list) else None


def _named(value: Any, names: list[str] | None) -> Any:
    if names is None or value is None:
        return value
    if isinstance(value, list):
        return [_named(item, names) for item in value]
    return names[value] if isinstance(value, int) and 0 <= value < len(names) else value


def _scheme(rows: Sequence[Mapping[str, Any]]) -> Scheme:
    try:
        return words.scheme_of(rows)
    except (ModelError, AttributeError):
        return "BIO"  # the faulty rows say for themselves what is wrong


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow  # noqa: PLC0415
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise DataError("Parquet and Arrow need pyarrow: pip install 'slotscope[parquet]'") from error
    return pyarrow, parquet
