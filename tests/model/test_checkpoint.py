"""Tests of model.checkpoint."""

import gc
import json
import re
from pathlib import Path
from typing import Any
from weakref import ref

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from model import checkpoint
from model.checkpoint import (
    SCALE,
    WORDS,
    default_model,
    find_models,
    load,
    pack,
    read_card,
    read_history,
    record,
    resolve,
    save,
    unpack,
)
from model.errors import CheckpointError
from tests.model.helpers import make_recipe, make_tagger, make_vocab, save_model, toy_corpus

FILES = {"config.json", "vocab.json", "metrics.json", "history.json", "model.safetensors"}
NEEDED = sorted(FILES - {"history.json"})


def test_what_is_saved_is_loaded_within_the_error_of_its_storage(tmp_path: Path) -> None:
    original = make_tagger().state_dict()
    tagger, vocab, card = load(save_model(tmp_path))
    assert (vocab, card.recipe) == (make_vocab(), make_recipe())
    assert original.keys() == tagger.state_dict().keys()
    for name, weights in tagger.state_dict().items():
        if name == WORDS:
            continue  # tests of model.rows
        step = original[name].abs() * 2**-10
        if name.startswith("encoder.") and weights.dim() == 2:
            step += original[name].abs().amax(dim=1, keepdim=True) / 127  # what a scale's own half precision takes, too
        assert ((weights - original[name]).abs() <= step / 2 + 2**-25).all(), name


def test_models_with_the_same_tables_hold_them_once_and_no_longer_than_needed(tmp_path: Path) -> None:
    folders = [save_model(tmp_path / name) for name in "ab"]
    for folder in folders:  # words that no other test's model knows
        vocab = (folder / "vocab.json").read_text(encoding="utf-8")
        (folder / "vocab.json").write_text(vocab.replace('"oslo"', '"only here"'), encoding="utf-8")
    (_, one, _), (_, other, _) = map(load, folders)
    assert one is other
    gone = ref(one)
    del one, other
    gc.collect()
    assert gone() is None


def test_a_packed_model_does_not_look_at_its_file_again(tmp_path: Path) -> None:
    folder = save_model(tmp_path)
    tagger, *_ = load(folder, packed=True)
    before = tagger.words.weight.clone()
    (folder / "model.safetensors").write_bytes(b"")
    assert torch.equal(tagger.words.weight, before)


def test_packing_what_was_unpacked_changes_nothing_more() -> None:
    packed = pack(make_tagger().state_dict())
    again = pack(unpack(packed, make_recipe().model.word_size))
    assert packed.keys() == again.keys()
    assert all(torch.equal(packed[name], again[name]) for name in packed if not packed[name].is_floating_point())
    assert all(torch.allclose(packed[name], again[name], rtol=1e-6) for name in packed)


def test_word_vectors_take_half_a_byte_a_number_matrices_of_the_encoder_one_and_the_rest_two() -> None:
    weights = make_tagger().state_dict()
    packed = pack(weights)
    assert packed[WORDS].nbytes == weights[WORDS].numel() / 2
    kinds = {name: tensor.dtype for name, tensor in packed.items()}
    assert kinds.pop(WORDS) == torch.uint8
    matrices = {name for name, kind in kinds.items() if kind == torch.int8}
    assert matrices == {name for name in weights if name.startswith("encoder.") and "weight" in name}
    assert {kind for name, kind in kinds.items() if name not in matrices} == {torch.float16}


def test_a_loaded_network_is_in_evaluation_mode(tmp_path: Path) -> None:
    tagger, _, _ = load(save_model(tmp_path))
    assert not any(module.training for module in tagger.modules())


def test_the_folder_holds_text_and_weights_and_no_pickle(tmp_path: Path) -> None:
    folder = save_model(tmp_path)
    assert {path.name for path in folder.iterdir()} == FILES
    for name in FILES - {"model.safetensors"}:
        json.loads((folder / name).read_text(encoding="utf-8"))
    header = (folder / "model.safetensors").read_bytes()
    assert json.loads(header[8 : 8 + int.from_bytes(header[:8], "little")]).keys() >= {WORDS}


