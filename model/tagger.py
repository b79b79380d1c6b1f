"""The tagger: word, character and shape features -> encoder -> a softmax a word or a CRF; an intent beside it.

B sentences, T words of the longest, U different words, W characters, K tags, S states of the CRF (without one: tags),
F features, H hidden states.
"""

from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from model.batch import NO_TARGET, Batch, Targets
from model.config import ModelConfig
from model.crf import CRF, greedy_legal
from model.encoders import ENCODERS
from model.rows import unpack_rows
from model.states import fold, states_of, to_states, to_tags, widen
from model.tags import split_tag
from model.vocab import PAD, SHAPE_COUNT, Vocab


@dataclass(frozen=True)
class Output:
    """What the network computes before any decision."""

    emissions: Tensor  # (B, T, S) unnormalised scores
    intents: Tensor | None  # (B, number of intents) unnormalised
    states: Tensor  # (B, T, H)


@dataclass(frozen=True)
class Tags:
    """The decision: tags and the probability of every tag at every word."""

    path: Tensor  # (B, T) int64
    probabilities: Tensor  # (B, T, K)


@dataclass(frozen=True)
class Decided:
    """What a network says of a batch, word after word and sentence after sentence: N words in all."""

    path: Tensor  # (N,) int64
    probabilities: Tensor  # (N, K)
    intents: Tensor | None  # (B, number of intents) probabilities


class CharacterCNN(nn.Module):
    """A convolution over a word's characters and its maximum over places (Ma and Hovy, 2016)."""

    def __init__(self, chars: int, config: ModelConfig) -> None:
        super().__init__()
        self.embed = nn.Embedding(chars, config.char_size, padding_idx=PAD)
        self.convolve = nn.Conv1d(
            config.char_size, config.char_filters, config.char_width, padding=config.char_width // 2
        )

    def forward(self, chars: Tensor) -> Tensor:
        embedded = self.embed(chars).transpose(1, 2)  # (U, C, W)
        convolved = self.convolve(embedded)[:, :, : chars.shape[1]]  # (U, filters, W): an even width gives one more
        convolved = convolved.masked_fill((chars == PAD)[:, None], -torch.inf)
        # an all-padding row has no maximum: its features are zero
        return cast(Tensor, convolved.max(dim=2).values.nan_to_num(neginf=0.0))


class WordVectors(nn.Module):
    """A fixed table of vectors (V, D); while `moved` is there, its first rows are trained, as changes from it.

    So the words of the corpus find their place while those it never held stay where plain text put them, and a
    training step costs as much as the corpus has words, not as much as the language.
    """

    def __init__(self, words: int, size: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(words, size), requires_grad=False)  # (V, D)
        self.moved: nn.Parameter | None = None  # (trained words, D)

    def forward(self, words: Tensor) -> Tensor:
        vectors = functional.embedding(words, self.weight)  # (B, T, D)
        if self.moved is None:
            return vectors
        trained = words < len(self.moved)
        return vectors + functional.embedding(words.where(trained, 0), self.moved) * trained[:, :, None]

    def train_first(self, count: int) -> None:
        """Let the first `count` vectors move."""
        self.moved = nn.Parameter(torch.zeros(count, self.weight.shape[1], device=self.weight.device))

    @torch.no_grad()
    def settle(self) -> None:
        """Make the moved vectors part of the table."""
        if self.moved is not None:
            self.weight[: len(self.moved)] += self.moved
            self.moved = None


