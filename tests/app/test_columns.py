"""Parquet in and out, held against pyarrow's own reading and writing."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.bulk import Job, begin, tag_part
from model.errors import DataError
from tests.model.helpers import save_model

pa = pytest.importorskip("pyarrow", reason="pyarrow comes with the extra `parquet`")
pq = pytest.importorskip("pyarrow.parquet")

TEXTS = ["we leave from Oslo", None, "we reach to São Paulo 😀", "", "May 2nd"]


def write(path: Path, table: object) -> Path:
    pq.write_table(table, path, row_group_size=3)
    return path


@pytest.fixture
def job(tmp_path: Path) -> Job:
    file = write(tmp_path / "a.parquet", pa.table({"id": range(5), "text": TEXTS}))
    return Job((str(file),), str(tmp_path / "out"), str(save_model(tmp_path / "models")))


def run(job: Job) -> Path:
    for part in begin(job, part_lines=2)[1]:
        tag_part(job, part)
    return Path(job.out)


def test_rows_are_tagged_in_order_whatever_their_groups_and_a_missing_text_is_an_empty_one(job: Job) -> None:
    parts = sorted(run(job).glob("part-*.jsonl"))
    rows = [json.loads(line) for part in parts for line in part.read_text().splitlines()]
    assert [row["text"] for row in rows] == [text or "" for text in TEXTS]
    assert [row["index"] for row in rows] == list(range(5))
    assert len(parts) == 3


def test_parquet_out_holds_what_json_lines_hold(job: Job, tmp_path: Path) -> None:
    lines = [json.loads(line) for part in sorted(run(job).glob("*.jsonl")) for line in part.read_text().splitlines()]
    table = pq.read_table(run(replace(job, form="parquet", out=str(tmp_path / "columns"))))
    rows = sorted(table.to_pylist(), key=lambda row: row["index"])
    assert [{**row, "ticket": json.loads(row["ticket"])} for row in rows] == lines


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"PAR1 or not", "no parquet"), (None, "no column `text` of strings")],
)
def test_a_file_without_texts_is_refused(job: Job, tmp_path: Path, content: bytes | None, words: str) -> None:
    numbers = io.BytesIO()
    pq.write_table(pa.table({"text": [1, 2]}), numbers)
    (tmp_path / "b.parquet").write_bytes(content or numbers.getvalue())
    with pytest.raises(DataError, match=rf"b\.parquet: {words}"):
        begin(replace(job, files=(str(tmp_path / "b.parquet"),)))
