"""Any format becomes any other: what the target holds comes back unchanged, what it does not is counted."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.strings import StringStore
from spacy.tokens import Doc, DocBin, Span

from model.convert import Converted, convert
from model.data import load, read_dataset, read_records
from model.errors import DataError
from model.files.formats import READERS, WRITTEN, guess
from model.files.hashes import string_number
from model.files.records import Mention, Record, Source, features, to_tags
from model.text import TextConfig

TEXT = "book São Paulo 😀  for two, Nov. 2nd"
RICH = Record(
    TEXT,
    None,
    (Mention(5, 14, "city", role="arrival", value="GRU"), Mention(22, 25, "party size"), Mention(27, 35, "date")),
    "book_trip",
    meta={"id": 7, "source": "web"},
)
WORD = st.text(st.characters(categories=["L", "Nd", "Po", "So"], exclude_characters="[]{}#"), min_size=1, max_size=6)
PLAIN_WORD = WORD.filter(lambda word: word.split() == [word] and word.isprintable())


@st.composite
def tagged(draw: st.DrawFn) -> Record:
    """A record of words one space apart, some of them in mentions, as every format holds it."""
    words = draw(st.lists(PLAIN_WORD, min_size=1, max_size=7))
    text = " ".join(words)
    places: list[tuple[int, int]] = []
    for word in words:
        start = places[-1][1] + 1 if places else 0
        places.append((start, start + len(word)))
    edges = sorted(draw(st.sets(st.integers(0, len(words)), max_size=6)))
    mentions = tuple(
        Mention(places[a][0], places[b - 1][1], draw(st.sampled_from(["city", "toloc.city_name", "é"])))
        for a, b in zip(edges[::2], edges[1::2], strict=False)
    )
    return Record(text, tuple(places), mentions, draw(st.sampled_from(["go", "atis_flight#x"])))


def same(record: Record) -> tuple[Any, ...]:
    """What every format keeps of a record: its characters, mentions and intent."""
    return record.text, [(m.start, m.end, m.name) for m in record.mentions], record.intent


def as_tags(record: Record) -> tuple[Any, ...]:
    words, tags = to_tags(record, TextConfig())
    return words, tags, record.intent


def read_back(path: Path) -> list[Record]:
    found = list(READERS[guess(path)](Source(path)))
    assert not [item for item in found if isinstance(item, DataError)]
    return [item for item in found if isinstance(item, Record)]


def target(folder: Path, name: str) -> Path:
    return folder / f"{name}{WRITTEN[name].suffix}"


@pytest.mark.parametrize("name", WRITTEN)
@settings(max_examples=25)
@given(records=st.lists(tagged(), min_size=1, max_size=4, unique_by=lambda record: record.text))
def test_what_a_format_writes_it_reads_again(
    name: str, records: list[Record], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = target(tmp_path_factory.mktemp(name), name)
    held = [record for record in records if not refused(name, record)]
    WRITTEN[name].write(path, held)
    found = read_back(path) if held else []
    key = as_tags if "words" in WRITTEN[name].holds else same
    # Rasa keeps sentences under their intents, in the order in which these first come
    assert sorted(map(repr, map(key, found))) == sorted(map(repr, map(key, held)))


def refused(name: str, record: Record) -> bool:
    try:
        WRITTEN[name].check(record)
    except DataError:
        return True
    return False


@pytest.mark.parametrize("name", WRITTEN)
def test_what_a_target_cannot_hold_is_said_and_all_else_comes_back(name: str, tmp_path: Path) -> None:
    WRITTEN["jsonl"].write(tmp_path / "rich.jsonl", [RICH])
    done = convert(tmp_path / "rich.jsonl", target(tmp_path, name), name)
    [found] = read_back(target(tmp_path, name))
    lacking = features(RICH) - WRITTEN[name].holds
    assert len(done.lost) == len(lacking)
    words, tags = to_tags(replace(RICH, mentions=found.mentions) if found.text == RICH.text else found, TextConfig())
    assert (words, tags) == to_tags(RICH, TextConfig())
    assert found.intent == RICH.intent
    kept = {"spacing": found.text == RICH.text, "roles": found.mentions[0].role, "values": found.mentions[0].value}
    kept |= {"spaced": found.mentions[1].label == "party size", "meta": found.meta.get("id") in (7, "7")}
    assert {feature for feature, there in kept.items() if not there} <= lacking


@pytest.mark.parametrize("first", WRITTEN)
@pytest.mark.parametrize("second", WRITTEN)
def test_any_format_becomes_any_other_with_the_same_labels(first: str, second: str, tmp_path: Path) -> None:
    places, text = ((0, 3), (4, 6), (7, 10), (11, 15)), "fly to New York"
    record = Record(text, places, (Mention(7, 15, "toloc.city_name"),), "atis_flight")
    WRITTEN[first].write(target(tmp_path / "a", first), [record])
    done = convert(target(tmp_path / "a", first), target(tmp_path / "b", second), second)
    assert (done.lost, done.left_out, done.faults) == ({}, (), ())
    assert [as_tags(found) for found in read_back(target(tmp_path / "b", second))] == [as_tags(record)]


def test_columns_keep_what_stands_between_word_and_tag(tmp_path: Path) -> None:
    (tmp_path / "a.conll").write_text("# id 5 domain=x\nEU NNP I-NP I-ORG\nsays VBZ I-VP O\n")
    convert(tmp_path / "a.conll", tmp_path / "b.jsonl")
    convert(tmp_path / "b.jsonl", tmp_path / "c.conll")
    assert (tmp_path / "c.conll").read_text() == "EU\tNNP\tI-NP\tB-ORG\nsays\tVBZ\tI-VP\tO\n"


def test_every_split_is_converted_into_a_file_of_its_own(tmp_path: Path) -> None:
    for split, word in (("train", "a"), ("valid", "b")):
        (tmp_path / "in" / split).mkdir(parents=True)
        (tmp_path / "in" / split / "seq.in").write_text(f"{word}\n")
        (tmp_path / "in" / split / "seq.out").write_text("B-x\n")
    done = convert(tmp_path / "in", tmp_path / "out", "rasa")
    assert {path.name: count for path, count in done.files.items()} == {"train.yml": 1, "dev.yml": 1}
    assert [load(tmp_path / "out", split, Path())[0].words for split in ("train", "dev")] == [("a",), ("b",)]
    convert(tmp_path / "in", tmp_path / "one.jsonl")
    assert [record.partition for record in read_records(tmp_path / "one.jsonl").records] == ["train", "dev"]


def test_sentences_that_a_target_cannot_hold_are_left_out_with_their_lines(tmp_path: Path) -> None:
    spans = [{"start": 0, "end": 2, "label": "x"}, {"start": 1, "end": 3, "label": "y"}]
    lines = [{"text": "abc", "spans": spans}, {"text": "abc", "spans": spans[:1]}]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)))
    done = convert(tmp_path / "in.jsonl", tmp_path / "out.conll")
    assert ([error.line for error in done.left_out], list(done.files.values())) == ([1], [1])
    with pytest.raises(DataError, match=r"in\.jsonl, line 1: two spans overlap"):
        convert(tmp_path / "in.jsonl", tmp_path / "strict.conll", strict=True)
    assert not (tmp_path / "strict.conll").exists()


def test_a_target_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.conll").write_text("a O\n")
    with pytest.raises(DataError, match="is there already"):
        convert(tmp_path / "a.conll", tmp_path / "a.conll")
    with pytest.raises(DataError, match="choose with --to from columns, folder"):
        convert(tmp_path / "a.conll", tmp_path / "b.docx")


def test_spacy_reads_what_is_written_and_is_read(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    WRITTEN["spacy"].write(tmp_path / "ours.spacy", [RICH])
    [doc] = DocBin().from_disk(tmp_path / "ours.spacy").get_docs(nlp.vocab)
    assert doc.text == TEXT
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("São Paulo", "city.arrival"),
        ("two", "party_size"),
        ("Nov. 2nd", "date"),
    ]
    theirs = nlp("I like  Oslo 😀")
    theirs.set_ents([Span(theirs, 3, 4, "GPE")])
    theirs.cats = {"talk": 0.9, "go": 0.1}
    DocBin(docs=[theirs, Doc(nlp.vocab, ["no", "entity"])], store_user_data=True).to_disk(tmp_path / "theirs.spacy")
    first, second = read_back(tmp_path / "theirs.spacy")
    assert (first.text, first.intent) == (theirs.text, "talk")
    assert first.mentions == (Mention(8, 12, "GPE"),)
    assert [first.text[a:b] for a, b in first.words or ()] == ["I", "like", "Oslo", "😀"]
    assert second.text.strip() == "no entity"


@given(st.text() | st.sampled_from(["GPE", "case", "mark", "O", "root", ""]))
def test_strings_have_the_numbers_that_spacy_gives_them(text: str) -> None:
    assert string_number(text) == StringStore().add(text)


def written(name: str, folder: Path) -> bytes:
    records = [
        RICH,
        replace(RICH, intent=None, meta={}),
        Record("to Oslo", ((0, 2), (3, 7)), (Mention(3, 7, "x"),), "go"),
    ]
    WRITTEN[name].write(target(folder, name), records)
    return target(folder, name).read_bytes()


DAMAGE: tuple[Callable[[bytes, int, bytes], bytes], ...] = (
    lambda data, at, junk: data[:at],  # noqa: ARG005
    lambda data, at, junk: data[:at] + junk + data[at:],
    lambda data, at, junk: data[:at] + junk + data[at + len(junk) :],
    lambda data, at, junk: data[at:] + junk,
)


@pytest.mark.parametrize("name", [name for name in WRITTEN if name != "folder"])
@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_and_breaks_nothing(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp(name)
    content = written(name, folder)
    damage, at = data.draw(st.sampled_from(DAMAGE)), data.draw(st.integers(0, len(content)))
    target(folder, name).write_bytes(damage(content, at, data.draw(st.binary(max_size=4))))
    try:
        dataset = read_dataset(target(folder, name))
    except DataError as error:
        assert str(error).startswith(str(folder))  # noqa: PT017 -- most damage is refused, some is not
    else:
        assert all(sentence.words for sentence in dataset.sentences)


def test_the_result_names_every_file(tmp_path: Path) -> None:
    (tmp_path / "a.conll").write_text("a O\n\nb X\n")
    done: Converted = convert(tmp_path / "a.conll", tmp_path / "b.spacy")
    assert done.files == {tmp_path / "b.spacy": 1}
    assert [str(fault) for fault in done.faults] == [
        f"{tmp_path / 'a.conll'}, line 3: 'X' is no tag: expected O or a position and a label such as B-city"
    ]
