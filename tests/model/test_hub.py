"""Folders for Hugging Face's hub: its own reader of model cards, its own download against a hub of two answers."""

import builtins
from pathlib import Path
from typing import Any

import huggingface_hub
import pytest
from httpx2 import Request, Response
from huggingface_hub import ModelCard
from huggingface_hub.errors import RepositoryNotFoundError

from model.errors import CheckpointError
from model.hub import FILES, fetch
from model.predict import Predictor
from tests.model.helpers import make_predictor, save_model

TEXT = "we leave from New Delhi on Monday"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_predictor().save_pretrained(tmp_path / "saved")
    return tmp_path / "saved"


def test_a_saved_model_is_loaded_again_and_says_the_same_to_the_last_bit(folder: Path, tmp_path: Path) -> None:
    once = Predictor.from_pretrained(folder)
    once.save_pretrained(tmp_path / "again")
    twice = Predictor.from_pretrained(str(tmp_path / "again"))
    assert twice(TEXT, top_k=3) == once(TEXT, top_k=3)


def test_the_folder_holds_what_the_hub_expects_and_other_files_stay(folder: Path) -> None:
    (folder / ".gitattributes").write_text("*.safetensors filter=lfs")
    make_predictor("gru").save_pretrained(folder)
    assert {path.name for path in folder.iterdir()} == {*FILES, ".gitattributes"}
    assert Predictor.from_pretrained(folder).name == "toys/gru"


def test_the_hub_reads_the_model_card(tmp_path: Path) -> None:
    source = save_model(tmp_path / "models", dev_f1=97.5)
    Predictor.load(source).save_pretrained(tmp_path / "saved")
    card = ModelCard.load(tmp_path / "saved" / "README.md")
    found = card.data.to_dict()
    assert (found["library_name"], found["pipeline_tag"]) == ("slotscope", "token-classification")
    [result] = card.data.eval_results or []
    assert (result.metric_type, result.metric_value, result.dataset_name) == ("f1", 97.5, "atis")
    assert "`from.city`" in card.text


def test_nothing_of_where_own_data_lie_is_told(tmp_path: Path) -> None:
    predictor = make_predictor()
    object.__setattr__(predictor.card.recipe.data, "train", ("/secret/place",))
    object.__setattr__(predictor.card.recipe.data, "dev", "/secret/place")
    predictor.save_pretrained(tmp_path)
    assert not any(b"secret" in path.read_bytes() for path in tmp_path.iterdir())


def test_what_is_no_folder_is_downloaded_from_the_hub(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, dict[str, Any]]] = []

    def download(name: str, **options: Any) -> str:
        asked.append((name, options))
        return str(folder)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", download)
    found = Predictor.from_pretrained("owner/toys", revision="v2")
    assert found(TEXT) == Predictor.from_pretrained(folder)(TEXT)
    [(name, options)] = asked
    assert (name, options["revision"], options["allow_patterns"]) == ("owner/toys", "v2", list(FILES))


@pytest.fixture
def no_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise RepositoryNotFoundError(
            "no such repository", response=Response(404, request=Request("GET", "http://hub"))
        )

    monkeypatch.setattr(huggingface_hub, "snapshot_download", refuse)


@pytest.mark.usefixtures("no_hub")
def test_a_model_that_is_nowhere_is_said_in_one_sentence() -> None:
    with pytest.raises(CheckpointError, match="owner/toys is no folder here and cannot be had from the hub"):
        fetch("owner/toys")


def test_a_name_that_no_repository_can_have_is_said_too() -> None:
    with pytest.raises(CheckpointError, match="is no folder here"):
        fetch("not/a/repository")


def test_without_the_extra_the_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("huggingface_hub"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(CheckpointError, match=r"slotscope\[hub\]"):
        fetch("owner/toys")
