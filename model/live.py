"""A small tagger that learns a few sentences while one watches: the loss and gradient of every step, the labels so far.

Knows no files and no web. A sentence is written with its slots in brackets: "leave [from: Taipei] on [day: Monday]".
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import regex
import torch
from torch import nn

from model.batch import Encoder
from model.checkpoint import Card
from model.config import Architecture, ModelConfig, Recipe
from model.data import Sentence
from model.errors import ModelError
from model.predict import Prediction, Predictor
from model.tagger import Tagger
from model.tags import TagSpan, spans_to_tags
from model.text import tokenize
from model.vocab import build_vocab

WORD_SIZE = 16
PIECE = regex.compile(r"\[\s*(?P<label>[\p{L}\p{N}_.-]+)\s*:(?P<words>[^\[\]]*)\]|(?P<plain>[^\[\]]+)")

PLACES = "Taipei Lagos Kyoto Lima Oslo Paris Cairo Quito".split()
DAYS = ("Monday", "Friday", "Sunday", "November 2nd", "May 5th", "today")
# What is said of two places and a day; {0} is left, {1} reached.
PATTERNS = (
    "leave [from: {0}] on [day: {2}]",
    "arrive [to: {1}] on [day: {2}]",
    "from [from: {0}] to [to: {1}]",
    "to [to: {1}] from [from: {0}] on [day: {2}]",
    "I would like to leave [from: {0}]",
    "I would like to arrive [to: {1}] on [day: {2}]",
    "on [day: {2}] leave [from: {0}]",
    "[day: {2}] arrive [to: {1}]",
)


class LessonError(ModelError):
    """A sentence that cannot be learnt: its brackets or its labels are wrong."""


@dataclass(frozen=True)
class LiveConfig:
    """A training by plain gradient descent: what is learnt, by which network, and how."""

    sentences: tuple[str, ...]
    probe: str
    architecture: Architecture = "elman"
    hidden_size: int = 16
    learning_rate: float = 0.2
    clip_norm: float = 0.0  # 0: gradients are not clipped
    seed: int = 1


@dataclass(frozen=True, slots=True)
class StepReport:
    """One step: the loss before it, a sentence, and the gradient's norm before clipping."""

    step: int
    loss: float
    norm: float
    clipped: bool


class LiveRun:
    """A training from chance weights on; every step sees all sentences. The same configuration gives the same run."""

    def __init__(self, config: LiveConfig) -> None:
        """Read the sentences and make the network. Raises LessonError."""
        torch.manual_seed(config.seed)
        sentences = read_lines(config.sentences)
        vocab = build_vocab(sentences)
        model = ModelConfig(
            config.architecture, WORD_SIZE, char_size=0, shape_size=0, hidden_size=config.hidden_size, dropout=0.0,
            crf=False, intent=False,
        )  # fmt: skip
        self.config, self.step, self.encoder = config, 0, Encoder(vocab)
        self.tagger = Tagger(model, vocab)
        self.tagger.words.weight.requires_grad_()
        nn.init.normal_(self.tagger.words.weight, std=0.5)
        card = Card("lesson", Recipe("lesson", model=model), vocab.tags, (), {}, 0, 0)
        self.predictor = Predictor(self.tagger.eval(), vocab, card)
        self.probe = self.predictor.read(config.probe)
        self.batch = self.encoder.batch([sentence.words for sentence in sentences])
        self.targets = self.encoder.targets(sentences)
        self.optimizer = torch.optim.SGD(self.tagger.parameters(), lr=config.learning_rate)

    def advance(self) -> StepReport:
        """Train one step."""
        self.optimizer.zero_grad()
        loss = self.tagger.loss(self.batch, self.targets, 0.0)
        loss.backward()  # type: ignore[no-untyped-call]
        limit = self.config.clip_norm
        norm = nn.utils.clip_grad_norm_(self.tagger.parameters(), limit or math.inf).item()
        self.optimizer.step()
        self.step += 1
        return StepReport(self.step, loss.item(), norm, bool(limit) and norm > limit)

    def look(self) -> Prediction:
        """The probe sentence as the network labels it now."""
        return self.predictor.predict([self.probe])[0]


def read_lines(lines: Sequence[str]) -> list[Sentence]:
    """Sentences with their slots in brackets. Raises LessonError, which names the line."""
    return [_read_line(line, number) for number, line in enumerate(lines, start=1)]


def toy_sentences(count: int, seed: int) -> list[str]:
    """Sentences about leaving and arriving, made by chance, each pattern in turn."""
    rng = random.Random(seed)
    return [PATTERNS[n % len(PATTERNS)].format(*rng.sample(PLACES, 2), rng.choice(DAYS)) for n in range(count)]


def _read_line(line: str, number: int) -> Sentence:
    words: list[str] = []
    spans: list[TagSpan] = []
    end = 0
    for piece in PIECE.finditer(line):
        if piece.start() != end:
            break
        end = piece.end()
        found = [token.text for token in tokenize(piece["plain"] or piece["words"] or "")]
        if piece["label"]:
            if not found:
                raise LessonError(f"line {number}: [{piece['label']}: ] holds no word")
            spans.append(TagSpan(len(words), len(words) + len(found), piece["label"]))
        words += found
    if end != len(line):
        raise LessonError(f"line {number}: write slots as [label: words]; this cannot be read: {line[end:][:40]!r}")
    if not words:
        raise LessonError(f"line {number} holds no word")
    return Sentence(tuple(words), tuple(spans_to_tags(spans, len(words))))
