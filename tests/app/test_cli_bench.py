"""`slotscope bench` hands over to the benchmark of a checkout, and says where there is none."""

from pathlib import Path

import pytest

from app import cli_bench
from app.cli import main


def test_without_a_checkout_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(cli_bench, "BENCH", tmp_path / "nowhere")
    with pytest.raises(SystemExit) as stopped:
        main(["bench"])
    assert stopped.value.code == 1
    assert "comes with a checkout" in capsys.readouterr().err


def test_an_unknown_part_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["bench", "gpu"])
    assert stopped.value.code == 2
