"""Text to `Prediction`: load a trained tagger, tokenize, tag, collect spans. Knows no web."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import add
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor

from model import checkpoint, hub
from model.atomic import write_file
from model.batch import Encoder, length_batches
from model.checkpoint import SHIPPED, Card, resolve
from model.fast.network import FastNetwork
from model.tagger import Decided, Tagger, decided
from model.tags import tags_to_spans
from model.text import TextConfig, Token, join_tokens, tokenize
from model.vocab import Vocab

MAX_PADDED_TOKENS = 1024  # words a batch, padding included: bounds memory, and larger is not faster


class TagScore(NamedTuple):  # like those below, made in great numbers: a tuple takes a third of a dataclass's time
    """A tag and its probability."""

    tag: str
    score: float


class TaggedToken(NamedTuple):
    """A token with its place in the text (code points), its tag, the tag's probability, and the likeliest tags."""

    text: str
    start: int
    end: int
    tag: str
    score: float
    top: tuple[TagScore, ...] = ()


class Span(NamedTuple):
    """A labelled stretch of the text: half-open range in code points; score is the mean of its tokens'."""

    text: str
    start: int
    end: int
    label: str
    score: float


class Intent(NamedTuple):
    """What the sentence asks for, and the probability of that."""

    name: str
    score: float


# A named tuple's own constructor is a function of Python; one that takes a tuple costs a third.
_token: Callable[[tuple[object, ...]], TaggedToken] = partial(tuple.__new__, TaggedToken)
_tag_score: Callable[[tuple[str, float]], TagScore] = partial(tuple.__new__, TagScore)
_intent: Callable[[tuple[str, float]], Intent] = partial(tuple.__new__, Intent)


@dataclass(frozen=True, slots=True)
class Prediction:
    """Everything a tagger says of one text."""

    model: str
    text: str
    tokens: tuple[TaggedToken, ...]
    spans: tuple[Span, ...]
    intent: Intent | None = None
    intents: tuple[Intent, ...] = ()  # all that the model knows, likeliest first


@dataclass(frozen=True, slots=True)
class Tokenized:
    """A text and its tokens."""

    text: str
    tokens: tuple[Token, ...]


def from_words(words: Sequence[str]) -> Tokenized:
    """Words taken as they are; the text is the words joined by one space."""
    text, tokens = join_tokens(list(words))
    return Tokenized(text, tuple(tokens))


class TextTagger:
    """Text to `Prediction` by whatever decides the tags of words. Calls from several threads are safe."""

    decide: Callable[[Sequence[Sequence[str]]], Decided]  # sentences, each of a word at least

    def __init__(self, name: str, vocab: Vocab, text: TextConfig) -> None:
        self.name, self.vocab, self.text = name, vocab, text

    def read(self, text: str) -> Tokenized:
        """Tokenize a text the way this model's training data is split."""
        return Tokenized(text, tuple(tokenize(text, self.text)))

    def __call__(self, text: str, top_k: int = 0) -> Prediction:
        """Tag one text; each token carries its `top_k` likeliest tags."""
        return self.predict([self.read(text)], top_k)[0]

    def predict(self, batch: Sequence[Tokenized], top_k: int = 0) -> list[Prediction]:
        """Tag any number of texts, in order. A text without tokens gives a prediction without tokens."""
        predictions = [Prediction(self.name, item.text, (), ()) for item in batch]
        filled = [index for index, item in enumerate(batch) if item.tokens]
        for group in length_batches([len(batch[index].tokens) for index in filled], MAX_PADDED_TOKENS):
            indices = [filled[position] for position in group]
            for index, prediction in zip(indices, self._tag([batch[i] for i in indices], top_k), strict=True):
                predictions[index] = prediction
        return predictions

    @torch.inference_mode()
    def _tag(self, items: Sequence[Tokenized], top_k: int) -> list[Prediction]:
        found = self.decide([[token.text for token in item.tokens] for item in items])
        tags = self.vocab.tags
        names = [tags[k] for k in found.path.tolist()]
        scores = found.probabilities.gather(1, found.path[:, None])[:, 0].tolist()
        tops = self._tops(found.probabilities, top_k) if top_k else [()] * len(names)
        intents = [()] * len(items) if found.intents is None else self._intents(found.intents)
        predictions, start = [], 0
        for item, ranked in zip(items, intents, strict=True):
            end = start + len(item.tokens)
            columns = zip(names[start:end], scores[start:end], tops[start:end], strict=True)
            tokens = tuple(map(_token, map(add, item.tokens, columns)))
            spans, intent = _spans(item.text, tokens), ranked[0] if ranked else None
            predictions.append(Prediction(self.name, item.text, tokens, spans, intent, ranked))
            start = end
        return predictions

    def _tops(self, probabilities: Tensor, top_k: int) -> list[tuple[TagScore, ...]]:
        best = probabilities.topk(min(top_k, len(self.vocab.tags)), dim=1)  # (N, top_k) twice
        rows = zip(best.indices.tolist(), best.values.tolist(), strict=True)
        tags = self.vocab.tags
        return [tuple([_tag_score((tags[k], p)) for k, p in zip(*row, strict=True)]) for row in rows]

    def _intents(self, probabilities: Tensor) -> list[tuple[Intent, ...]]:
        scores, order = probabilities.sort(dim=-1, descending=True)  # (B, I) twice
        names = self.vocab.intents
        pairs = zip(order.tolist(), scores.tolist(), strict=True)
        return [tuple(map(_intent, zip([names[k] for k in row], ranked, strict=True))) for row, ranked in pairs]


