"""A fetched file is whole and right, or is not there; where it comes from is said, and never another place."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from model import sources
from model.errors import DataError
from model.sources import Fetched, SourceFile, default_data_dir, fetch, fetch_file, list_sets

CONTENT = bytes(range(256)) * 3000  # more than one chunk
SHA256 = hashlib.sha256(CONTENT).hexdigest()
ROW = SourceFile("toy", "train", "toy/train.txt", len(CONTENT), SHA256, "", "CC0 1.0")
TARGET = Path("toy") / "train.txt"


class Handler(BaseHTTPRequestHandler):
    """Answers /whole, and in every wrong way that a server can."""

    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/whole")
            self.end_headers()
            return
        body = {"/long": CONTENT * 2, "/other": CONTENT[::-1]}.get(self.path, CONTENT)
        self.send_response(404 if self.path == "/missing" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if self.path == "/cut" else body)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


class Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Stay silent when a client leaves in the middle, as it should from /long."""


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def put(folder: Path, content: bytes = CONTENT) -> Path:
    (folder / TARGET).parent.mkdir(parents=True, exist_ok=True)
    (folder / TARGET).write_bytes(content)
    return folder


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", ["/whole", "/moved"])
def test_a_file_is_downloaded_whole_with_its_progress_told(path: str, address: str, tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    fetched = fetch_file(replace(ROW, url=address + path), tmp_path, None, lambda *step: steps.append(step))
    assert fetched == Fetched("toy/train.txt", "downloaded")
    assert (tmp_path / TARGET).read_bytes() == CONTENT
    assert files(tmp_path) == ["toy/train.txt"]
    assert [done for _, done, _ in steps] == sorted(done for _, done, _ in steps)
    assert steps[-1] == ("toy/train.txt", len(CONTENT), len(CONTENT))


def test_a_file_is_copied_from_a_local_folder(tmp_path: Path) -> None:
    source = put(tmp_path / "source")
    assert fetch_file(ROW, tmp_path / "data", source) == Fetched("toy/train.txt", "copied")
    assert (tmp_path / "data" / TARGET).read_bytes() == CONTENT


def test_a_fetched_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    fetch_file(ROW, tmp_path / "data", put(tmp_path / "source"))
    (tmp_path / "plain").touch()
    assert (tmp_path / "data" / TARGET).stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_right_file_is_not_fetched_again(tmp_path: Path) -> None:
    put(tmp_path)
    before = (tmp_path / TARGET).stat()
    assert fetch_file(ROW, tmp_path, tmp_path / "nowhere").outcome == "present"
    assert (tmp_path / TARGET).stat() == before


@pytest.mark.parametrize("wrong", [b"", CONTENT[:-1], CONTENT[::-1], CONTENT + b"x"])
def test_a_wrong_file_is_replaced(wrong: bytes, address: str, tmp_path: Path) -> None:
    put(tmp_path, wrong)
    assert fetch_file(replace(ROW, url=f"{address}/whole"), tmp_path).outcome == "downloaded"
    assert (tmp_path / TARGET).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/missing", "the server answered 404"),
        ("/cut", "cannot be reached"),
        ("/long", f"longer than the {len(CONTENT)} bytes"),
        ("/other", f"where {SHA256} was expected"),
    ],
)
@pytest.mark.parametrize("old", [None, b"old"])
def test_a_failed_download_leaves_nothing_new_behind(
    path: str, expected: str, old: bytes | None, address: str, tmp_path: Path
) -> None:
    if old:
        put(tmp_path, old)
    with pytest.raises(DataError, match=r"^toy/train\.txt: ") as caught:
        fetch_file(replace(ROW, url=address + path), tmp_path)
    assert expected in str(caught.value)
    assert files(tmp_path) == (["toy/train.txt"] if old else [])
    assert old is None or (tmp_path / TARGET).read_bytes() == old


@pytest.mark.parametrize("wrong", [CONTENT[:-1], CONTENT[::-1], CONTENT + b"x"])
def test_a_wrong_copy_is_refused_and_the_address_not_tried_instead(wrong: bytes, address: str, tmp_path: Path) -> None:
    source = put(tmp_path / "source", wrong)
    with pytest.raises(DataError, match=r"bytes|SHA-256"):
        fetch_file(replace(ROW, url=f"{address}/whole"), tmp_path / "data", source)
    assert files(tmp_path / "data") == []


def test_an_interrupted_fetch_leaves_nothing_behind(address: str, tmp_path: Path) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_file(replace(ROW, url=f"{address}/whole"), tmp_path, None, interrupt)
    assert files(tmp_path) == []


def test_a_file_missing_in_the_folder_is_an_error_and_not_downloaded(address: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be copied: No such file"):
        fetch_file(replace(ROW, url=f"{address}/whole"), tmp_path / "data", tmp_path)


def test_a_test_split_missing_in_the_folder_is_skipped_and_said_so(address: str, tmp_path: Path) -> None:
    row = replace(ROW, split="test", url=f"{address}/whole")
    fetched = fetch_file(row, tmp_path / "data", tmp_path)
    assert fetched.outcome == "skipped"
    assert f"not in {tmp_path}" in fetched.reason
    assert files(tmp_path) == []
    assert fetch_file(row, tmp_path / "data").outcome == "downloaded"


def test_without_a_network_the_error_names_the_address_and_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"http://127\.0\.0\.1:1/x cannot be reached .* use a local copy: --from DIR"):
        fetch_file(replace(ROW, url="http://127.0.0.1:1/x"), tmp_path)


def test_without_an_address_the_error_says_that_none_is_known(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"toy/train\.txt: no public address is known; .* --from DIR"):
        fetch_file(ROW, tmp_path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "toy").write_text("a file where a folder should be")
    with pytest.raises(DataError, match=r"train\.txt: cannot be written"):
        fetch_file(ROW, tmp_path / "data", put(tmp_path / "source"))


def test_a_set_is_all_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (ROW, replace(ROW, file="toy/test.txt", split="test"))
    monkeypatch.setattr(sources, "list_sets", lambda: {"toy": rows})
    fetched = fetch("toy", tmp_path / "data", put(tmp_path / "source"))
    assert [(file.file, file.outcome) for file in fetched] == [("toy/train.txt", "copied"), ("toy/test.txt", "skipped")]


def test_an_unknown_set_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"unknown set 'attis': choose from atis, snips, .*text"):
        fetch("attis", tmp_path)


def test_the_table_is_whole_and_stays_inside_the_data_folder() -> None:
    rows = [row for rows in list_sets().values() for row in rows]
    assert len({row.file for row in rows}) == len(rows) > 60
    for row in rows:
        assert row.split in {"train", "dev", "test", "all", "licence"}
        assert len(bytes.fromhex(row.sha256)) == 32
        assert row.bytes > 0
        assert row.licence
        assert row.url.startswith("https://") or row.set in {"names", "text"}
        assert row.file.startswith(f"{row.set}/")
        assert ".." not in row.file


def test_the_data_folder_is_the_environments_or_the_users_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    assert default_data_dir() == Path("/home/someone/.cache/slotscope/data")
    monkeypatch.setenv("SLOTSCOPE_DATA", "/srv/data")
    assert default_data_dir() == Path("/srv/data")
    monkeypatch.setenv("SLOTSCOPE_DATA", "")
    assert default_data_dir() == Path("/home/someone/.cache/slotscope/data")
