"""Text to `Prediction`: load a trained tagger, tokenize, tag, collect spans. Knows no web."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from model import checkpoint, hub
from model.atomic import write_file
from model.batch import Encoder, length_batches
from model.checkpoint import SHIPPED, Card, resolve
from model.tagger import Tagger
from model.tags import tags_to_spans
from model.text import Token, join_tokens, tokenize
from model.vocab import Vocab

MAX_PADDED_TOKENS = 4096  # words a batch, padding included: bounds memory, and larger is not faster


@dataclass(frozen=True, slots=True)
class TagScore:
    """A tag and its probability."""

    tag: str
    score: float


@dataclass(frozen=True, slots=True)
class TaggedToken:
    """A token with its place in the text (code points), its tag, the tag's probability, and the likeliest tags."""

    text: str
    start: int
    end: int
    tag: str
    score: float
    top: tuple[TagScore, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of the text: half-open range in code points; score is the mean of its tokens'."""

    text: str
    start: int
    end: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Intent:
    """What the sentence asks for, and the probability of that."""

    name: str
    score: float


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


class Predictor:
    """A trained tagger ready for text. Calls from several threads are safe: nothing changes after loading."""

    def __init__(self, tagger: Tagger, vocab: Vocab, card: Card, device: str = "cpu") -> None:
        self.name, self.card, self.labels = card.name, card, card.labels
        self.tagger, self.vocab, self.device = tagger, vocab, device
        self.encoder = Encoder(vocab)

    @classmethod
    def load(cls, name: str | Path, models_dir: Path = SHIPPED, device: str = "cpu") -> "Predictor":
        """Load a model by name (`flights`, `flights/bi-lstm`) or from its folder. Raises CheckpointError."""
        folder = name if isinstance(name, Path) else resolve(name, models_dir)
        return cls(*checkpoint.load(folder, device), device)

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

    def read(self, text: str) -> Tokenized:
        """Tokenize a text the way this model's training data is split."""
        return Tokenized(text, tuple(tokenize(text, self.card.recipe.model.text)))

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
    def _tag(self, items: Sequence[Tokenized], top_k: int) -> Iterator[Prediction]:
        encoded = self.encoder.batch([[token.text for token in item.tokens] for item in items]).to(self.device)
        output = self.tagger(encoded)
        tags = self.tagger.decide(output, encoded)
        scores = tags.probabilities.gather(2, tags.path[:, :, None])[:, :, 0].tolist()  # (B, T)
        best = tags.probabilities.topk(min(top_k, len(self.vocab.tags)), dim=2)  # (B, T, top_k) twice
        intents = [()] * len(items) if output.intents is None else self._intents(output.intents)
        columns = (tags.path.tolist(), scores, best.indices.tolist(), best.values.tolist(), intents)
        for item, path, score, top, top_scores, ranked in zip(items, *columns, strict=True):
            tops = [
                tuple(TagScore(self.vocab.tags[k], p) for k, p in zip(*pair, strict=True))
                for pair in zip(top, top_scores, strict=True)
            ]
            names = [self.vocab.tags[k] for k in path]
            yield _prediction(self.name, item, list(zip(names, score, tops, strict=True)), ranked)

    def _intents(self, logits: Tensor) -> list[tuple[Intent, ...]]:
        scores, order = torch.softmax(logits, dim=-1).sort(dim=-1, descending=True)  # (B, I) twice
        names = self.vocab.intents
        pairs = zip(order.tolist(), scores.tolist(), strict=True)
        return [tuple(map(Intent, [names[k] for k in row], ranked)) for row, ranked in pairs]


def _prediction(
    model: str, item: Tokenized, tagged: Sequence[tuple[str, float, tuple[TagScore, ...]]], intents: tuple[Intent, ...]
) -> Prediction:
    tokens = tuple(
        TaggedToken(token.text, token.start, token.end, tag, score, top)
        for token, (tag, score, top) in zip(item.tokens, tagged, strict=False)
    )
    spans = []
    for span in tags_to_spans([token.tag for token in tokens]):
        inside = tokens[span.start : span.end]
        start, end = inside[0].start, inside[-1].end
        score = sum(token.score for token in inside) / len(inside)
        spans.append(Span(item.text[start:end], start, end, span.label, score))
    return Prediction(model, item.text, tokens, tuple(spans), intents[0] if intents else None, intents)
