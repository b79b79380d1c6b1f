"""What the lab shows, out of the numbers of `model`: rounded to what can be seen, ready for JSON. Knows no HTTP."""

import base64
from dataclasses import asdict
from typing import Any

import torch
from torch import Tensor

from app.formats import DIGITS
from model.cliff import Place, descend, largest_leap, surface
from model.dynamics import Gradients
from model.predict import Predictor, Tokenized
from model.toys import Fate
from model.unrolled import Unrolled, parts

SEEN = 3  # digits of a state, a gate or a term
LIKELIEST = 5
WEIGHTS = (3.0, 7.0)  # of the error surface, where its cliff stands
BIASES = (-4.0, -1.0)
GRID = 121
MIDDLE = 127  # the byte of a zero


def forward(predictor: Predictor, sentence: Tokenized, passed: Unrolled) -> dict[str, Any]:
    """A pass written out."""
    names = passed.steps[0].gates
    return {
        "model": predictor.name,
        "cell": passed.cell,
        "words": [token.text for token in sentence.tokens],
        "features": rows(passed.features),
        "states": rows(passed.states),
        "gates": {name: rows(torch.stack([step.gates[name] for step in passed.steps])) for name in names},
        "candidates": rows(torch.stack([step.candidate for step in passed.steps])),
        "kept": rows(torch.stack([step.kept for step in passed.steps])),
        "added": rows(torch.stack([step.added for step in passed.steps])),
        "elman": _terms(passed) if passed.cell == "elman" else None,
        "temperature": predictor.tagger.temperature,
        "likely": [_likely(predictor, row) for row in passed.probabilities],
    }


def weights(predictor: Predictor) -> dict[str, Any]:
    """The matrices of a network, as pictures."""
    cell, output = parts(predictor)
    shades = {"w_aa": cell.w_aa, "w_ax": cell.w_ax, "w_ya": output.w_ya}
    return {"model": predictor.name, **{name: _shades(matrix) for name, matrix in shades.items()}}


def gradients(predictor: Predictor, sentence: Tokenized, found: Gradients) -> dict[str, Any]:
    """The norms of one loss term, in full: they span many powers of ten."""
    lists = {name: getattr(found, name).tolist() for name in ("jacobians", "products", "signals", "terms")}
    words = [token.text for token in sentence.tokens]
    return {
        "model": predictor.name,
        "words": words,
        "tag": found.tag,
        "loss": found.loss,
        **lists,
        "total": found.total,
    }


def fate(found: Fate) -> dict[str, Any]:
    """Eigenvalues and norms."""
    eigenvalues = torch.view_as_real(found.eigenvalues).tolist()
    return {"eigenvalues": eigenvalues, "linear": found.linear.tolist(), "tanh": found.tanh.tolist()}


def cliff() -> dict[str, Any]:
    """The error surface over its grid."""
    across, up = (torch.linspace(*ends, GRID, dtype=torch.float64) for ends in (WEIGHTS, BIASES))
    return {"weights": across.tolist(), "biases": up.tolist(), "loss": rows(surface(across, up), DIGITS)}


def descent(start: tuple[float, float], rate: float, clip: float, count: int) -> dict[str, Any]:
    """Two ways down from one place."""
    return {"unclipped": _path(descend(start, rate, 0.0, count)), "clipped": _path(descend(start, rate, clip, count))}


def rows(matrix: Tensor, digits: int = SEEN) -> list[list[float]]:
    """A matrix as lists, rounded."""
    return [[round(value, digits) for value in row] for row in matrix.tolist()]


def _terms(passed: Unrolled) -> dict[str, Any]:
    difference = (passed.stacked - passed.memory_terms - passed.input_terms).abs().max().item()
    terms = {name: rows(getattr(passed, name)) for name in ("before", "memory_terms", "input_terms")}
    return {**terms, "bias": rows(passed.bias[None])[0], "largest_difference": difference}


def _likely(predictor: Predictor, probabilities: Tensor) -> list[dict[str, Any]]:
    scores, tags = probabilities.topk(min(LIKELIEST, len(probabilities)))
    pairs = zip(tags.tolist(), scores.tolist(), strict=True)
    return [{"tag": predictor.vocab.tags[tag], "score": round(score, DIGITS)} for tag, score in pairs]


def _shades(matrix: Tensor) -> dict[str, Any]:
    largest = matrix.abs().max().item()
    levels = (matrix / (largest or 1.0) * MIDDLE).round() + MIDDLE
    data = base64.b64encode(bytes(levels.to(torch.uint8).flatten().tolist())).decode()
    return {"rows": matrix.shape[0], "columns": matrix.shape[1], "largest": largest, "data": data}


def _path(places: list[Place]) -> dict[str, Any]:
    return {"places": [asdict(place) for place in places], "leap": largest_leap(places)}
