"""Bulk tagging: order, one result a line, bounded chunks, and nothing lost before a broken line."""

import io
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.stream import MAX_CHUNK_BYTES, MAX_LINE_BYTES, Line, TagOptions, chunks, read_lines, tag_stream
from model.errors import DataError
from model.frames import ticket
from tests.model.helpers import make_predictor

PREDICTOR = make_predictor()
LINES = ["we leave from Oslo", "", "we reach to São Paulo 😀 on  Monday", "   ", "x"]
SEPARATORS = "\n\x1c\x1d\x1e\x1f"  # the last four part words for str.split, but are no white space in Unicode


def written(data: bytes, options: TagOptions = TagOptions()) -> bytes:
    return b"".join(tagged.output for tagged in tag_stream(io.BytesIO(data), "file", PREDICTOR, options))


def as_file(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def lines_of(data: bytes) -> Iterator[str]:
    return (line.text for line in read_lines(io.BytesIO(data), "file"))


@pytest.mark.parametrize("batch_size", [1, 2, 512])
def test_tags_come_in_the_order_of_the_lines_as_if_each_line_were_alone(batch_size: int) -> None:
    expected = [" ".join(token.tag for token in PREDICTOR(line).tokens) for line in LINES]
    assert written(as_file(LINES), TagOptions("tags", batch_size=batch_size)).decode().split("\n") == [*expected, ""]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters=SEPARATORS), max_size=20), max_size=6))
def test_every_line_gives_one_line_with_as_many_tags_as_white_space_tokens(lines: list[str]) -> None:
    tags = written(as_file(["", *lines]), TagOptions("tags", tokenized=True)).decode().split("\n")
    assert [len(line.split()) for line in tags[1:-1]] == [len(line.split()) for line in lines]


def test_json_lines_hold_the_prediction_of_each_line_with_three_likeliest_tags() -> None:
    found = [json.loads(line) for line in written(as_file(LINES)).splitlines()]
    assert [prediction["text"] for prediction in found] == LINES
    alone = [[token.tag for token in PREDICTOR(line).tokens] for line in LINES]
    assert [[token["tag"] for token in prediction["tokens"]] for prediction in found] == alone
    assert [prediction["ticket"] for prediction in found] == [ticket(PREDICTOR(line)) for line in LINES]
    assert all(len(token["top"]) == 3 for prediction in found for token in prediction["tokens"])


def test_conll_parts_sentences_by_an_empty_line() -> None:
    blocks = written(as_file(LINES), TagOptions("conll")).decode().split("\n\n")
    assert [line.split("\t")[0] for line in blocks[0].split("\n")] == ["we", "leave", "from", "Oslo"]
    assert written(b"\n\n", TagOptions("conll")) == b"\n\n"


def test_displacy_gives_a_text_with_its_entities_for_each_line() -> None:
    found = [json.loads(line) for line in written(as_file(LINES), TagOptions("displacy")).splitlines()]
    assert [drawing["text"] for drawing in found] == LINES
    spans = [[(span.start, span.end, span.label) for span in PREDICTOR(line).spans] for line in LINES]
    assert [[(e["start"], e["end"], e["label"]) for e in drawing["ents"]] for drawing in found] == spans


def test_tokens_given_are_taken_as_they_are() -> None:
    assert len(written(b"don't-stop, p.m.!\n", TagOptions("tags", tokenized=True)).split()) == 2


def test_only_a_line_feed_ends_a_line() -> None:
    assert list(lines_of("a\u2028b\x0bc\x85\r\nd\re".encode())) == ["a\u2028b\x0bc\x85", "d\re"]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert list(lines_of("\ufeffleave\n\ufeffOslo".encode())) == ["leave", "\ufeffOslo"]


def test_a_broken_line_is_named_and_what_went_before_it_is_given() -> None:
    stream = tag_stream(io.BytesIO(b"leave\n\nOslo\nS\xe3o Paulo\nLima\n"), "trips.txt", PREDICTOR, TagOptions("tags"))
    assert next(stream).output.count(b"\n") == 3
    with pytest.raises(DataError, match=r"^trips\.txt, line 4: not valid UTF-8 at byte 2"):
        next(stream)


def test_a_line_that_is_too_long_is_refused_by_its_number_and_the_limit() -> None:
    longest = b"x" * MAX_LINE_BYTES
    assert list(lines_of(b"a\n" + longest + b"\r\n")) == ["a", longest.decode()]
    with pytest.raises(DataError, match="line 2: the line is longer than 100,000 bytes"):
        list(lines_of(b"a\n" + longest + b"x\n"))


@given(st.lists(st.integers(1, MAX_LINE_BYTES), max_size=60), st.integers(1, 40))
def test_chunks_keep_every_line_in_order_within_both_bounds(sizes: list[int], most: int) -> None:
    lines = [Line(str(number), size) for number, size in enumerate(sizes)]
    found = list(chunks(lines, most))
    assert [line for chunk in found for line in chunk] == lines
    assert all(1 <= len(chunk) <= most for chunk in found)
    assert all(sum(line.size for line in chunk) <= MAX_CHUNK_BYTES + MAX_LINE_BYTES for chunk in found)


def test_no_more_lines_are_read_than_a_chunk_holds() -> None:
    source = io.BytesIO(as_file(["leave"] * 100))
    next(tag_stream(source, "file", PREDICTOR, TagOptions("tags", batch_size=7)))
    assert source.tell() == 7 * len("leave\n")


def test_what_was_read_is_counted_in_lines_and_bytes() -> None:
    data = as_file(LINES)
    tagged = list(tag_stream(io.BytesIO(data), "file", PREDICTOR, TagOptions("tags", batch_size=2)))
    assert [piece.lines for piece in tagged] == [2, 2, 1]
    assert sum(piece.size for piece in tagged) == len(data)