def test_the_card_says_what_the_folder_holds(tmp_path: Path) -> None:
    folder = save_model(tmp_path, dev_f1=91.5)
    card = read_card(folder)
    assert card.name == "toys/bi-lstm"
    assert card.labels == ("day", "from.city", "to.city")
    assert card.intents == ("leave", "reach")
    assert card.metrics["dev_f1"] == 91.5
    assert card.parameters == sum(weights.numel() for weights in make_tagger().parameters())
    assert card.size_bytes == sum(path.stat().st_size for path in folder.iterdir())


def test_every_word_and_tag_of_the_vocabulary_survives_as_written(tmp_path: Path) -> None:
    text = (save_model(tmp_path) / "vocab.json").read_text(encoding="utf-8")
    assert "são" in text  # readable, not \u00e3
    assert set(json.loads(text)["words"]) >= {word.lower() for s in toy_corpus() for word in s.words}


def test_models_are_found_by_task_and_architecture(tmp_path: Path) -> None:
    folders = [save_model(tmp_path, "lstm"), save_model(tmp_path, "gru", "animals")]
    (tmp_path / "toys" / "empty").mkdir()
    (tmp_path / "README.md").touch()
    assert find_models(tmp_path) == {"animals/gru": folders[1], "toys/lstm": folders[0]}
    assert find_models(tmp_path / "nowhere") == {}


def test_the_default_of_a_task_is_its_best_on_dev(tmp_path: Path) -> None:
    for architecture, dev_f1 in (("elman", 80.0), ("gru", 92.5), ("lstm", 92.0)):
        save_model(tmp_path, architecture, dev_f1=dev_f1)  # type: ignore[arg-type]
    save_model(tmp_path, "bi-lstm", "animals", dev_f1=99.0)
    assert default_model("toys", tmp_path) == "toys/gru"
    assert resolve("toys", tmp_path) == tmp_path / "toys" / "gru"
    assert resolve("toys/elman", tmp_path) == tmp_path / "toys" / "elman"


@pytest.mark.parametrize("name", ["planets", "toys/gru", "", "../toys/lstm", "toys/../toys/lstm", "/toys"])
def test_an_unknown_name_is_answered_with_the_known_ones(tmp_path: Path, name: str) -> None:
    save_model(tmp_path, "lstm")
    with pytest.raises(CheckpointError, match=r"^unknown model '.*': known are toys, toys/lstm$"):
        resolve(name, tmp_path)


def test_where_there_is_no_model_the_message_says_so(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="holds no model"):
        resolve("toys", tmp_path)


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("damage", ["missing", "empty", "half", "garbage"])
def test_a_damaged_file_is_named_in_one_sentence(tmp_path: Path, name: str, damage: str) -> None:
    folder = save_model(tmp_path)
    path = folder / name
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes({"empty": b"", "half": content[: len(content) // 2], "garbage": b"\xff\x00" * 99}[damage])
    assert str(folder) in refusal(folder)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (
            "config.json",
            {"model": {"hidden_size": 7}},
            r"encoder\.\w+\.weight_ih_l0 should be \[28, 14\], found \[32, 14\]",
        ),
        ("config.json", {"model": {"architecture": "transformer"}}, "architecture in ModelConfig is 'transformer'"),
        ("config.json", {"colour": "red"}, "unknown key 'colour'"),
        ("vocab.json", {"tags": ["O", "B-x"]}, r"emit.weight should be \[2, 16\], found \[7, 16\]"),
        ("vocab.json", {"words": []}, "words must begin with"),
        ("vocab.json", {"chars": None}, "no list of strings 'chars'"),
    ],
)
def test_files_that_do_not_fit_each_other_are_refused(tmp_path: Path, name: str, change: Any, said: str) -> None:
    path = save_model(tmp_path) / name
    content = json.loads(path.read_text(encoding="utf-8"))
    for key, value in change.items():
        content[key] = {**content[key], **value} if isinstance(value, dict) else value
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(CheckpointError, match=said):
        load(path.parent)


@pytest.mark.parametrize("name", ["config.json", "vocab.json", "metrics.json"])
def test_json_that_is_no_object_is_refused(tmp_path: Path, name: str) -> None:
    path = save_model(tmp_path) / name
    path.write_text("[]", encoding="utf-8")
    assert refusal(path.parent) == f"{path}: expected a JSON object"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"emit.bias": None}, r"the weights do not fit: emit\.bias should be \[7\], found nothing"),
        ({"other": torch.ones(2)}, r"the weights do not fit: other should be nothing, found \[2\]"),
        ({WORDS: None}, r"the weights cannot be read: 'words\.weight'"),
        ({SCALE: torch.ones(3, 1)}, "the weights cannot be read: The size of tensor"),
        ({WORDS: torch.ones(9, 6, dtype=torch.int8)}, r"cannot be read: word vectors should be packed as torch\.uint8"),
    ],
)
def test_weights_that_do_not_fit_are_named(tmp_path: Path, change: dict[str, Tensor | None], said: str) -> None:
    folder = save_model(tmp_path)
    packed = {**pack(make_tagger().state_dict()), **change}
    save_file({name: w for name, w in packed.items() if w is not None}, folder / "model.safetensors")
    assert re.search(said, refusal(folder))


