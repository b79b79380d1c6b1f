"""Bulk tagging: lines of bytes in, written predictions out, in order and in bounded memory. Knows no terminal."""

import codecs
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal, get_args

import orjson

from app.formats import to_conll, to_displacy, to_json, to_tags
from model.errors import DataError
from model.frames import ticket
from model.predict import Prediction, Predictor, Tokenized
from model.text import whitespace_tokens

Format = Literal["jsonl", "conll", "tags", "displacy"]
FORMATS: tuple[Format, ...] = get_args(Format)
MAX_LINE_BYTES = 100_000
MAX_CHUNK_BYTES = 2_000_000  # a chunk ends here even if it has fewer lines than asked for
TOP_K = 3  # likeliest tags a token in jsonl, as many as the service gives by default

WRITERS: dict[Format, Callable[[Prediction], bytes]] = {
    "jsonl": lambda prediction: orjson.dumps(to_json(prediction, ticket(prediction))) + b"\n",
    "conll": lambda prediction: to_conll(prediction).encode(),
    "tags": lambda prediction: to_tags(prediction).encode() + b"\n",
    "displacy": lambda prediction: orjson.dumps(to_displacy(prediction)) + b"\n",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence to tag, and how many bytes of the source it took."""

    text: str
    size: int


@dataclass(frozen=True, slots=True)
class Tagged:
    """The predictions of a run of lines as written, how many they are, and how many bytes of the source they took."""

    output: bytes
    lines: int
    size: int


@dataclass(frozen=True)
class TagOptions:
    """How lines are tagged and written."""

    format: Format = "jsonl"
    tokenized: bool = False  # white-space tokens as they are, else as the model's training data is split
    batch_size: int = 512  # lines read, tagged and written at a time


def tag_stream(source: BinaryIO, name: str, predictor: Predictor, options: TagOptions) -> Iterator[Tagged]:
    """Tag a stream of lines, one sentence a line, and yield what to write, in the order of the lines.

    Raises DataError for a line that cannot be read, once everything before it has been yielded.
    """
    write = WRITERS[options.format]
    top_k = TOP_K if options.format == "jsonl" else 0
    for chunk in chunks(read_lines(source, name), options.batch_size):
        items = [tokenize_line(line.text, predictor, options.tokenized) for line in chunk]
        predictions = predictor.predict(items, top_k)
        yield Tagged(b"".join(map(write, predictions)), len(chunk), sum(line.size for line in chunk))


def read_lines(source: BinaryIO, name: str, first: int = 1) -> Iterator[Line]:
    """Decode a stream line by line. Only a line feed ends a line, so that output lines match input lines.

    `first` is the number of the line at which the stream stands. Raises DataError naming the line that is not UTF-8 or
    is too long.
    """
    number = first - 1
    while raw := source.readline(MAX_LINE_BYTES + 2):
        number += 1
        content = raw.removesuffix(b"\n").removesuffix(b"\r")
        if number == 1:
            content = content.removeprefix(codecs.BOM_UTF8)
        if len(content) > MAX_LINE_BYTES:
            raise DataError(f"the line is longer than {MAX_LINE_BYTES:,} bytes: one sentence a line", name, number)
        try:
            yield Line(content.decode(), len(raw))
        except UnicodeDecodeError as error:
            raise DataError(f"not valid UTF-8 at byte {error.start + 1} of the line", name, number) from error


def chunks(lines: Iterable[Line], size: int) -> Iterator[list[Line]]:
    """Gather at most `size` lines a list. What went before a line that cannot be read is given before that raises."""
    chunk: list[Line] = []
    taken, fault = 0, None
    try:
        for line in lines:
            chunk.append(line)
            taken += line.size
            if len(chunk) >= size or taken >= MAX_CHUNK_BYTES:
                yield chunk
                chunk, taken = [], 0
    except DataError as error:
        fault = error
    if chunk:
        yield chunk
    if fault:
        raise fault


def tokenize_line(text: str, predictor: Predictor, tokenized: bool) -> Tokenized:
    """A line's white-space tokens as they are, or the tokens as the model's training data is split."""
    return Tokenized(text, tuple(whitespace_tokens(text))) if tokenized else predictor.read(text)
