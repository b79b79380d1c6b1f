"""Each format is read as it stands, and each fault names its file, its line and what was expected."""

import json
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seqeval.metrics.sequence_labeling import get_entities

from model.errors import DataError, TagError
from model.files.formats import READERS, guess
from model.files.lines import read_lines
from model.files.records import Source, to_tags
from model.text import TextConfig


class Row(NamedTuple):
    """A record with tags."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    intent: str | None = None
    partition: str | None = None


def read(path: Path, content: str | bytes = "", config: TextConfig = TextConfig()) -> list[Row]:
    """The rows of a file, written first if there is content, in the format that is guessed; a fault is raised."""
    if content:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    rows = []
    for found in READERS[guess(path)](Source(path)):
        if isinstance(found, DataError):
            raise found
        try:
            rows.append(Row(*to_tags(found, config), found.intent, found.partition))
        except (DataError, TagError) as error:
            raise DataError(getattr(error, "problem", str(error)), path, found.line) from error
    return [row for row in rows if row.words]


def pairs(row: Row) -> str:
    return " ".join(f"{word}/{tag}" for word, tag in zip(row.words, row.tags, strict=True))


def folder(path: Path, words: str, tags: str, label: str | None = None) -> Path:
    for name, content in (("seq.in", words), ("seq.out", tags), ("label", label)):
        if content is not None:
            (path / name).write_text(content, encoding="utf-8")
    return path


def spans(text: str, *found: tuple[int, int, str]) -> str:
    return json.dumps({"text": text, "spans": [{"start": s, "end": e, "label": label} for s, e, label in found]})


def test_a_folder_pairs_words_tags_and_intents(tmp_path: Path) -> None:
    rows = read(folder(tmp_path, "to new  york \n\nhi\n", "O B-city\tI-city\n\nO\n", "fly\n\nfly#greet\n"))
    assert [(pairs(row), row.intent) for row in rows] == [("to/O new/B-city york/I-city", "fly"), ("hi/O", "fly#greet")]


def test_a_folder_may_lack_intents(tmp_path: Path) -> None:
    assert read(folder(tmp_path, "hi\n", "O\n")) == [Row(("hi",), ("O",))]


@pytest.mark.parametrize(
    "content",
    [
        "to O\nnew B-city\nyork I-city\n\nhi O\n",
        "to\tO\nnew\tB-city\nyork\tI-city\n\t\nhi\tO",
        "-DOCSTART- -X- -X- O\n\nto TO x O\nnew JJ B-NP B-city\nyork NN I-NP I-city\n\n\n\nhi UH x O\n\n",
        "O\tto\nB-city\tnew\nI-city\tyork\n\nO\thi\n",
        "\ufeffto O\r\nnew B-city\r\nyork I-city\r\n\r\nhi O\r\n",
        "  to   O \nnew \t B-city\nyork I-city\n \t\nhi O\n",
    ],
    ids=["blanks", "tabs", "four columns", "tag first", "BOM and CRLF", "ragged"],
)
def test_columns_of_every_kind_hold_the_same_sentences(content: str, tmp_path: Path) -> None:
    assert [pairs(row) for row in read(tmp_path / "f", content)] == ["to/O new/B-city york/I-city", "hi/O"]


def test_the_word_o_is_no_tag_and_a_tag_like_word_stays_a_word(tmp_path: Path) -> None:
    assert [pairs(row) for row in read(tmp_path / "f", "O O\nHare B-airport\nB-52 I-airport\n")] == [
        "O/O Hare/B-airport B-52/I-airport"
    ]


def test_only_line_ends_part_lines(tmp_path: Path) -> None:
    rows = read(tmp_path / "f", "a\u2028b\tO\nc\x85d\tO\n\u00e9\x0b\x0cf\tO\nNew York\tB-city\n")
    assert rows[0].words == ("a\u2028b", "c\x85d", "é\x0b\x0cf", "New York")


def test_an_empty_word_tagged_o_is_passed_over(tmp_path: Path) -> None:
    assert [pairs(row) for row in read(tmp_path / "f", "\tO\na\tO\n \tO\n\n\tO\n\nb\tB-x\n")] == ["a/O", "b/B-x"]


def test_spans_of_characters_become_tags_of_tokens(tmp_path: Path) -> None:
    text = "leave São Paulo 😀 on Nov. 2nd"
    place = text.index("Nov.")
    rows = read(
        tmp_path / "f", spans(text, (6, 15, "from"), (place, place + 4, "month"), (place + 5, place + 8, "day"))
    )
    assert pairs(rows[0]) == "leave/O São/B-from Paulo/I-from 😀/O on/O Nov./B-month 2nd/B-day"


def test_a_token_is_split_where_a_span_ends_inside_it(tmp_path: Path) -> None:
    rows = read(tmp_path / "f", spans("non-Taipei's flight", (4, 10, "city")))
    assert pairs(rows[0]) == "non-/O Taipei/B-city 's/O flight/O"


def test_spans_are_read_with_the_tokens_of_the_model(tmp_path: Path) -> None:
    rows = read(tmp_path / "f", spans("don't go", (6, 8, "verb")), TextConfig("split"))
    assert pairs(rows[0]) == "do/O n't/O go/B-verb"


@given(data=st.data())
def test_every_span_covers_its_own_characters_and_no_others(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = data.draw(st.text("ab 'é-.,5\u0301\u200d😀\x00", min_size=1, max_size=12))
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    ranges = [(s, e, f"l{s}") for s, e in zip(edges[::2], edges[1::2], strict=False) if visible(text[s:e])]
    rows = read(tmp_path_factory.getbasetemp() / "spans.jsonl", spans(text, *ranges))
    row = rows[0] if rows else Row((), ())
    found = ["".join(row.words[start : end + 1]) for _, start, end in get_entities(list(row.tags))]
    assert [visible(words) for words in found] == [visible(text[s:e]) for s, e, _ in ranges]
    assert visible("".join(row.words)) == visible(text)


def visible(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and unicodedata.category(char) not in {"Cc", "Cf"})


def test_massive_slots_become_tags_and_keep_intent_and_partition(tmp_path: Path) -> None:
    record = {
        "partition": "dev",
        "intent": "alarm_set",
        "annot_utt": "wake me at [time : five thirty] [date:today] 5:30",
    }
    row = read(tmp_path / "f", json.dumps(record) + "\n")[0]
    assert pairs(row) == "wake/O me/O at/O five/B-time thirty/I-time today/B-date 5:30/O"
    assert (row.intent, row.partition) == ("alarm_set", "dev")


@pytest.mark.parametrize(
    ("content", "line", "expected"),
    [
        ("a O\nb\n", 2, "2 columns expected"),
        ("just\nwords\n", 1, "2 columns expected"),
        ("a O\n\nb X B-y\n", 3, "2 columns expected"),
        ("a O\nb city\n", 2, "'city' is no tag"),
        ("a O\nb B-\nc O\n", 2, "'B-' is no tag"),
        ("O\ta\ncity\tb\nB-x\tc\n", 2, "'city' is no tag"),
        ("a\tO\n\tB-x\n", 2, "no word"),
        (b"a O\n\xff O\n", 2, "UTF-8"),
        (b"\xff\xfea\x00", 1, "UTF-8"),
        ('{"text": "a", "spans": []}\n{"text": \n', 2, "no JSON"),
        ('{"text": "a", "spans": []}\n\n[1]\n', 3, "JSON object expected"),
        ('{"spans": []}\n', 1, '"text" with "spans"'),
        ('{"text": 5, "spans": []}\n', 1, '"text" must be a text, got 5'),
        ('{"text": "a"}\n', 1, '"spans" must be a list'),
        ('{"text": "a", "spans": [5]}\n', 1, "a span must be"),
        ('{"text": "a", "spans": [], "intent": 3}\n', 1, '"intent" must be a text'),
        (spans("abc", (0, 4, "x")), 1, "0 to 4 does not fit a text of 3"),
        (spans("abc", (-1, 1, "x")), 1, "does not fit"),
        (spans("abc", (2, 2, "x")), 1, "does not fit"),
        ('{"text": "abc", "spans": [{"start": true, "end": 2, "label": "x"}]}', 1, "True to 2 does not fit"),
        ('{"text": "abc", "spans": [{"start": 0, "label": "x"}]}', 1, "0 to None does not fit"),
        (spans("a b", (1, 2, "x")), 1, "holds no word"),
        (spans("abc", (0, 2, "x"), (1, 3, "y")), 1, "overlap"),
        (spans("abc", (0, 2, " ")), 1, "label must be a text"),
        ('{"annot_utt": "at [time : five"}', 1, "bracket that holds no slot"),
        ('{"annot_utt": "at ] five"}', 1, "bracket that holds no slot"),
        ('{"annot_utt": "at [time :  ] five"}', 1, "bracket that holds no slot"),
        ('{"annot_utt": "at [the time : five]"}', 1, "label must be a text without spaces"),
        ('{"annot_utt": null}', 1, '"annot_utt" must be a text'),
        ('{"text": "a", "spans": ' + "[" * 100_000, 1, "no JSON"),
        ('{"text": "a", "spans": [' + "9" * 5_000, 1, "no JSON"),
    ],
)
def test_a_fault_names_file_and_line_and_what_was_expected(
    content: str | bytes, line: int, expected: str, tmp_path: Path
) -> None:
    with pytest.raises(DataError) as caught:
        read(tmp_path / "mine.txt", content)
    assert (caught.value.path, caught.value.line) == (tmp_path / "mine.txt", line)
    assert f"mine.txt, line {line}: " in str(caught.value)
    assert expected in caught.value.problem


@pytest.mark.parametrize(
    ("files", "name", "line", "expected"),
    [
        (("a b\nc\n", "O O\nO O\n"), "seq.out", 2, "2 tags for 1 words"),
        (("a\n\n", "O\nO\n"), "seq.out", 2, "1 tags for 0 words"),
        (("a\nb\n", "O\n"), "seq.out", None, "1 lines where seq.in has 2"),
        (("a\nb\n", "O\nO\n", "x\n"), "label", None, "1 lines where seq.in has 2"),
        (("a\n", "Q-x\n"), "seq.out", 1, "'Q-x' is no tag"),
    ],
)
def test_a_folder_that_is_not_aligned_is_refused(
    files: tuple[str, ...], name: str, line: int | None, expected: str, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match=expected) as caught:
        read(folder(tmp_path, *files))
    assert (caught.value.path, caught.value.line) == (tmp_path / name, line)


def test_a_missing_seq_out_is_named(tmp_path: Path) -> None:
    (tmp_path / "seq.in").write_text("a\n")
    with pytest.raises(DataError, match=r"seq\.out: cannot be read"):
        read(tmp_path)


LINES = st.lists(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\ufeff"), max_size=5), max_size=5
)


@given(lines=LINES, end=st.sampled_from(["\n", "\r\n", "\r"]), mark=st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_lines_are_the_same_whatever_ends_them(
    lines: list[str], end: str, mark: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "lines.txt"
    path.write_bytes(mark + "".join(line + end for line in lines).encode())
    assert read_lines(path) == lines
