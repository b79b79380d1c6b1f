"""A labelled sentence as files have it: a text, the places of its words where these are given, mentions, an intent.

What every format reads into and is written from, so that any can become any other. Knows no file and no split.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from model.errors import DataError, ModelError
from model.tags import Scheme, TagSpan, spans_to_tags, tags_to_spans
from model.text import TextConfig, Token, join_tokens, tokenize


@dataclass(frozen=True, slots=True)
class Mention:
    """A labelled stretch of a text, half-open in code points; what Rasa says of it further, where it does."""

    start: int
    end: int
    label: str
    role: str = ""
    group: str = ""
    value: str | None = None

    @property
    def name(self) -> str:
        """Label, role and group as one label: `city.arrival`."""
        return ".".join(filter(None, (self.label, self.role, self.group)))


@dataclass(frozen=True, slots=True)
class Record:
    """A labelled sentence. `words` are half-open ranges in code points, None where the file has only a text.

    meta: what else the file says of the sentence, by the file's own names. line: where it stands there.
    """

    text: str
    words: tuple[tuple[int, int], ...] | None = None
    mentions: tuple[Mention, ...] = ()
    intent: str | None = None
    partition: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    line: int | None = None


@dataclass
class Source:
    """A file to read; the reader says in `notes` and `passed` what it found there and what it passed over."""

    path: Path
    notes: list[str] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)


# A sentence, or what is wrong where one was expected: the caller decides whether that is the end.
Found = Record | DataError

# What a record may have beyond words, mentions and their labels; each format says which of it it holds.
FEATURES = {
    "words": "where words begin and end",
    "spacing": "the spaces between words",
    "intent": "intents",
    "partition": "which split a sentence belongs to",
    "roles": "roles and groups, which become part of the label",
    "values": "the values of mentions",
    "spaced": "spaces in labels, which become underscores",
    "meta": "further fields",
}
EVERYTHING = frozenset(FEATURES)


def attempt(path: Path, line: int | None, parse: Callable[..., Iterable[Record]], *parts: Any) -> Iterator[Found]:
    """The records that `parse` makes of the parts of a place in a file, or what is wrong there."""
    try:
        yield from [replace(record, line=line) for record in parse(*parts)]
    except ModelError as error:
        yield DataError(getattr(error, "problem", str(error)), path, line)


def from_words(words: Sequence[str], tags: Sequence[str], scheme: Scheme = "BIO", intent: str | None = None) -> Record:
    """A record of tagged words, its text the words joined by one space. Raises TagError."""
    text, tokens = join_tokens(list(words))
    mentions = (
        Mention(tokens[span.start].start, tokens[span.end - 1].end, span.label) for span in tags_to_spans(tags, scheme)
    )
    return Record(text, tuple((token.start, token.end) for token in tokens), tuple(mentions), intent)


def placed(record: Record, text: Any) -> Record:
    """A record of words with its words where they stand in a text, if they stand there in this order."""
    starts, ends, place = {}, {}, 0
    for start, end in record.words or ():
        found = text.find(record.text[start:end], place) if isinstance(text, str) else -1
        if found < 0:
            return record
        place = found + end - start
        starts[start], ends[end] = found, place
    words = tuple((starts[start], ends[end]) for start, end in record.words or ())
    mentions = tuple(replace(found, start=starts[found.start], end=ends[found.end]) for found in record.mentions)
    return replace(record, text=text, words=words, mentions=mentions)


def mention(text: str, start: Any, end: Any, label: Any, **more: Any) -> Mention:
    """A mention whose parts are checked. Raises DataError."""
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise DataError(f"the span {start!r} to {end!r} does not fit a text of {len(text)} characters")
    if not isinstance(label, str) or not label.strip():
        raise DataError(f"a label must be a text, got {label!r:.80}")
    return Mention(start, end, label.strip(), **more)


def tokens_of(record: Record, config: TextConfig) -> list[Token]:
    """The words of a record: its own, or those of its text, split also where a mention begins or ends inside one."""
    if record.words is not None:
        return [Token(record.text[start:end], start, end) for start, end in record.words]
    cuts = {place for found in record.mentions for place in (found.start, found.end)}
    return [piece for token in tokenize(record.text, config) for piece in _cut(token, cuts)]


def to_tags(record: Record, config: TextConfig) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words and BIO tags. Raises DataError where a mention holds no word, ends inside a word or overlaps another."""
    tokens = tokens_of(record, config)
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    spans = []
    for found in record.mentions:
        first, end = bisect_left(starts, found.start), bisect_left(starts, found.end)
        where = f"the span {found.start} to {found.end} ({found.name})"
        if first == end:
            raise DataError(f"{where} holds no word")
        if (first and ends[first - 1] > found.start) or ends[end - 1] > found.end:
            raise DataError(f"{where} begins or ends inside a word")
        spans.append(TagSpan(first, end, tag_label(found.name)))
    return tuple(token.text for token in tokens), tuple(spans_to_tags(spans, len(tokens)))


def features(record: Record) -> set[str]:
    """The keys of FEATURES that a record has."""
    plain, words = TextConfig(), tokens_of(record, TextConfig())
    split = record.words is not None and words != tokens_of(replace(record, words=None), plain)
    has = {
        "words": split,
        "spacing": record.text != " ".join(word.text for word in words),
        "intent": record.intent is not None,
        "partition": record.partition is not None,
        "roles": any(found.role or found.group for found in record.mentions),
        "values": any(found.value is not None for found in record.mentions),
        "spaced": any(found.label.split() != [found.label] for found in record.mentions),
        "meta": bool(record.meta),
    }
    return {name for name, there in has.items() if there}


def check_tagged(record: Record) -> None:
    """Raise DataError where a record cannot be written as one tag a word."""
    words, _ = to_tags(record, TextConfig())
    if not words:
        raise DataError("it holds no word")


def tag_label(label: str) -> str:
    """A label as a tag can have it: without white space."""
    return "_".join(label.split())


def optional_text(record: Mapping[str, Any], key: str) -> str | None:
    """The text under a key, None where there is none. Raises DataError for anything else."""
    return None if record.get(key) is None else text_of(record, key)


def text_of(record: Mapping[str, Any], key: str) -> str:
    """The text under a key. Raises DataError where it is no text."""
    if not isinstance(value := record.get(key), str):
        raise DataError(f'"{key}" must be a text, got {value!r:.80}')
    return value


def _cut(token: Token, cuts: set[int]) -> Iterator[Token]:
    edges = [token.start, *sorted(cut for cut in cuts if token.start < cut < token.end), token.end]
    for start, end in pairwise(edges):
        yield Token(token.text[start - token.start : end - token.start], start, end)
