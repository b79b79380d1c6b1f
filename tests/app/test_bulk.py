"""Bulk jobs: the same predictions as a stream's, in order; a job broken off anywhere goes on and ends the same."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.bulk import JOB, Job, begin, tag_part
from app.formats import to_json
from model.errors import DataError
from model.frames import ticket
from model.predict import Predictor
from tests.model.helpers import save_model

TEXTS = ["we leave from Oslo", "", "we reach to São Paulo 😀 on  Monday", "\ufeffx", "we leave on May 2nd"]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_model(tmp_path_factory.mktemp("models"))


@pytest.fixture
def job(model: Path, tmp_path: Path) -> Job:
    """Ten lines in two files, the second of JSON lines."""
    (tmp_path / "a.txt").write_text("".join(f"{text}\n" for text in TEXTS), encoding="utf-8")
    rows = ({"id": number, "text": text} for number, text in enumerate(TEXTS))
    (tmp_path / "b.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    files = (str(tmp_path / "a.txt"), str(tmp_path / "b.jsonl"))
    return Job(files, str(tmp_path / "out"), str(model))


def run(job: Job, most: int = 99) -> int:
    """Tag at most so many parts of those missing; how many there were."""
    missing = begin(job, part_lines=2)[1]
    for part in missing[:most]:
        tag_part(job, part)
    return len(missing)


def written(job: Job) -> list[dict[str, object]]:
    parts = sorted(Path(job.out).glob("part-*.jsonl"))
    return [json.loads(line) for part in parts for line in part.read_text().splitlines()]


def near(found: Any, expected: Any) -> bool:
    """Whether two JSON values are the same but for the last digit of numbers, which batches may round otherwise."""
    if isinstance(expected, dict):
        return found.keys() == expected.keys() and all(near(found[key], expected[key]) for key in expected)
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(near, found, expected))
    return abs(found - expected) < 2e-6 if isinstance(expected, float) else bool(found == expected)


def test_predictions_are_those_of_each_line_alone_numbered_over_all_files(job: Job, model: Path) -> None:
    predictor = Predictor.load(model)
    predictions = [predictor(text, 3) for text in 2 * TEXTS]
    expected = [{"index": n, **to_json(p, ticket(p))} for n, p in enumerate(predictions)]
    run(job)
    assert near(written(job), json.loads(json.dumps(expected)))


def test_a_job_broken_off_anywhere_does_what_is_missing_and_ends_the_same(job: Job, tmp_path: Path) -> None:
    run(job)
    whole = {path.name: path.read_bytes() for path in Path(job.out).iterdir()}
    for broken in range(7):
        again = replace(job, out=str(tmp_path / f"again-{broken}"))
        assert (run(again, broken), run(again), run(again)) == (6, 6 - broken, 0)
        assert {path.name: path.read_bytes() for path in Path(again.out).iterdir()} == whole


def test_parts_done_twice_or_in_any_order_are_no_other(job: Job) -> None:
    parts, missing = begin(job, part_lines=2)
    assert parts == missing
    for part in [*reversed(parts), *parts[:2]]:
        tag_part(job, part)
    assert [row["index"] for row in written(job)] == list(range(10))


def test_a_draft_that_a_crash_left_is_no_part(job: Job) -> None:
    run(job, 2)
    (Path(job.out) / ".part-000002.jsonl.0a1b").write_text('{"index": 4')
    assert run(job) == 4
    assert len(written(job)) == 10


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("c.txt", b"fine\nS\xe3o Paulo\n", r"c\.txt, line 2: not valid UTF-8"),
        ("c.jsonl", b'{"text": "fine"}\n{"text": \n', r"c\.jsonl, line 2: not JSON"),
        ("c.jsonl", b'{"text": "fine"}\n{"text": 1}\n', r'c\.jsonl, line 2: no "text"'),
        ("c.jsonl", b"[1]\n", r'c\.jsonl, line 1: no "text"'),
    ],
)
def test_a_line_that_cannot_be_tagged_is_named_before_work_begins(
    job: Job, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=words):
        begin(replace(job, files=(*job.files, str(tmp_path / name))))
    assert not Path(job.out).exists()


def test_another_job_is_refused_and_says_what_differs(job: Job, tmp_path: Path) -> None:
    run(job, 1)
    (tmp_path / "c.txt").write_text("Lima\n")
    other = save_model(tmp_path / "models", "elman")
    others: dict[str, dict[str, Any]] = {
        "files": {"files": (*job.files, str(tmp_path / "c.txt"))},
        "tokenized": {"tokenized": True},
    }
    for name, change in {**others, "model": {"model": str(other)}}.items():
        with pytest.raises(DataError, match=f"another job, with other {name}:"):
            begin(replace(job, **change), part_lines=2)
    Path(job.files[0]).write_text("changed\n" * 5)
    with pytest.raises(DataError, match="with other files"):
        begin(job, part_lines=2)


def test_a_folder_that_holds_no_job_is_left_alone(job: Job) -> None:
    Path(job.out).mkdir()
    (Path(job.out) / "thesis.txt").write_text("mine")
    with pytest.raises(DataError, match="holds no job"):
        begin(job)
    (Path(job.out) / JOB).write_text("[]")
    with pytest.raises(DataError, match="no job of this program"):
        begin(job)


def test_a_file_named_twice_is_refused(job: Job) -> None:
    with pytest.raises(DataError, match=r"a\.txt: is named twice"):
        begin(replace(job, files=(job.files[0], *job.files)))


def test_a_file_that_shrank_after_it_was_cut_is_an_error_and_leaves_no_part(job: Job) -> None:
    part = begin(job, part_lines=5)[1][0]
    Path(job.files[0]).write_text("one\n")
    with pytest.raises(DataError, match="has changed: 1 lines where 5 were"):
        tag_part(job, part)
    assert written(job) == []
