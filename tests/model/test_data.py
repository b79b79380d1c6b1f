"""Splits are found where they stand, a missing dev split is made the same each time, and tags become BIO."""

import json
from pathlib import Path

import pytest

from model.data import NAMED, Sentence, load, read_dataset
from model.errors import DataError
from model.sources import default_data_dir, list_sets
from model.text import TextConfig

DATA = default_data_dir()  # before the tests forget the environment
# As the authors count them; one sentence of BTC is a single empty word, and the dev split of MIT is our own tenth.
COUNTS = {
    "atis": (4478, 500),
    "snips": (13084, 700),
    "conll2003": (14041, 3250),
    "wnut17": (3394, 1009),
    "btc": (6338, 1000),
    "tweebank": (1639, 710),
    "mit_movie": (8798, 977),
    "mit_restaurant": (6894, 766),
    "massive": (11514, 2033),
}


def columns(*words: str) -> str:
    return "".join(f"{word} B-x\n\n" for word in words)


def words(sentences: list[Sentence]) -> list[str]:
    return [" ".join(sentence.words) for sentence in sentences]


def fill(folder: Path, **files: str) -> Path:
    """Write files with each name's first underscore as a point: train_txt is train.txt."""
    for name, content in files.items():
        (folder / name.replace("_", ".", 1)).write_text(content, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("tags", "scheme", "expected"),
    [
        ("B-x I-x B-x O B-y", "BIO", "B-x I-x B-x O B-y"),
        ("I-x I-x B-x O I-y", "IOB1", "B-x I-x B-x O B-y"),
        ("B-x E-x S-x O S-y", "IOBES", "B-x I-x B-x O B-y"),
        ("B-x L-x U-x O U-y", "BILOU", "B-x I-x B-x O B-y"),
    ],
)
def test_every_scheme_becomes_bio_and_is_named(tags: str, scheme: str, expected: str, tmp_path: Path) -> None:
    fill(tmp_path, mine_txt="".join(f"w {tag}\n" for tag in tags.split()))
    dataset = read_dataset(tmp_path / "mine.txt")
    assert dataset.sentences == (Sentence(("w",) * 5, tuple(expected.split())),)
    assert dataset.notes[0].endswith(f"mine.txt: read as columns, tags {scheme}")


def test_the_scheme_is_that_of_the_whole_file(tmp_path: Path) -> None:
    fill(tmp_path, mine_txt="a B-x\nb I-x\n\nc S-x\nd B-x\ne E-x\n")
    assert read_dataset(tmp_path / "mine.txt").sentences[0].tags == ("B-x", "I-x")


def test_a_mix_of_schemes_is_refused(tmp_path: Path) -> None:
    fill(tmp_path, mine_txt="a U-x\n\nc S-x\n")
    with pytest.raises(DataError, match=r"mine\.txt: tags mix the positions"):
        read_dataset(tmp_path / "mine.txt")


def test_splits_are_found_by_name_as_the_public_sets_name_them(tmp_path: Path) -> None:
    fill(tmp_path, wnut17train_conll=columns("a"), emerging_dev=columns("b"), engtest_txt=columns("c"))
    fill(tmp_path, README_md="train", LICENSE="test", train_zip="x")
    found = [words(load(tmp_path, split, Path())) for split in ("train", "dev", "test")]
    assert found == [["a"], ["b"], ["c"]]


def test_splits_are_found_in_folders_of_seq_in(tmp_path: Path) -> None:
    for split, word in (("train", "a"), ("valid", "b")):
        (tmp_path / split).mkdir()
        fill(tmp_path / split, seq_in=f"{word}\n", seq_out="O\n")
    assert words(load(tmp_path, "train", Path())) == ["a"]
    assert words(load(tmp_path, "dev", Path())) == ["b"]


@pytest.mark.parametrize("place", ["mine.txt", "."])
def test_without_a_dev_split_every_tenth_sentence_is_dev(place: str, tmp_path: Path) -> None:
    numbers = [str(number) for number in range(1, 26)]
    fill(tmp_path, mine_txt=columns(*numbers))
    dev, train = (read_dataset(tmp_path / place, split) for split in ("dev", "train"))
    assert words(list(dev.sentences)) == ["10", "20"]
    assert sorted(words([*dev.sentences, *train.sentences])) == sorted(numbers)
    assert dev.notes[1] == train.notes[1] == "no dev split: every tenth sentence is dev, the others are train"
    assert len(read_dataset(tmp_path / place).sentences) == 25


