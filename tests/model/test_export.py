"""The ONNX file says what torch says, whatever the batch: run by onnxruntime, on all architectures."""

import builtins
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
import torch
from numpy.typing import NDArray

from model import checkpoint
from model.config import Architecture
from model.errors import CheckpointError
from model.export import export
from model.onnx_runner import OnnxTagger, encode
from model.predict import Predictor
from tests.model.helpers import BOTH_WAYS, FORWARD, make_predictor, toy_corpus

TEXTS = [
    "we leave from New Delhi on Monday",
    "x",
    "😀 ¡ São-Paulo ! a-word-much-longer-than-twenty-characters 5:30pm",
    " ".join(["reach Lima next Friday"] * 12),
]
VARIANTS: list[tuple[Architecture, dict[str, Any]]] = [
    *((architecture, {}) for architecture in ("feedforward", *FORWARD, *BOTH_WAYS)),
    ("bi-gru", {"crf": False}),
    ("lstm", {"crf": True, "intent": False, "char_size": 0, "shape_size": 0}),
    ("elman", {"char_width": 4}),
    ("bi-gru", {"scheme": "IOBES"}),
]


def make_saved(folder: Path, architecture: Architecture = "bi-lstm", heat: float = 1.5, **changes: Any) -> Predictor:
    """A random model as it comes from its folder, where vectors are 8-bit numbers; its probabilities are cooled."""
    predictor = make_predictor(architecture, **changes)
    recipe, metrics = predictor.card.recipe, {"temperature": heat}
    checkpoint.save(folder / "model", predictor.tagger, predictor.vocab, recipe, metrics)
    return Predictor.load(folder / "model")


def run(file: Path, feed: dict[str, Any]) -> dict[str, NDArray[Any]]:
    session = onnxruntime.InferenceSession(str(file))
    wanted = {entry.name: feed[entry.name] for entry in session.get_inputs()}
    return dict(zip([entry.name for entry in session.get_outputs()], session.run(None, wanted), strict=True))


@pytest.mark.parametrize(("architecture", "changes"), VARIANTS)
@pytest.mark.parametrize("texts", [TEXTS, TEXTS[:1], TEXTS[1:2]])
def test_every_network_says_in_onnx_what_it_says_in_torch(
    tmp_path: Path, architecture: Architecture, changes: dict[str, Any], texts: list[str]
) -> None:
    predictor = make_saved(tmp_path, architecture, **changes)
    size = export(predictor, tmp_path / "model.onnx")
    assert size == (tmp_path / "model.onnx").stat().st_size
    words = [[token.text for token in predictor.read(text).tokens] for text in texts]
    batch = predictor.encoder.batch(words)
    with torch.inference_mode():
        output = predictor.tagger(batch)
        tags = predictor.tagger.decide(output, batch)
    names = ("words", "shapes", "forms", "chars", "lengths")
    found = run(tmp_path / "model.onnx", {name: getattr(batch, name).numpy() for name in names})
    inside = batch.mask.numpy()
    assert np.allclose(found["emissions"][inside], output.emissions.numpy()[inside], atol=1e-4)
    assert np.allclose(found["marginals"][inside], tags.probabilities.numpy()[inside], atol=1e-4)
    assert np.allclose(found["marginals"][~inside], 0)
    assert (found["path"][inside] == tags.path.numpy()[inside]).all()
    if output.intents is not None:
        assert np.allclose(found["intents"], torch.softmax(output.intents, dim=-1).numpy(), atol=1e-4)


def test_the_runner_reads_and_tags_as_the_predictor(tmp_path: Path) -> None:
    predictor = make_saved(tmp_path)
    export(predictor, tmp_path / "model.onnx")
    texts = ["", *TEXTS, *(" ".join(sentence.words) for sentence in toy_corpus())]
    found = OnnxTagger(tmp_path / "model.onnx").tag(texts)
    for each, expected in zip(found, map(predictor, texts), strict=True):
        assert each.text == expected.text
        assert [(t.text, t.start, t.end) for t in each.tokens] == [(t.text, t.start, t.end) for t in expected.tokens]
        assert list(each.tags) == [token.tag for token in expected.tokens]
        assert each.scores == pytest.approx([token.score for token in expected.tokens], abs=1e-4)
        assert each.intent == (expected.intent.name if expected.intent else None)
        assert [span.label for span in each.spans] == [span.label for span in expected.spans]


def test_the_runner_encodes_as_torch_does() -> None:
    predictor = make_predictor()
    words = [[token.text for token in predictor.read(text).tokens] for text in TEXTS]
    batch = predictor.encoder.batch(words)
    for name, numbers in encode(predictor.vocab, words).items():
        assert np.array_equal(numbers, getattr(batch, name).numpy()), name


def test_the_runner_never_imports_torch() -> None:
    check = "import sys, model.onnx_runner; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], cwd=Path(__file__).parents[2], check=False).returncode == 0


@pytest.mark.parametrize("content", [b"", b"no graph", None])
def test_a_file_that_is_none_of_ours_is_said_in_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "model.onnx"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CheckpointError, match="is no model that slotscope exported"):
        OnnxTagger(file)


def test_without_the_extra_the_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "onnx":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(CheckpointError, match=r"slotscope\[onnx\]"):
        export(make_predictor(), tmp_path / "model.onnx")
    assert not any(tmp_path.iterdir())
