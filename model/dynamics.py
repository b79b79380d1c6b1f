"""What a network knows after each word, and how far back a loss reaches: memory and gradients through time.

Watches from outside. T words, F features a word, H units a direction, S numbers of a state, G numbers of a cell's sums.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from model.cells import CELLS, CellWeights, empty, jacobian
from model.predict import Prediction, Predictor, Tokenized
from model.text import Token
from model.unrolled import Output, parts, unroll_sentence


@dataclass(frozen=True)
class Memory:
    """A sentence fed word by word: entry t of each list is what was known after t + 1 words.

    forward: the state after word t + 1, (T, U). backward: for two-directional networks the states of the other pass,
    which begins anew with each further word: for t the (t + 1, U) states of the words so far; else None.
    units: numbers of the U units shown, those that move most; of: how many there are.
    """

    steps: tuple[Prediction, ...]
    forward: Tensor
    backward: tuple[Tensor, ...] | None
    units: tuple[int, ...]
    of: int


@dataclass(frozen=True)
class Gradients:
    """One loss term L_t = -log p(tag at word t), without a temperature, followed back to word k; float64.

    Norms of ∂s_j/∂s_{j-1} for j = 1 … t, of the product ∂s_t/∂s_k for k = 0 … t, of ∂L_t/∂s_k, and of the term that
    word k adds to ∂L_t/∂[W_aa W_ax]; `total` is the norm of the sum of all terms. Matrices: the largest factor by
    which they stretch a vector, but root of summed squares for gradients. s is the state: h, in an LSTM h and c.
    """

    tag: str
    loss: float
    jacobians: Tensor  # (t,)
    products: Tensor  # (t + 1,)
    signals: Tensor  # (t + 1,)
    terms: Tensor  # (t + 1,)
    total: float


def gradients(predictor: Predictor, sentence: Tokenized, index: int) -> Gradients:
    """Follow the loss of the predicted tag at word `index` back to the first word.

    Raises UnrollError for networks that read both ways, have no memory, or decide with a CRF.
    """
    weights, output = parts(predictor)
    passed = unroll_sentence(predictor, sentence)
    x = passed.features[: index + 1]  # (t + 1, F)
    tag = int(passed.probabilities[index].argmax())
    loss, signals, sums = _backward(passed.cell, x, (weights, output), tag)
    over_memory, over_input = sums  # (t + 1, G) each
    terms = (_squares(over_memory) * _squares(passed.before[: index + 1]) + _squares(over_input) * _squares(x)).sqrt()
    total = torch.cat([over_memory.T @ passed.before[: index + 1], over_input.T @ x], dim=1)  # (G, H + F)
    links = [jacobian(passed.cell, x[j], passed.steps[j - 1].state, weights) for j in range(1, index + 1)]
    return Gradients(
        tag=predictor.vocab.tags[tag],
        loss=loss,
        jacobians=_stretch(links),
        products=_stretch(_products(links, len(empty(passed.cell, weights)))),
        signals=_squares(signals).sqrt(),
        terms=terms,
        total=float(total.norm()),
    )


def states(predictor: Predictor, sentence: Tokenized) -> Tensor:
    """The states of the pass from left to right, after each word: (T, H)."""
    batch = predictor.encoder.batch([[token.text for token in sentence.tokens]]).to(predictor.device)
    model = predictor.card.recipe.model
    with torch.inference_mode():
        found: Tensor = predictor.tagger(batch).states[0].cpu()  # (T, H or 2 H)
    return found[:, : model.hidden_size]


@torch.inference_mode()
def memory(predictor: Predictor, sentence: Tokenized, most_units: int = 48) -> Memory:
    """Feed a sentence word by word. The sentence must have a word; cost grows with the square of its length."""
    steps = prefixes(sentence)
    words = [[token.text for token in step.tokens] for step in steps]
    states = predictor.tagger(predictor.encoder.batch(words).to(predictor.device)).states.cpu()  # (T, T, H or 2 H)
    both = predictor.card.recipe.model.bidirectional
    hidden = states.shape[2] // 2 if both else states.shape[2]
    ahead = states[-1, :, :hidden]  # (T, H): the forward pass of a prefix is that of the sentence
    units = _liveliest(ahead, most_units)  # (U,)
    backward = tuple(states[t, : t + 1, hidden + units] for t in range(len(steps))) if both else None
    return Memory(tuple(predictor.predict(steps)), ahead[:, units], backward, tuple(units.tolist()), hidden)


def prefixes(sentence: Tokenized) -> list[Tokenized]:
    """The beginnings of a sentence, one word longer each time."""
    tokens: tuple[Token, ...] = sentence.tokens
    return [Tokenized(sentence.text[: tokens[t].end], tokens[: t + 1]) for t in range(len(tokens))]


def _liveliest(states: Tensor, most: int) -> Tensor:
    """The units whose state varies most over the sentence, in their own order: (T, H) -> (U,)."""
    spread = states.var(dim=0, unbiased=False)  # (H,)
    return spread.topk(min(most, len(spread))).indices.sort().values


def _backward(
    cell: str, x: Tensor, network: tuple[CellWeights, Output], tag: int
) -> tuple[float, Tensor, tuple[Tensor, Tensor]]:
    """The loss after the last word, its gradients by every state (t + 1, S), and by every word's sums (t + 1, G) twice.

    Each word has biases of its own, so that their gradients are those of its sums, W_aa a + b_aa and W_ax x + b_ax.
    """
    weights, output = network
    b_aa, b_ax = ([bias.clone().requires_grad_() for _ in x] for bias in (weights.b_aa, weights.b_ax))
    state, passed = empty(cell, weights), []
    for word, own_aa, own_ax in zip(x, b_aa, b_ax, strict=True):
        state = CELLS[cell](word, state, CellWeights(weights.w_ax, weights.w_aa, own_ax, own_aa)).state
        passed.append(state)
    logits = output.w_ya @ state[: weights.w_aa.shape[1]] + output.b_y  # (K,)
    loss = -torch.log_softmax(logits, dim=-1)[tag]
    found = torch.autograd.grad(loss, [*passed, *b_aa, *b_ax])
    count = len(x)
    by_state, by_memory, by_input = (torch.stack(found[i : i + count]) for i in range(0, 3 * count, count))
    return loss.item(), by_state, (by_memory, by_input)


def _products(links: list[Tensor], size: int) -> list[Tensor]:
    """∂s_t/∂s_k for k = 0 … t, out of the links ∂s_j/∂s_{j-1}."""
    products = [torch.eye(size, dtype=torch.float64)]
    for link in reversed(links):
        products.append(products[-1] @ link)
    return products[::-1]


def _stretch(matrices: list[Tensor]) -> Tensor:
    """The largest factor by which each stretches a vector: N of (S, S) -> (N,)."""
    return torch.stack([torch.linalg.matrix_norm(each, ord=2) for each in matrices]) if matrices else torch.zeros(0)


def _squares(rows: Tensor) -> Tensor:
    """The squared length of each row: (N, S) -> (N,)."""
    return (rows**2).sum(dim=1)