def test_partitions_of_massive_are_its_splits(tmp_path: Path) -> None:
    rows = [{"annot_utt": f"w{n}", "partition": split} for n, split in enumerate(["train", "test", "dev"] * 10)]
    fill(tmp_path, en_jsonl="\n".join(map(json.dumps, rows)), LICENSE="")
    assert words(load(tmp_path, "dev", Path())) == [f"w{n}" for n in range(2, 30, 3)]
    assert words(load(tmp_path, "train", Path())) == [f"w{n}" for n in range(0, 30, 3)]
    assert words(load(tmp_path, "test", Path())) == [f"w{n}" for n in range(1, 30, 3)]


def test_a_missing_test_split_is_never_made(tmp_path: Path) -> None:
    fill(tmp_path, mine_txt=columns(*"abcdefghijklmn"))
    with pytest.raises(DataError, match="no sentence"):
        load(tmp_path / "mine.txt", "test", Path())


def test_a_public_set_is_read_by_name_and_a_path_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (tmp_path / "data" / "atis", tmp_path / "atis"):
        folder.mkdir(parents=True)
        fill(folder, train_txt=columns(folder.parent.name), dev_txt=columns("x"))
    monkeypatch.chdir(tmp_path)
    assert words(load("atis", "train", tmp_path / "data")) == ["data"]
    assert words(load("./atis", "train", tmp_path / "data")) == [tmp_path.name]


def test_texts_are_split_as_the_model_wants_them(tmp_path: Path) -> None:
    fill(tmp_path, mine_jsonl='{"text": "don\'t", "spans": [], "intent": "no"}')
    assert load(tmp_path, None, Path(), TextConfig("split")) == [Sentence(("do", "n't"), ("O", "O"), "no")]


@pytest.mark.parametrize(
    ("files", "split", "expected"),
    [
        ({"mine_txt": ""}, None, "mine.txt: no sentence found, reading it as columns"),
        ({"mine_txt": "\n \n\n"}, "train", "no sentence found"),
        ({"mine_txt": "a O\n"}, "dev", "no sentence found"),
        ({"mine_txt": "a O\n"}, "validation", "unknown split 'validation': choose from train, dev, test"),
        ({"a_txt": "a O\n", "b_txt": "a O\n"}, "train", "no train split in the folder"),
        ({"train_txt": "a O\n", "train_conll": "a O\n"}, "train", "train.conll and train.txt could both be the train"),
        ({"train_txt": "a O\n", "dev_txt": "a O\n"}, None, "say which split of the folder is meant: train, dev"),
        ({"train_txt": "a O\n", "dev_txt": "a O\n"}, "test", "no test split"),
        ({}, "train", "no train split"),
    ],
)
def test_what_holds_no_such_split_is_refused(
    files: dict[str, str], split: str | None, expected: str, tmp_path: Path
) -> None:
    place = fill(tmp_path, **files) / "mine.txt" if "mine_txt" in files else fill(tmp_path, **files)
    with pytest.raises(DataError) as caught:
        load(place, split, Path())
    assert expected in str(caught.value)


def test_an_unknown_name_lists_the_public_sets() -> None:
    with pytest.raises(DataError, match=r"no such file, folder or public set .*atis, snips"):
        load("attis", "train", Path())


@pytest.mark.parametrize("split", ["train", "test"])
def test_a_public_set_that_is_not_there_says_how_to_get_it(split: str, tmp_path: Path) -> None:
    fill(tmp_path, other_txt="")
    with pytest.raises(DataError, match="`slotscope data fetch snips`"):
        load("snips", split, tmp_path)


def test_every_labelled_set_of_the_table_can_be_read_by_name() -> None:
    assert set(NAMED) == set(list_sets()) - {"names", "text", "glove"}


def test_the_public_sets_have_as_many_sentences_as_their_authors_say() -> None:
    fetched = [name for name in NAMED if (DATA / name).is_dir()]
    if not fetched:
        pytest.skip(f"no public set in {DATA}: `slotscope data fetch {NAMED[0]}` gets one")
    for name in fetched:
        assert tuple(len(load(name, split, DATA)) for split in ("train", "dev")) == COUNTS[name], name
