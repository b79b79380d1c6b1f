"""A trained tagger as a component of a spaCy pipeline: `nlp.add_pipe("slotscope", config={"model": "entities"})`.

Needs the extra `spacy`; nothing else of the program imports this. The tagger reads the text in its own way; a span
that ends inside a token of spaCy takes the whole token.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import filter_spans, minibatch

from model.checkpoint import SHIPPED
from model.predict import Prediction, Predictor

DEFAULTS = {"model": "entities", "models_dir": None, "spans_key": "slotscope"}


class Slotscope:
    """Sets `doc.ents` beside those that are there, `doc.spans` with `attrs["scores"]`, and intents as `doc.cats`."""

    def __init__(self, name: str, predictor: Predictor, spans_key: str) -> None:
        self.name, self.predictor, self.spans_key = name, predictor, spans_key

    @property
    def labels(self) -> tuple[str, ...]:
        """What spans may be called."""
        return self.predictor.labels

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        return self._annotate(doc, self.predictor(doc.text))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Annotate many, a batch at a time."""
        for batch in minibatch(docs, batch_size):  # type: ignore[no-untyped-call]
            predictions = self.predictor.predict([self.predictor.read(doc.text) for doc in batch])
            for doc, prediction in zip(batch, predictions, strict=True):
                yield self._annotate(doc, prediction)

    def _annotate(self, doc: Doc, prediction: Prediction) -> Doc:
        found: list[Span] = []
        scores: list[float] = []
        for span in prediction.spans:
            placed = doc.char_span(span.start, span.end, span.label, alignment_mode="expand")
            if placed is not None:
                found.append(placed)
                scores.append(span.score)
        doc.spans[self.spans_key] = SpanGroup(doc, name=self.spans_key, spans=found, attrs={"scores": scores})
        taken = {token.i for ent in doc.ents for token in ent}
        free = [span for span in found if not taken.intersection(range(span.start, span.end))]
        doc.ents = [*doc.ents, *filter_spans(free)]
        doc.cats |= {intent.name: intent.score for intent in prediction.intents}
        return doc


@Language.factory("slotscope", assigns=["doc.ents", "doc.spans", "doc.cats"], default_config=DEFAULTS)
def make_slotscope(nlp: Language, name: str, model: str, models_dir: str | None, spans_key: str) -> Slotscope:  # noqa: ARG001
    """The component; `model` is a task, task/architecture, or the path of a model folder. Raises CheckpointError."""
    folder = Path(model)
    predictor = Predictor.load(folder if folder.is_dir() else model, Path(models_dir) if models_dir else SHIPPED)
    return Slotscope(name, predictor, spans_key)
