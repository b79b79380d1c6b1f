"""Files as lines of text and as JSON values, each with its line number. Knows nothing of what they mean."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from model.errors import DataError

BLANKS = re.compile(r"[ \t]+")
SPACE = re.compile(r"\s*")
DECODER = json.JSONDecoder()


def read_text(path: Path) -> str:
    """The text of a UTF-8 file with plain line ends and no byte order mark. Raises DataError."""
    try:
        data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
        content = data.decode("utf-8")
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError(f"byte 0x{data[error.start]:02x} is no UTF-8: save the file as UTF-8", path, line) from error
    return content.replace("\r\n", "\n").replace("\r", "\n")


def read_lines(path: Path) -> list[str]:
    """The lines of a UTF-8 file without their ends; CRLF and a byte order mark are taken off.

    Only line feeds and carriage returns end a line: U+2028 and its like may stand in a word.
    """
    lines = read_text(path).split("\n")
    return lines if lines[-1] else lines[:-1]


def fields_of(line: str) -> list[str]:
    """What blanks and tabs part."""
    return BLANKS.split(line.strip(" \t")) if line.strip(" \t") else []


def read_json(path: Path) -> Iterator[tuple[int, Any]]:
    """The JSON values of a file with their lines: one a line, or the entries of one list, or one object.

    A line that is no JSON is yielded as a DataError. Raises DataError where the whole is no JSON.
    """
    content = read_text(path)
    first = next((line for line in content.split("\n") if line.strip()), "")
    if first.lstrip().startswith("[") and not _is_json(first):
        yield from _entries(content, path)
    elif first.lstrip().startswith("{") and not _is_json(first) and _is_json(content):
        yield content[: content.index("{")].count("\n") + 1, json.loads(content)
    elif content.lstrip().startswith("[") and content.strip().count("\n") == 0:
        yield from _entries(content, path)
    else:
        yield from _values(content, path)


def _values(content: str, path: Path) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as error:
                yield number, DataError(f"no JSON: {error}", path, number)


def _entries(content: str, path: Path) -> Iterator[tuple[int, Any]]:
    """The entries of a list, each with the line where it begins."""
    place, line, counted = content.index("[") + 1, 1, 0
    while True:
        place = _skip(content, place)
        line, counted = line + content.count("\n", counted, place), place
        if content[place : place + 1] == "]":
            return
        try:
            value, place = DECODER.raw_decode(content, place)
        except (ValueError, RecursionError) as error:
            raise DataError(f"no JSON: {error}", path, line) from error
        yield line, value
        place = _skip(content, place)
        if content[place : place + 1] not in (",", "]"):
            raise DataError("no JSON: a comma or the end of the list expected", path, content.count("\n", 0, place) + 1)
        place += content[place] == ","


def _skip(content: str, place: int) -> int:
    match = SPACE.match(content, place)
    return match.end() if match else place


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
