"""A trained tagger as one ONNX file: graph, weights, and in its metadata the vocabulary. Needs the extra `onnx`.

In go the numbers of `model.batch`; out come emissions, marginals, the path of tags and the intents' probabilities.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn

from model.atomic import write_file
from model.crf import TINY, legal_moves
from model.encoders import FeedForward, Recurrent
from model.errors import CheckpointError
from model.onnx_graph import OPERATORS, graph
from model.predict import Predictor
from model.rows import codes_of, pack_rows
from model.states import fold, to_tags
from model.tagger import Tagger

Arrays = dict[str, NDArray[np.generic]]
# torch stacks the gates of a cell as i f g o and r z n, ONNX as i o f c and z r h.
GATES: Mapping[str, Sequence[int]] = {"RNN": (0,), "GRU": (1, 0, 2), "LSTM": (0, 3, 1, 2)}


def export(predictor: Predictor, file: Path) -> int:
    """Write the model as an ONNX file, whole or not at all; return its size in bytes.

    Raises CheckpointError where the extra `onnx` is not installed or the file cannot be written.
    """
    try:
        from onnx import checker, numpy_helper, parser  # noqa: PLC0415
    except ImportError as error:
        raise CheckpointError("exporting needs the package onnx: install slotscope[onnx]") from error
    tagger = predictor.tagger
    written = graph(tagger.config, tagger.intent is not None)
    model, named = parser.parse_model(written), set(re.findall(r"\w+", written))
    for name, values in _weights(tagger).items():
        if name in named:
            model.graph.initializer.append(numpy_helper.from_array(values, name))
    model.producer_name = "slotscope"
    about = {"name": predictor.name, "text": asdict(tagger.config.text), "vocab": predictor.vocab.to_dict()}
    entry = model.metadata_props.add()
    entry.key, entry.value = "slotscope", json.dumps(about, ensure_ascii=False)
    checker.check_model(model, full_check=True)
    content = model.SerializeToString()
    write_file(file, content)
    return len(content)


def _weights(tagger: Tagger) -> Arrays:
    """Every constant that a graph may name."""
    packed, scales = pack_rows(tagger.words.weight)
    arrays: Arrays = {
        "words_codes": codes_of(packed, tagger.config.word_size).numpy(),
        "words_scales": _array(scales),
        "emit_weight": _array(tagger.emit.weight.T),
        "emit_bias": _array(tagger.emit.bias),
        **_constants(tagger),
    }
    if tagger.chars is not None:
        arrays["chars_embed"] = _array(tagger.chars.embed.weight)
        arrays["chars_weight"] = _array(tagger.chars.convolve.weight)
        arrays["chars_bias"] = _array(tagger.chars.convolve.get_parameter("bias"))
    if tagger.shapes is not None:
        arrays["shapes_weight"] = _array(tagger.shapes.weight)
    if tagger.intent is not None:
        arrays |= {"intent_weight": _array(tagger.intent.weight.T), "intent_bias": _array(tagger.intent.bias)}
    return {**arrays, **_encoder(tagger), **(_crf(tagger) if tagger.crf is not None else _legal(tagger))}


def _constants(tagger: Tagger) -> Arrays:
    integers = {"zero": 0, "one": 1, "axis0": [0], "axis1": [1], "axis2": [2], "axes12": [1, 2], "minus1": [-1]}
    floats = {"nought": 0.0, "minus_infinity": -np.inf, "tiny": TINY, "temperature": tagger.temperature}
    return {
        **{name: np.asarray(value, dtype=np.int64) for name, value in integers.items()},
        **{name: np.asarray(value, dtype=np.float32) for name, value in floats.items()},
        "joined": np.asarray([0, 0, -1], dtype=np.int64),
    }


def _encoder(tagger: Tagger) -> Arrays:
    encoder = tagger.encoder
    if isinstance(encoder, FeedForward):
        return {"layer_weight": _array(encoder.layer.weight.T), "layer_bias": _array(encoder.layer.bias)}
    assert isinstance(encoder, Recurrent)
    operator = OPERATORS[tagger.config.architecture.removeprefix("bi-")]
    cells = [cell for cell in (encoder.ahead, encoder.back) if cell is not None]
    return {
        "cell_w": np.stack([_gates(cell, "weight_ih_l0", operator) for cell in cells]),  # (directions, gates H, F)
        "cell_r": np.stack([_gates(cell, "weight_hh_l0", operator) for cell in cells]),  # (directions, gates H, H)
        "cell_b": np.stack(
            [np.concatenate([_gates(cell, f"bias_{kind}_l0", operator) for kind in ("ih", "hh")]) for cell in cells]
        ),  # (directions, 2 gates H)
    }


def _gates(cell: nn.Module, name: str, operator: str) -> NDArray[np.generic]:
    order = GATES[operator]
    parts = np.split(_array(cell.get_parameter(name)), len(order))
    return np.concatenate([parts[gate] for gate in order])


def _crf(tagger: Tagger) -> Arrays:
    assert tagger.crf is not None
    moves, start, end = tagger.crf.masked()  # (S, S): from, to; (S,); (S,)
    cool_moves, cool_start, cool_end = tagger.crf.masked(tagger.temperature)
    count, states = len(tagger.tags), len(tagger.states)
    return {
        "moves_to": _array(moves.T),
        "start": _array(start),
        "end": _array(end),
        "cool_weights": _array(cool_moves.exp()),
        "cool_weights_turned": _array(cool_moves.exp().T),
        "cool_start": _array(cool_start),
        "cool_end": _array(cool_end),
        "tag_of": to_tags(np.arange(states), count),
        "folding": fold(np.eye(states, dtype=np.float32), count),  # (S, K)
    }


def _legal(tagger: Tagger) -> Arrays:
    """Which tag may follow which; a last row for the beginning of a sentence."""
    legal, legal_start, _ = legal_moves(tagger.tags)
    rows = np.concatenate([legal.numpy(), legal_start.numpy()[None]])  # (K + 1, K)
    return {"legal": rows, "tag_count": np.asarray(len(tagger.tags), dtype=np.int64)}


def _array(tensor: Tensor) -> NDArray[np.generic]:
    array: NDArray[np.generic] = tensor.detach().cpu().float().contiguous().numpy()
    return array
