"""Linear-chain conditional random field: likelihood, Viterbi path, marginals (Lafferty et al., 2001).

The score of a tag sequence y is  s_0(y_0) + Σ_t e_t(y_t) + Σ_t A(y_{t-1}, y_t) + s_T(y_T)  and its probability
exp(score) / Z. Illegal moves (an I- that continues nothing) have score -∞ in effect. Tags may be of BIO or of IOBES.
B sentences, T words of the longest, K tags. All sentences run side by side; only time is a loop.
"""

from functools import lru_cache

import torch
from torch import Tensor, nn

from model.tags import OUTSIDE, Scheme, follows

ILLEGAL = -1e4  # exp of it is 0 in float32, and sums of it stay finite
TINY = 1e-37


class CRF(nn.Module):
    """Scores of moves between tags, learned; moves that the scheme forbids are masked."""

    legal: Tensor
    legal_start: Tensor
    legal_end: Tensor

    def __init__(self, tags: tuple[str, ...], scheme: Scheme = "BIO") -> None:
        super().__init__()
        self.moves = nn.Parameter(torch.empty(len(tags), len(tags)).uniform_(-0.1, 0.1))  # (K, K): from, to
        self.start = nn.Parameter(torch.empty(len(tags)).uniform_(-0.1, 0.1))  # (K,)
        self.end = nn.Parameter(torch.empty(len(tags)).uniform_(-0.1, 0.1))  # (K,)
        for name, legal in zip(("legal", "legal_start", "legal_end"), legal_moves(tags, scheme), strict=True):
            self.register_buffer(name, legal, persistent=False)

    def log_likelihood(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Log probability of gold tags: (B, T, K), (B, T) int64, (B, T) bool -> (B,)."""
        numerator = self._score(emissions, tags, mask)  # (B,)
        normalizer = self.log_normalizer(emissions, mask)  # (B,)
        return numerator - normalizer

    def partial_log_likelihood(self, emissions: Tensor, allowed: Tensor, mask: Tensor) -> Tensor:
        """Log probability that every tag is an allowed one: (B, T, K), (B, T, K) bool, (B, T) bool -> (B,).

        The probabilities of all such sequences are summed (Tsuboi et al., 2008); one allowed tag a word is the gold.
        """
        narrowed = emissions.masked_fill(~allowed, ILLEGAL)  # (B, T, K)
        both = self.log_normalizer(torch.cat([narrowed, emissions]), torch.cat([mask, mask]))  # (2 B,)
        numerator, normalizer = both.chunk(2)  # (B,), (B,)
        return numerator - normalizer

    def log_normalizer(self, emissions: Tensor, mask: Tensor) -> Tensor:
        """log Z: (B, T, K), (B, T) bool -> (B,)."""
        return torch.logsumexp(self._forward(emissions, mask)[-1] + self.masked()[2], dim=-1)

    def marginals(self, emissions: Tensor, mask: Tensor, temperature: float = 1.0) -> Tensor:
        """p(y_t = k | x) by the forward-backward algorithm: (B, T, K), (B, T) bool -> (B, T, K), 0 at padding.

        All scores are divided by the temperature first, which leaves the order of the paths as it is.
        """
        cooled = emissions / temperature  # (B, T, K)
        alphas = torch.stack(self._forward(cooled, mask, temperature), dim=1)  # (B, T, K)
        betas = torch.stack(self._backward(cooled, mask, temperature), dim=1)  # (B, T, K)
        return torch.softmax(alphas + betas, dim=-1) * mask[:, :, None]

    def viterbi(self, emissions: Tensor, mask: Tensor) -> Tensor:
        """The most probable legal tag sequence: (B, T, K), (B, T) bool -> (B, T) int64, meaningless at padding."""
        moves, start, end = self.masked()
        moves_to = moves.T.contiguous()  # (K, K): to, from; the maximum runs along memory
        first, *rest = emissions.unbind(dim=1)
        best = [start + first]  # scores of the best beginnings that end in each tag, T tensors of (B, K)
        for here, emission in zip(mask[:, 1:, None].unbind(dim=1), rest, strict=True):
            reached = (best[-1][:, None] + moves_to).amax(dim=2) + emission
            best.append(torch.where(here, reached, best[-1]))
        path = [(best[-1] + end).argmax(dim=-1)]  # (B,)
        for t in range(emissions.shape[1] - 1, 0, -1):
            # only the path itself needs to know where it came from
            before = (best[t - 1] + moves_to[path[-1]]).argmax(dim=-1)
            path.append(torch.where(mask[:, t], before, path[-1]))
        return torch.stack(path[::-1], dim=1)

    def _score(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        moves, start, end = self.masked()
        tags = tags.where(mask, 0)
        emitted = emissions.gather(2, tags[:, :, None])[:, :, 0] * mask  # (B, T)
        moved = moves[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]  # (B, T-1)
        last = tags.gather(1, mask.sum(dim=1, keepdim=True) - 1)[:, 0]  # (B,)
        return start[tags[:, 0]] + emitted.sum(dim=1) + moved.sum(dim=1) + end[last]

    def _forward(self, emissions: Tensor, mask: Tensor, temperature: float = 1.0) -> list[Tensor]:
        """log α_t(k): scores of all beginnings that end in tag k at word t, T tensors of (B, K)."""
        moves, start, _ = self.masked(temperature)
        weights = moves.exp()  # (K, K)
        first, *rest = emissions.unbind(dim=1)  # not emissions[:, t], whose gradient is a whole tensor a word
        alphas = [start + first]
        for here, emission in zip(mask[:, 1:, None].unbind(dim=1), rest, strict=True):
            alphas.append(torch.where(here, _log_matmul(alphas[-1], weights) + emission, alphas[-1]))
        return alphas

    def _backward(self, emissions: Tensor, mask: Tensor, temperature: float) -> list[Tensor]:
        """log β_t(k): scores of all ends that follow tag k at word t, T tensors of (B, K)."""
        moves, _, end = self.masked(temperature)
        weights = moves.exp().T  # (K, K): to, from
        betas = [end.expand_as(emissions[:, 0])]
        for t in range(emissions.shape[1] - 1, 0, -1):
            reached = _log_matmul(betas[-1] + emissions[:, t], weights)
            betas.append(torch.where(mask[:, t, None], reached, betas[-1]))
        return betas[::-1]

    def masked(self, temperature: float = 1.0) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of moves (K, K), from and to, of first and of last tags (K,), cooled; ILLEGAL where forbidden."""
        pairs = ((self.moves, self.legal), (self.start, self.legal_start), (self.end, self.legal_end))
        moves, start, end = ((scores / temperature).masked_fill(~legal, ILLEGAL) for scores, legal in pairs)
        return moves, start, end


@lru_cache(maxsize=64)  # of a model's tags always the same, and 26,000 questions for flights
def legal_moves(tags: tuple[str, ...], scheme: Scheme = "BIO") -> tuple[Tensor, Tensor, Tensor]:
    """Which tag may follow which, (K, K) bool, and which may begin or end a sentence, (K,) bool each."""
    legal = torch.tensor([[follows(before, tag, scheme) for tag in tags] for before in tags])
    start, end = ([follows(OUTSIDE, tag, scheme) for tag in tags], [follows(tag, OUTSIDE, scheme) for tag in tags])
    return legal, torch.tensor(start), torch.tensor(end)


def greedy_legal(scores: Tensor, tags: tuple[str, ...]) -> Tensor:
    """The best legal tag word by word, left to right, never looking ahead: (B, T, K) -> (B, T) int64."""
    legal, legal_start, _ = (moves.to(scores.device) for moves in legal_moves(tags))
    best = scores[:, 0].masked_fill(~legal_start, -torch.inf).argmax(dim=-1)  # (B,)
    path = [best]
    for t in range(1, scores.shape[1]):
        best = scores[:, t].masked_fill(~legal[best], -torch.inf).argmax(dim=-1)
        path.append(best)
    return torch.stack(path, dim=1)


def _log_matmul(log_scores: Tensor, weights: Tensor) -> Tensor:
    """log(exp(log_scores) @ weights), safe from overflow: one matrix product instead of a (B, K, K) logsumexp."""
    top = log_scores.max(dim=-1, keepdim=True).values.detach()
    return ((log_scores - top).exp() @ weights).clamp_min(TINY).log() + top
