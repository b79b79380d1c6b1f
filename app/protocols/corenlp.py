"""Stanford CoreNLP's server, for its annotators tokenize, ssplit and ner. Pure functions; knows no HTTP.

Offsets are UTF-16 units as in Java; where a text holds characters of two units, code points stand beside them.
https://stanfordnlp.github.io/CoreNLP/corenlp-server.html
"""

import ast
import warnings
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, islice
from typing import Any

import orjson

from app.answers import Answer, Sparse
from app.formats import DIGITS
from app.problems import Refusal, WrongField
from model.predict import Prediction, TaggedToken, Tokenized
from model.tags import tags_to_spans
from model.text import Token

OFFERED = ("tokenize", "ssplit", "ner")
TAKEN = ("pos", "lemma", "cleanxml", "mwt", "entitymentions", "docdate")  # what clients name beside ner; not answered
LABELS = {"PER": "PERSON", "LOC": "LOCATION", "ORG": "ORGANIZATION"}  # other labels keep their name
ENDS = ".!?…"
CLOSING = frozenset({'"', "'", "”", "’", "»", ")", "]", "}", "''"})
CLOSERS = 4  # closing marks between a stop and the end of its sentence, at most


class Placed(Sparse):
    """Where something stands; code points are given where they differ from UTF-16 units."""

    characterOffsetBegin: int
    characterOffsetEnd: int
    codepointOffsetBegin: int | None = None
    codepointOffsetEnd: int | None = None


class CoreToken(Placed):
    """A token; `index` counts from 1."""

    index: int
    word: str
    originalText: str
    ner: str | None = None
    before: str
    after: str


class Mention(Placed):
    """A name; tokens are counted from 0, in the text and in the sentence."""

    docTokenBegin: int
    docTokenEnd: int
    tokenBegin: int
    tokenEnd: int
    text: str
    ner: str
    nerConfidences: dict[str, float]


class CoreSentence(Sparse):
    """A sentence."""

    index: int
    entitymentions: list[Mention] | None = None
    tokens: list[CoreToken]


class Document(Answer):
    """A text, sentence by sentence."""

    sentences: list[CoreSentence]


def read_properties(written: str) -> dict[str, str]:
    """The properties of a request: a JSON object, or a Python one in single quotes as some clients write it.

    Raises WrongField where they are neither, or ask for what is not offered.
    """
    try:
        found = _parsed(written) if written.strip() else {}
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError) as error:
        raise WrongField("properties", "is no JSON object") from error
    if not isinstance(found, dict):
        raise WrongField("properties", "should be an object")
    properties = {str(name): str(value) for name, value in found.items()}
    form = properties.get("outputFormat", "json")
    if form.lower() != "json":
        raise WrongField("properties.outputFormat", f"only json is offered, got {form[:20]!r}")
    for name in filter(None, map(str.strip, properties.get("annotators", "").split(","))):
        if name not in OFFERED + TAKEN:
            raise WrongField("properties.annotators", f"{name[:40]!r} is not offered: {', '.join(OFFERED)} are")
    return properties


def says(properties: Mapping[str, str], name: str) -> bool:
    """Whether a property is switched on."""
    return properties.get(name, "false").lower() == "true"


def split_sentences(sentence: Tokenized, properties: Mapping[str, str]) -> list[Tokenized]:
    """A text's tokens sentence by sentence, each still placed in the whole text.

    A sentence ends at its stop and the closing marks after it, and where a line is empty; with `ssplit.eolonly` at
    every end of a line and nowhere else, with `ssplit.isOneSentence` nowhere.
    """
    if says(properties, "ssplit.isOneSentence"):
        return [sentence] if sentence.tokens else []
    lines = says(properties, "ssplit.eolonly")
    groups: list[list[Token]] = []
    for before, token in zip([None, *sentence.tokens], sentence.tokens, strict=False):
        gap = sentence.text[before.end : token.start] if before else ""
        if before is None or ("\n" in gap if lines else _parts(groups[-1], gap)):
            groups.append([])
        groups[-1].append(token)
    return [Tokenized(sentence.text, tuple(group)) for group in groups]


def to_corenlp(predictions: Sequence[Prediction], ner: bool = True) -> dict[str, Any]:
    """The sentences of one text: their tokens and, with `ner`, what these are and what the sentences mention."""
    if not predictions:
        return {"sentences": []}
    places = Places(predictions[0].text)
    tokens = [token for prediction in predictions for token in prediction.tokens]
    gaps = [places.text[end:start] for end, start in _gaps(tokens, len(places.text))]
    first, sentences = 0, []
    for index, prediction in enumerate(predictions):
        around = gaps[first : first + len(prediction.tokens) + 1]
        mentions = {"entitymentions": list(_mentions(prediction, places, first))} if ner else {}
        sentences.append({"index": index, **mentions, "tokens": list(_tokens(prediction, places, around, ner))})
        first += len(prediction.tokens)
    return {"sentences": sentences}


def problem(refusal: Refusal) -> str:
    """An error as the server says it: plain text."""
    return refusal.sentence


class Places:
    """Where the code points of a text stand in UTF-16."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.units = list(accumulate((2 if ord(char) > 0xFFFF else 1 for char in text), initial=0))
        self.differ = self.units[-1] != len(text)

    def offsets(self, start: int, end: int) -> dict[str, int]:
        """A half-open range of code points as CoreNLP writes it."""
        found = {"characterOffsetBegin": self.units[start], "characterOffsetEnd": self.units[end]}
        if self.differ:
            found |= {"codepointOffsetBegin": start, "codepointOffsetEnd": end}
        return found


def _parsed(written: str) -> object:
    try:
        return orjson.loads(written)
    except orjson.JSONDecodeError:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of doubtful escapes, which would be written to the log
            return ast.literal_eval(written)


def _parts(group: Sequence[Token], gap: str) -> bool:
    """Whether a new sentence begins after those tokens and that gap; a closing mark stands without one."""
    if gap.count("\n") > 1:
        return True
    last = next((each.text for each in islice(reversed(group), CLOSERS) if each.text not in CLOSING), "")
    return bool(gap and last and not last.strip(ENDS))


def _gaps(tokens: Sequence[TaggedToken], length: int) -> Iterator[tuple[int, int]]:
    """What lies before, between and after the tokens, as ranges."""
    return zip([0, *(token.end for token in tokens)], [*(token.start for token in tokens), length], strict=True)


def _tokens(prediction: Prediction, places: Places, gaps: Sequence[str], ner: bool) -> Iterator[dict[str, Any]]:
    for index, token in enumerate(prediction.tokens):
        label = token.tag.partition("-")[2]
        yield {
            "index": index + 1,
            "word": token.text,
            "originalText": token.text,
            **places.offsets(token.start, token.end),
            **({"ner": LABELS.get(label, label) or "O"} if ner else {}),
            "before": gaps[index],
            "after": gaps[index + 1],
        }


def _mentions(prediction: Prediction, places: Places, first: int) -> Iterator[dict[str, Any]]:
    spans = tags_to_spans([token.tag for token in prediction.tokens])
    for place, span in zip(spans, prediction.spans, strict=True):
        label = LABELS.get(span.label, span.label)
        yield {
            "docTokenBegin": first + place.start,
            "docTokenEnd": first + place.end,
            "tokenBegin": place.start,
            "tokenEnd": place.end,
            "text": span.text,
            **places.offsets(span.start, span.end),
            "ner": label,
            "nerConfidences": {label: round(span.score, DIGITS)},
        }
