"""Which words pushed a label up or down at one word: gradient × input, integrated gradients, occlusion.

The numeric cores take a score function and features, and know no tagger. What is explained is the log odds of the
label: log p(label) - log p(any other), so that the evidence for an almost certain label does not vanish.
N variants of one sentence, T words, F features a word, K tags.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import torch
from torch import Tensor

from model.errors import ModelError
from model.predict import Predictor, Tokenized

Method = Literal["gradient_x_input", "integrated_gradients", "occlusion"]
METHODS: tuple[Method, ...] = get_args(Method)
Score = Callable[[Tensor], Tensor]  # (N, T, F) -> (N,)

STEPS = 32  # of the integral
BATCH = 32  # variants computed at once
TINY = 1e-12  # of a probability: keeps log odds finite


class ExplainError(ModelError):
    """There is no such word or label to explain."""


@dataclass(frozen=True, slots=True)
class LabelScore:
    """A label and its probability at a word, B- and I- taken together; the empty label is no slot."""

    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """One signed weight a word for one label at one word, and the probabilities of all labels there."""

    index: int
    label: str
    method: Method
    weights: tuple[float, ...]  # in log odds; above 0: the word speaks for the label
    scores: tuple[LabelScore, ...]  # likeliest first


def explain(
    predictor: Predictor,
    sentence: Tokenized,
    index: int,
    label: str | None = None,
    method: Method = "gradient_x_input",
) -> Explanation:
    """Explain a label (default: the likeliest; "" is no slot) at word `index` of a sentence.

    Raises ExplainError where the word, the label or the method does not exist.
    """
    if not 0 <= index < len(sentence.tokens):
        raise ExplainError(f"there is no word {index} in a sentence of {len(sentence.tokens)} words")
    if label and label not in predictor.labels:
        raise ExplainError(f"unknown label {label!r}: known are {', '.join(predictor.labels)}")
    if method not in METHODS:
        raise ExplainError(f"unknown method {method!r}: choose from {', '.join(METHODS)}")
    features, score_tags = word_features(predictor, sentence), tag_probabilities(predictor)
    with torch.no_grad():
        scores = label_scores(predictor, score_tags(features)[0, index])
    chosen = scores[0].label if label is None else label
    wanted = torch.tensor([tag.partition("-")[2] == chosen for tag in predictor.vocab.tags], device=features.device)
    weights = CORES[method](lambda variants: log_odds(score_tags(variants)[:, index], wanted), features)
    return Explanation(index, chosen, method, tuple(weights.tolist()), scores)


def gradient_x_input(score: Score, features: Tensor) -> Tensor:
    """The first-order share of each word: ∂score/∂x_t · x_t, (1, T, F) -> (T,)."""
    inputs = features.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(score(inputs).sum(), inputs)  # (1, T, F)
    return (gradient * inputs).sum(dim=-1)[0].detach()


def integrated_gradients(score: Score, features: Tensor) -> Tensor:
    """Gradients along the straight way from nothing (Sundararajan et al., 2017): (1, T, F) -> (T,).

    The weights add up to score(features) - score(0). The integral is Gauss' and Legendre's sum of STEPS points.
    """
    places, shares = np.polynomial.legendre.leggauss(STEPS)  # on [-1, 1]
    along = features.new_tensor((1 + places) / 2)[:, None, None]
    inputs = (along * features.detach()).requires_grad_()  # (STEPS, T, F)
    (gradients,) = torch.autograd.grad(score(inputs).sum(), inputs)
    mean = torch.einsum("s,stf->tf", features.new_tensor(shares / 2), gradients)
    return (mean * features[0]).sum(dim=-1).detach()


@torch.no_grad()
def occlusion(score: Score, features: Tensor) -> Tensor:
    """What the score loses when a word is made nothing, each word in turn: (1, T, F) -> (T,)."""
    words = features.shape[1]
    hidden = torch.eye(words, dtype=torch.bool, device=features.device)[:, :, None]  # (T, T, 1)
    variants = features.expand(words, -1, -1).masked_fill(hidden, 0.0)  # (T, T, F)
    without = torch.cat([score(part) for part in torch.split(variants, BATCH)])  # (T,)
    return score(features) - without


CORES: dict[Method, Callable[[Score, Tensor], Tensor]] = {
    "gradient_x_input": gradient_x_input,
    "integrated_gradients": integrated_gradients,
    "occlusion": occlusion,
}


def log_odds(probabilities: Tensor, wanted: Tensor) -> Tensor:
    """log p(wanted) - log p(not wanted): (N, K), (K,) bool -> (N,)."""
    yes = probabilities[:, wanted].sum(dim=-1).clamp_min(TINY)
    no = probabilities[:, ~wanted].sum(dim=-1).clamp_min(TINY)
    return yes.log() - no.log()


@torch.no_grad()
def word_features(predictor: Predictor, sentence: Tokenized) -> Tensor:
    """What the network is given for each word, before any memory: (1, T, F)."""
    batch = predictor.encoder.batch([[token.text for token in sentence.tokens]]).to(predictor.device)
    return predictor.tagger.features(batch)


def tag_probabilities(predictor: Predictor) -> Callable[[Tensor], Tensor]:
    """The rest of the network as a function of features: (N, T, F) -> (N, T, K)."""
    tagger = predictor.tagger

    def probabilities(features: Tensor) -> Tensor:
        size, words = features.shape[:2]
        # cuDNN has no backward pass of recurrent networks outside training
        with torch.backends.cudnn.flags(enabled=False):
            states = tagger.encoder(features, torch.full((size,), words))  # (N, T, H)
        mask = torch.ones(size, words, dtype=torch.bool, device=features.device)
        return tagger.probabilities(tagger.emit(states), mask)

    return probabilities


def label_scores(predictor: Predictor, probabilities: Tensor) -> tuple[LabelScore, ...]:
    """Probabilities of tags (K,) as those of labels, likeliest first."""
    sums: dict[str, float] = {}
    for tag, probability in zip(predictor.vocab.tags, probabilities.tolist(), strict=True):
        label = tag.partition("-")[2]
        sums[label] = sums.get(label, 0.0) + probability
    return tuple(LabelScore(label, sums[label]) for label in sorted(sums, key=lambda label: -sums[label]))