class Predictor(TextTagger):
    """A trained tagger ready for text.

    Made from a tagger, it follows that tagger's weights even if they change; loaded, it takes them as they are and is
    many times as fast.
    """

    def __init__(self, tagger: Tagger, vocab: Vocab, card: Card, device: str = "cpu") -> None:
        super().__init__(card.name, vocab, card.recipe.model.text)
        self.card, self.labels = card, card.labels
        self.tagger, self.device, self.encoder = tagger, device, Encoder(vocab)
        self.decide = self._defined

    @classmethod
    def load(
        cls, name: str | Path, models_dir: Path = SHIPPED, device: str = "cpu", packed: bool = False
    ) -> "Predictor":
        """Load a model by name (`flights`, `flights/bi-lstm`) or from its folder.

        packed: with word vectors in an eighth of the memory; it cannot be saved again. Raises CheckpointError.
        """
        folder = name if isinstance(name, Path) else resolve(name, models_dir)
        predictor = cls(*checkpoint.load(folder, device, packed), device)
        if device == "cpu":
            predictor.decide = FastNetwork(predictor.tagger, predictor.encoder)
        return predictor

    @classmethod
    def from_pretrained(
        cls,
        name: str | Path,
        revision: str | None = None,
        token: str | None = None,
        cache_dir: Path | None = None,
        device: str = "cpu",
    ) -> "Predictor":
        """Load a model from a folder, or from the repository `owner/name` of Hugging Face's hub (extra `hub`).

        Raises CheckpointError where there is none.
        """
        return cls.load(hub.fetch(str(name), revision, token, cache_dir), device=device)

    def save_pretrained(self, folder: str | Path) -> None:
        """Write the model and a model card into a folder, for the hub or for `from_pretrained`; other files there stay.

        Raises CheckpointError where it cannot be written.
        """
        with tempfile.TemporaryDirectory() as scratch:
            new = Path(scratch) / "model"
            checkpoint.save(new, self.tagger, self.vocab, hub.public(self.card.recipe), self.card.metrics)
            hub.write_card(new, checkpoint.read_card(new))
            for path in sorted(new.iterdir()):
                write_file(Path(folder) / path.name, path.read_bytes())

    def _defined(self, sentences: Sequence[Sequence[str]]) -> Decided:
        return decided(self.tagger, self.encoder.batch(sentences).to(self.device))


def _spans(text: str, tokens: Sequence[TaggedToken]) -> tuple[Span, ...]:
    spans = []
    for span in tags_to_spans([token.tag for token in tokens]):
        inside = tokens[span.start : span.end]
        start, end = inside[0].start, inside[-1].end
        spans.append(Span(text[start:end], start, end, span.label, sum(token.score for token in inside) / len(inside)))
    return tuple(spans)
