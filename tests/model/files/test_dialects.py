"""Files as other programs write them, worked out by hand: which words bear which label, and with which intent."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import ipc, parquet

from model.convert import convert
from model.data import load, read_dataset, read_records
from model.errors import DataError

TOKENS = [{"text": "to", "start": 0, "end": 2, "id": 0}, {"text": "Oslo", "start": 3, "end": 7, "id": 1}]
TREE = {"result": [{"type": "labels", "value": {"start": 6, "end": 10, "text": "Oslo", "labels": ["city"]}}]}
CHOICE = {"type": "choices", "from_name": "intent", "value": {"choices": ["go"]}}
NER = {"tokens": ["to", "Oslo"], "ner_tags": [0, 1]}
FEATURES = {"ner_tags": {"feature": {"names": ["O", "B-city"], "_type": "ClassLabel"}, "_type": "Sequence"}}
EXPECTED = "to/O Oslo/B-city"


def shown(path: Path, split: str | None = None) -> list[tuple[str, str | None]]:
    """Words with their tags, and the intent, a pair a sentence."""
    return [
        (" ".join(f"{word}/{tag}" for word, tag in zip(s.words, s.tags, strict=True)), s.intent)
        for s in read_dataset(path, split).sentences
    ]


@pytest.mark.parametrize(
    "value",
    [
        {"text": "to Oslo", "label": [[3, 7, "city"]]},  # doccano
        {"id": 5, "text": "to Oslo", "entities": [{"id": 1, "label": "city", "start_offset": 3, "end_offset": 7}]},
        {"text": "to Oslo", "tokens": TOKENS, "spans": [{"start": 3, "end": 7, "label": "city"}], "answer": "accept"},
        {"text": "to Oslo", "ents": [{"start": 3, "end": 7, "label": "city"}], "tokens": TOKENS},  # spaCy's Doc.to_json
        {
            "text": "to Oslo",
            "label": [{"start": 3, "end": 7, "text": "Oslo", "labels": ["city"]}],
        },
        {"tokens": ["to", "Oslo"], "ner_tags": ["O", "U-city"]},
        {"words": ["to", "Oslo"], "labels": ["O", "S-city"], "id": "a"},
        ["to Oslo", {"entities": [[3, 7, "city"]]}],  # spaCy's pairs
    ],
)
@pytest.mark.parametrize("form", ["lines", "list", "pretty"])
def test_one_sentence_is_the_same_in_every_dialect(value: Any, form: str, tmp_path: Path) -> None:
    content = {
        "lines": f"{json.dumps(value)}\n{json.dumps(value)}\n",
        "list": json.dumps([value, value]),
        "pretty": json.dumps([value, value], indent=2),
    }[form]
    (tmp_path / "in.json").write_text(content)
    assert shown(tmp_path / "in.json") == [(EXPECTED, None)] * 2


def test_what_annotators_rejected_is_passed_over_and_counted(tmp_path: Path) -> None:
    lines: list[Any] = [{"text": "to Oslo", "spans": [], "answer": answer} for answer in ("accept", "reject", "ignore")]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)))
    dataset = read_dataset(tmp_path / "in.jsonl", strict=True)
    assert len(dataset.sentences) == 1
    assert "2 rejected or not yet annotated in spans" in dataset.notes


def test_label_studio_counts_as_browsers_do(tmp_path: Path) -> None:
    tree = {"result": [*TREE["result"], CHOICE]}
    task = {"id": 1, "data": {"text": "😀 to Oslo"}, "annotations": [{"was_cancelled": True}, tree]}
    waiting = {"id": 2, "data": {"text": "to Oslo"}, "annotations": []}
    (tmp_path / "export.json").write_text(json.dumps([task, waiting]))
    assert shown(tmp_path / "export.json") == [("😀/O to/O Oslo/B-city", "go")]


def test_rasa_s_examples_in_all_their_forms(tmp_path: Path) -> None:
    (tmp_path / "nlu.yml").write_text(
        """version: "3.1"
nlu:
- intent: book/flight
  examples: |
    - to [Oslo](city) please
    - [Taipei]{"entity": "city", "role": "arrival"} by [NYC](city:New York)
    no hyphen
- synonym: credit
  examples: |
    - credit card
- intent: greet
  examples:
  - text: |
      hello
