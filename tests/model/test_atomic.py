"""What is replaced is there whole at every moment, and a full disk loses nothing."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from model.atomic import exchange, replace_folder, write_file, writing
from model.errors import CheckpointError

FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from model.atomic import write_file
from model.errors import CheckpointError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_file(Path(sys.argv[1]), b"new" * 1000)
except CheckpointError as error:
    print(error)
"""


def make_folder(path: Path, content: str) -> Path:
    path.mkdir()
    (path / "file").write_text(content)
    return path


def test_a_file_is_written_and_written_again(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        write_file(tmp_path / "deep" / "file", content)
        assert (tmp_path / "deep" / "file").read_bytes() == content
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["file"]


def test_a_write_that_fails_half_way_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    root = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", FULL_DISK, tmp_path / "file"], cwd=root, capture_output=True, text=True)
    assert ran.stdout == f"{tmp_path / 'file'}: cannot be written: File too large; it is left as it was\n"
    assert (tmp_path / "file").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_folder_is_replaced_and_nothing_of_the_old_stays(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "folder", "old")
    (folder / "stale").touch()
    replace_folder(folder, make_folder(tmp_path / "new", "new"), tmp_path / "old")
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [("file", "new")]


def test_a_folder_that_was_not_there_appears(tmp_path: Path) -> None:
    replace_folder(tmp_path / "folder", make_folder(tmp_path / "new", "new"), tmp_path / "old")
    assert (tmp_path / "folder" / "file").read_text() == "new"


def test_at_every_moment_the_folder_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "folder", "0")
    if not exchange(folder, make_folder(tmp_path / "spare", "0")):
        pytest.skip("this file system cannot exchange two folders")
    seen: list[str] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.append((folder / "file").read_text())

    watcher = threading.Thread(target=look)
    watcher.start()
    number = 0
    while len(set(seen)) < 30:
        number += 1
        replace_folder(folder, make_folder(tmp_path / f"new{number}", str(number)), tmp_path / "old")
    done.set()
    watcher.join()
    assert [int(text) for text in seen] == sorted(int(text) for text in seen)
    assert (folder / "file").read_text() == str(number)


def test_where_folders_cannot_be_exchanged_they_are_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("model.atomic.exchange", lambda *_: False)
    folder = make_folder(tmp_path / "folder", "old")
    replace_folder(folder, make_folder(tmp_path / "new", "new"), tmp_path / "old")
    assert (folder / "file").read_text() == "new"
    with pytest.raises(FileNotFoundError):
        replace_folder(folder, tmp_path / "missing", tmp_path / "older")
    assert (folder / "file").read_text() == "new"


def test_the_failure_names_what_was_written(tmp_path: Path) -> None:
    with (
        pytest.raises(CheckpointError, match="folder: cannot be written: no room; it is left"),
        writing(tmp_path / "folder"),
    ):
        raise OSError(28, "no room")
