"""Texts out of parquet files, predictions into them. pyarrow comes with the optional extra `parquet`."""

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from model.errors import ConfigError, DataError


def parquet_parts(file: str, part_lines: int) -> Iterator[tuple[int, int, int]]:
    """Cut a file into runs of rows: row group, first row in it (from 1), rows.

    Raises DataError where the file is no parquet or has no column of texts named `text`.
    """
    rows = _open(file)
    for group in range(rows.num_row_groups):
        count = rows.metadata.row_group(group).num_rows
        for start in range(0, count, part_lines):
            yield group, start + 1, min(part_lines, count - start)


def parquet_texts(file: str, group: int, line: int, lines: int) -> Iterator[str]:
    """The texts of a run of rows; a missing one is an empty text."""
    column = _open(file).read_row_group(group, columns=["text"])["text"]
    return (text or "" for text in column.slice(line - 1, lines).to_pylist())


def parquet_bytes(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """A file of predictions, one a row; the ticket, whose fields depend on the sentence, as JSON text."""
    pa, pq = _arrow()
    tag = {"tag": pa.string(), "score": pa.float64()}
    place = {"text": pa.string(), "start": pa.int64(), "end": pa.int64()}
    token = {**place, **tag, "top": pa.list_(_struct(pa, tag))}
    columns = {
        "index": pa.int64(),
        "model": pa.string(),
        "text": pa.string(),
        "tokens": pa.list_(_struct(pa, token)),
        "spans": pa.list_(_struct(pa, {**place, "label": pa.string(), "score": pa.float64()})),
        "intent": _struct(pa, {"name": pa.string(), "score": pa.float64()}),
        "ticket": pa.string(),
    }
    plain = [{**row, "ticket": orjson.dumps(row["ticket"]).decode()} for row in rows]
    content = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(plain, pa.schema(columns)), content)
    return content.getvalue()


def _struct(pa: Any, fields: Mapping[str, Any]) -> Any:
    return pa.struct(list(fields.items()))


def _open(file: str) -> Any:
    pa, pq = _arrow()
    try:
        rows = pq.ParquetFile(file)
    except pa.ArrowInvalid as error:
        raise DataError(f"no parquet: {error}", file) from error
    kinds = {field.name: field.type for field in rows.schema_arrow}
    if "text" not in kinds or kinds["text"] not in (pa.string(), pa.large_string()):
        raise DataError("no column `text` of strings", file)
    return rows


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise ConfigError(f"{error.name} is missing: pip install 'slotscope[parquet]'") from error
    return pa, pq
