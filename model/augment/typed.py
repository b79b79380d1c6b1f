"""Labels on the words of a typed text: split it as typed text is split, and give every word its tag.

Knows where labels stand in the text, not what they mean.
"""

from collections.abc import Iterable, Sequence

from model.augment.grammar import Piece, tidy
from model.data import Sentence
from model.errors import TagError
from model.tags import OUTSIDE, TagSpan, tags_to_spans
from model.text import TextConfig, tokenize

TYPED = TextConfig(contractions="keep", split_hyphens=True)
WHOLE_HYPHENS = TextConfig(contractions="keep", split_hyphens=False)


def to_sentence(pieces: Sequence[Piece], intent: str | None, config: TextConfig = TYPED) -> Sentence:
    """Split the text of the pieces into words as typed text is split, each with its tag.

    Raises TagError where a word belongs to two labels.
    """
    text, spans, end = "".join(piece.text for piece in pieces), [], 0
    for piece in pieces:
        start, end = end, end + len(piece.text)
        if piece.label:
            spans.append((start, end, piece.label))
    words, tags = project(text, spans, config)
    return Sentence(words, tags, intent)


def project(
    text: str, spans: Iterable[tuple[int, int, str]], config: TextConfig = TYPED
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a text and their BIO tags; spans are (start, end, label) in code points, in order.

    A word belongs to the span it overlaps. Raises TagError where it overlaps two.
    """
    waiting = list(reversed(list(spans)))
    words, tags, last = [], [], None
    for token in tokenize(text, config):
        while waiting and waiting[-1][1] <= token.start:
            waiting.pop()
        span = waiting[-1] if waiting and waiting[-1][0] < token.end else None
        if span and len(waiting) > 1 and waiting[-2][0] < token.end:
            raise TagError(f"{token.text!r} belongs to {span[2]} and to {waiting[-2][2]}")
        words.append(token.text)
        tags.append(OUTSIDE if span is None else f"{'I' if span is last else 'B'}-{span[2]}")
        last = span
    return tuple(words), tuple(tags)


def to_pieces(sentence: Sentence) -> list[Piece]:
    """The words of a sentence joined by one space, as pieces: its spans, and what stands between them."""
    pieces: list[Piece] = []
    end = 0
    for span in (*tags_to_spans(sentence.tags), TagSpan(len(sentence.words), len(sentence.words), "")):
        between = " ".join(("", *sentence.words[end : span.start], ""))
        pieces.append(Piece(between))
        pieces.append(Piece(" ".join(sentence.words[span.start : span.end]), span.label))
        end = span.end
    return tidy(pieces)
