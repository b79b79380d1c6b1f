"""Work spread over a Ray cluster on this machine; a node is killed at work. `make test-cluster` runs what needs Ray."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.bulk import Job, begin, tag_part
from app.cluster import spread
from model.errors import ConfigError, DataError, ModelError
from tests.app.nodes import cluster_of_nodes
from tests.model.helpers import save_model

# Ray's own warnings are no fault of ours either.
pytestmark = pytest.mark.filterwarnings("default")


def test_without_ray_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ConfigError, match=r"pip install 'slotscope\[cluster\]'"):
        list(spread(print, [1]))


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    save_model(folder, task="flights")
    return folder


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with cluster_of_nodes() as nodes:
        yield nodes


@pytest.fixture(scope="module")
def nodes(cluster: Any) -> list[Any]:
    return [cluster.add_node(num_cpus=1) for _ in range(3)]


def test_a_job_whose_node_is_killed_ends_as_it_does_in_one_process(
    cluster: Any, nodes: list[Any], models: Path, tmp_path: Path
) -> None:
    lines = [f"we leave Oslo for city {number} on Monday\n" for number in range(2000)]
    (tmp_path / "a.txt").write_text("".join(lines))
    job = Job((str(tmp_path / "a.txt"),), str(tmp_path / "alone"), str(models / "flights" / "bi-lstm"))
    for part in begin(job, part_lines=50)[1]:
        tag_part(job, part)
    there = replace(job, out=str(tmp_path / "spread"))
    done = []
    for part in spread(lambda part: tag_part(there, part), begin(there, part_lines=50)[1]):
        done.append(part.number)
        if len(done) == 8:
            cluster.remove_node(nodes.pop(), allow_graceful=False)
    assert sorted(done) == list(range(40))
    assert files(there) == files(job)
    rows = [json.loads(line) for _, content in sorted(files(there).items()) for line in content.splitlines()]
    assert [row["index"] for row in rows[-2000:]] == list(range(2000))


def files(job: Job) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(job.out).glob("part-*")}


def test_what_the_work_raises_comes_out_of_the_cluster_in_its_own_words(nodes: list[Any]) -> None:
    def fail(number: int) -> None:
        raise DataError(f"number {number} cannot be tagged", "a.txt")

    assert nodes
    with pytest.raises(ModelError, match=r"^a\.txt: number 1 cannot be tagged$"):
        list(spread(fail, [1]))