def test_saving_again_replaces_the_whole_folder(tmp_path: Path) -> None:
    folder = save_model(tmp_path, dev_f1=1.0)
    (folder / "stale.txt").touch()
    save_model(tmp_path, dev_f1=2.0)
    assert read_card(folder).metrics["dev_f1"] == 2.0
    assert {path.name for path in folder.iterdir()} == FILES
    assert list(folder.parent.iterdir()) == [folder]


@pytest.mark.parametrize("step", ["pack", "replace_folder"])
def test_a_failure_while_saving_leaves_the_old_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    folder = save_model(tmp_path, dev_f1=1.0)

    def fail(*_: Any) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(checkpoint, step, fail)
    with pytest.raises(CheckpointError, match="no space left on device; it is left as it was"):
        save_model(tmp_path, dev_f1=2.0)
    monkeypatch.undo()
    assert load(folder)[2].metrics["dev_f1"] == 1.0
    assert list(folder.parent.iterdir()) == [folder]


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "toys" / ".bi-lstm.new" / "new").mkdir(parents=True)
    folder = save_model(tmp_path)
    assert list(folder.parent.iterdir()) == [folder]


def test_figures_measured_anew_join_the_others_and_bring_their_picture(tmp_path: Path) -> None:
    folder = save_model(tmp_path, dev_f1=90)
    weights = (folder / "model.safetensors").read_bytes()
    record(folder, {"typed_f1": 80.0, "temperature": 1.5, "confusion": {"city": {"city": 3, "day": 4}}})
    metrics = read_card(folder).metrics
    assert (metrics["dev_f1"], metrics["typed_f1"], metrics["parameters"] > 0) == (90, 80, True)
    assert load(folder)[0].temperature == 1.5
    assert ">city<" in (folder / "confusion.svg").read_text()
    assert (folder / "model.safetensors").read_bytes() == weights
    assert {path.name for path in folder.iterdir()} == FILES | {"confusion.svg"}


def test_history_is_kept_an_entry_an_epoch(tmp_path: Path) -> None:
    history = [{"epoch": 1, "loss": 2.5}, {"epoch": 2, "loss": 1.5}]
    save(tmp_path / "toys" / "lstm", make_tagger("lstm"), make_vocab(), make_recipe("lstm"), {}, history)
    assert read_history(tmp_path / "toys" / "lstm") == history
    (tmp_path / "toys" / "lstm" / "history.json").write_text("[", encoding="utf-8")
    with pytest.raises(CheckpointError, match=r"history\.json cannot be read"):
        read_history(tmp_path / "toys" / "lstm")


def refusal(folder: Path) -> str:
    """The one line with which a folder is refused."""
    with pytest.raises(CheckpointError) as caught:
        load(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)