"""
    )
    assert shown(tmp_path / "nlu.yml") == [
        ("to/O Oslo/B-city please/O", "book/flight"),
        ("Taipei/B-city.arrival by/O NYC/B-city", "book/flight"),
        ("hello/O", "greet"),
    ]
    found = read_records(tmp_path / "nlu.yml")
    assert (found.records[1].mentions[0].role, found.records[1].mentions[1].value) == ("arrival", "New York")
    assert [fault.line for fault in found.faults] == [7]
    assert any("synonym" in note for note in found.notes)


def test_rasa_s_older_json(tmp_path: Path) -> None:
    entity = {"start": 3, "end": 7, "value": "Oslo", "entity": "city"}
    examples = [
        {"text": "to Oslo", "intent": "go", "entities": [entity]},
        {"text": "hi", "intent": "greet", "entities": []},
    ]
    (tmp_path / "nlu.json").write_text(json.dumps({"rasa_nlu_data": {"common_examples": examples}}, indent=1))
    assert shown(tmp_path / "nlu.json") == [(EXPECTED, "go"), ("hi/O", "greet")]


def test_spacy_s_training_json(tmp_path: Path) -> None:
    tokens = [{"id": 0, "orth": "to", "ner": "O"}, {"id": 1, "orth": "Oslo", "ner": "U-city"}]
    paragraph = {"raw": "to  Oslo", "sentences": [{"tokens": tokens}], "cats": [{"label": "go", "value": 1.0}]}
    (tmp_path / "in.json").write_text(json.dumps([{"id": 0, "paragraphs": [paragraph]}]))
    assert shown(tmp_path / "in.json") == [(EXPECTED, "go")]
    assert read_records(tmp_path / "in.json").records[0].text == "to  Oslo"


@pytest.mark.parametrize("kind", ["List", "Sequence", "list"])
def test_a_parquet_file_names_its_tags(kind: str, tmp_path: Path) -> None:
    feature: Any = FEATURES["ner_tags"]["feature"]
    said = [feature] if kind == "list" else {"feature": feature, "_type": kind}
    metadata = {"huggingface": json.dumps({"info": {"features": {"ner_tags": said}}})}
    table = pyarrow.Table.from_pylist([NER, NER]).replace_schema_metadata(metadata)
    (tmp_path / "data").mkdir()
    for shard in range(2):
        parquet.write_table(table, tmp_path / "data" / f"train-0000{shard}-of-00002.parquet")
    parquet.write_table(table.slice(0, 1), tmp_path / "data" / "validation-00000-of-00001.parquet")
    assert shown(tmp_path, "train") == [(EXPECTED, None)] * 4
    assert shown(tmp_path, "dev") == [(EXPECTED, None)]


def test_a_folder_that_datasets_saved_is_read_by_its_splits(tmp_path: Path) -> None:
    (tmp_path / "dataset_dict.json").write_text('{"splits": ["train", "validation"]}')
    table = pyarrow.Table.from_pylist([NER])
    for split in ("train", "validation"):
        folder = tmp_path / split
        folder.mkdir()
        (folder / "state.json").write_text("{}")
        (folder / "dataset_info.json").write_text(json.dumps({"features": FEATURES}))
        with ipc.new_stream(folder / "data-00000-of-00001.arrow", table.schema) as stream:
            stream.write_table(table)
    assert [len(load(tmp_path, split, Path())) for split in ("train", "dev")] == [1, 1]
    assert shown(tmp_path, "dev") == [(EXPECTED, None)]


def test_numbers_without_names_are_refused(tmp_path: Path) -> None:
    parquet.write_table(pyarrow.Table.from_pylist([NER]), tmp_path / "in.parquet")
    with pytest.raises(DataError, match="the tags must be texts"):
        read_dataset(tmp_path / "in.parquet")


def test_faults_of_a_pretty_list_name_the_line_where_the_entry_begins(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text('[\n {"text": "to Oslo",\n  "spans": []},\n {"text": 5}\n]\n')
    dataset = read_dataset(tmp_path / "in.json")
    assert [(fault.line, fault.problem) for fault in dataset.faults] == [(4, '"text" must be a text, got 5')]


def test_comments_of_columns_are_heard_and_odd_ones_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "in.conll").write_text(
        "# sent_id = 5\n# text = to  Oslo\n# intent = go\nto O\nOslo B-city\n\n"
        '# meta = none\n# intent = ["go"]\n# partition = {}\nto O\nOslo B-city\n\n#id O\nOslo B-city\n'
    )
    first, second, third = read_records(tmp_path / "in.conll").records
    assert (first.text, first.intent, first.meta) == ("to  Oslo", "go", {"sent_id": "5"})
    assert (second.text, second.intent, second.partition, second.meta) == ("to Oslo", None, None, {})
    assert third.text == "#id Oslo"


def test_values_that_json_does_not_know_are_written_as_text(tmp_path: Path) -> None:
    row = {"tokens": ["to", "Oslo"], "ner_tags": ["O", "B-city"], "day": date(2026, 11, 2)}
    parquet.write_table(pyarrow.Table.from_pylist([row]), tmp_path / "in.parquet")
    for name in ("out.jsonl", "out.conll", "out.json"):
        convert(tmp_path / "in.parquet", tmp_path / name)
        assert "2026-11-02" in (tmp_path / name).read_text()