class PackedVectors(WordVectors):
    """The table as it is stored, rows (V, D / 2) and scales (V, 1), an eighth of its memory: not for training."""

    scale: Tensor

    def __init__(self, words: int, size: int) -> None:
        super().__init__(0, 0)
        self.size = size
        self.weight = nn.Parameter(torch.zeros(words, (size + 1) // 2, dtype=torch.uint8), requires_grad=False)
        self.register_buffer("scale", torch.ones(words, 1, dtype=torch.half))

    def forward(self, words: Tensor) -> Tensor:
        return unpack_rows(self.weight[words], self.scale[words], self.size)  # (B, T, D)


class LockedDropout(nn.Module):
    """Dropout of the same features at all words of a sentence (Gal and Ghahramani, 2016)."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, features: Tensor) -> Tensor:
        if not self.training or not self.share:
            return features
        kept = torch.empty_like(features[:, :1]).bernoulli_(1 - self.share)  # (B, 1, F)
        return features * (kept / (1 - self.share))


class Tagger(nn.Module):
    """One network of the family, by its configuration."""

    inside: Tensor  # (K,) bool: which tags are I-

    def __init__(self, config: ModelConfig, vocab: Vocab, words: type[WordVectors] = WordVectors) -> None:
        super().__init__()
        self.config, self.tags = config, vocab.tags
        self.states = states_of(vocab.tags, config.scheme)
        self.temperature = 1.0  # of the probabilities of tags; fitted when the training is over
        self.words = words(len(vocab.words), config.word_size)
        self.chars = CharacterCNN(len(vocab.chars), config) if config.char_size else None
        self.shapes = nn.Embedding(SHAPE_COUNT, config.shape_size, padding_idx=PAD) if config.shape_size else None
        features = config.word_size + (config.char_filters if config.char_size else 0) + config.shape_size
        self.encoder = ENCODERS[config.architecture](features, config)
        size = cast(int, self.encoder.size)
        self.dropout = LockedDropout(config.dropout)
        self.emit = nn.Linear(size, len(self.states))
        self.crf = CRF(self.states, config.scheme) if config.crf else None
        inside = torch.tensor([split_tag(tag)[0] == "I" for tag in vocab.tags])
        self.register_buffer("inside", inside, persistent=False)
        self.intent = nn.Linear(2 * size, len(vocab.intents)) if config.intent and vocab.intents else None

    def forward(self, batch: Batch) -> Output:
        """Encode a batch and score every state at every word, and every intent."""
        states = self.encoder(self.dropout(self.features(batch)), batch.lengths)  # (B, T, H)
        dropped = self.dropout(states)
        intents = self.intent(_pool(dropped, batch.mask)) if self.intent is not None else None
        return Output(self.emit(dropped), intents, states)

    def features(self, batch: Batch) -> Tensor:
        """Word vector, character features and shape of every word, side by side: (B, T, F)."""
        parts = [self.words(batch.words)]
        if self.chars is not None:
            parts.append(functional.embedding(batch.forms, self.chars(batch.chars)))
        if self.shapes is not None:
            parts.append(self.shapes(batch.shapes))
        return torch.cat(parts, dim=-1)

    def loss(self, batch: Batch, targets: Targets, intent_weight: float) -> Tensor:
        """Negative log likelihood of tags a sentence, plus the weighted one of intents; a scalar."""
        output = self(batch)
        loss = -self._log_likelihood(output.emissions, targets, batch.mask).mean()
        if output.intents is not None and bool((targets.intents != NO_TARGET).any()):
            intent = functional.cross_entropy(output.intents, targets.intents, ignore_index=NO_TARGET)
            loss = loss + intent_weight * intent
        return loss

    def _log_likelihood(self, emissions: Tensor, targets: Targets, mask: Tensor) -> Tensor:
        """Log probability of the gold tags, or of all that are allowed: (B, T, S), (B, T) bool -> (B,)."""
        if self.crf is not None and targets.allowed is not None:
            return self.crf.partial_log_likelihood(emissions, widen(targets.allowed, len(self.states)), mask)
        if self.crf is not None:
            gold = to_states(targets.tags, self.inside, len(self.states) - len(self.tags))  # (B, T)
            return self.crf.log_likelihood(emissions, gold, mask)
        if targets.allowed is not None:
            scores = emissions.log_softmax(dim=-1).masked_fill(~targets.allowed, -torch.inf)  # (B, T, K)
            return scores.where(mask[:, :, None], 0).logsumexp(dim=-1).where(mask, 0).sum(dim=1)
        losses = functional.cross_entropy(
            emissions.transpose(1, 2), targets.tags, ignore_index=NO_TARGET, reduction="none"
        )  # (B, T)
        return -losses.sum(dim=1)

    def decide(self, output: Output, batch: Batch) -> Tags:
        """The best legal tags with their probabilities: Viterbi and marginals, or greedy and softmax."""
        emissions = output.emissions
        path = greedy_legal(emissions, self.tags) if self.crf is None else self.crf.viterbi(emissions, batch.mask)
        return Tags(to_tags(path, len(self.tags)), self.probabilities(emissions, batch.mask))

    def probabilities(self, emissions: Tensor, mask: Tensor) -> Tensor:
        """The probability of every tag at every word: (B, T, S), (B, T) bool -> (B, T, K)."""
        if self.crf is not None:
            return fold(self.crf.marginals(emissions, mask, self.temperature), len(self.tags))
        return torch.softmax(emissions / self.temperature, dim=-1)


def decided(tagger: Tagger, batch: Batch) -> Decided:
    """What the network says of a batch."""
    output = tagger(batch)
    tags = tagger.decide(output, batch)
    intents = None if output.intents is None else torch.softmax(output.intents, dim=-1)
    return Decided(tags.path[batch.mask], tags.probabilities[batch.mask], intents)


def _pool(states: Tensor, mask: Tensor) -> Tensor:
    """Mean and maximum of the states over a sentence's words: (B, T, H) -> (B, 2 H)."""
    mean = (states * mask[:, :, None]).sum(dim=1) / mask.sum(dim=1, keepdim=True)
    peak = states.masked_fill(~mask[:, :, None], -torch.inf).max(dim=1).values
    return torch.cat([mean, peak], dim=-1)
