"""A `Prediction` in the shapes that others read: pure functions. Knows no HTTP, no files and no terminal."""

from collections.abc import Mapping
from typing import Any

from model.predict import Prediction

DIGITS = 6  # of a probability: finer is noise of single precision


def to_json(prediction: Prediction, ticket: Mapping[str, object] | None = None) -> dict[str, Any]:
    """Our own shape, as the API and `slotscope tag` give it, with the ticket if there is one.

    Offsets are half-open ranges of code points.
    """
    intent = prediction.intent
    return {
        "model": prediction.model,
        "text": prediction.text,
        "tokens": [
            {
                "text": token.text,
                "start": token.start,
                "end": token.end,
                "tag": token.tag,
                "score": round(token.score, DIGITS),
                "top": [{"tag": best.tag, "score": round(best.score, DIGITS)} for best in token.top],
            }
            for token in prediction.tokens
        ],
        "spans": [
            {
                "text": span.text,
                "start": span.start,
                "end": span.end,
                "label": span.label,
                "score": round(span.score, DIGITS),
            }
            for span in prediction.spans
        ],
        "intent": None if intent is None else {"name": intent.name, "score": round(intent.score, DIGITS)},
        **({} if ticket is None else {"ticket": ticket}),
    }


def to_conll(prediction: Prediction) -> str:
    """A line `token TAB tag` for each token, and an empty line after the sentence."""
    return "".join(f"{token.text}\t{token.tag}\n" for token in prediction.tokens) + "\n"


def to_tags(prediction: Prediction) -> str:
    """The BIO tags, one a token, parted by spaces."""
    return " ".join(token.tag for token in prediction.tokens)


def to_displacy(prediction: Prediction) -> dict[str, Any]:
    """What displaCy draws with `manual=True`: the text and its entities."""
    ents = [{"start": span.start, "end": span.end, "label": span.label} for span in prediction.spans]
    return {"text": prediction.text, "ents": ents}


def to_gradio(prediction: Prediction) -> dict[str, Any]:
    """A value of Gradio's HighlightedText: the text and its entities."""
    entities = [{"entity": span.label, "start": span.start, "end": span.end} for span in prediction.spans]
    return {"text": prediction.text, "entities": entities}
