"""The command line as a user has it: what is printed where, and with which exit code."""

import io
import json
import lzma
import os
import pty
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import main
from model.corpus import find_vectors
from model.errors import ModelError
from model.onnx_runner import OnnxTagger
from model.predict import Predictor
from model.sources import list_sets
from model.transformer import load_transformer
from model.vectors import read_vectors
from tests.model.bodies import make_body
from tests.model.helpers import save_model, toy_corpus

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """What a run left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def models_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    save_model(folder, "bi-lstm", dev_f1=90)
    save_model(folder, "elman", dev_f1=60)
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], models_dir: Path) -> Run:
    def call(*arguments: object, data: bytes = b"") -> Ran:
        monkeypatch.setenv("SLOTSCOPE_MODELS_DIR", str(models_dir))
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return Ran(int(left.value.code or 0), out.decode(), err.decode())

    return call


@pytest.fixture
def own_data(tmp_path: Path) -> Path:
    """The toy corpus as CoNLL columns."""
    path = tmp_path / "trips.conll"
    blocks = ("".join(map("{}\t{}\n".format, s.words, s.tags)) for s in toy_corpus())
    path.write_text("\n".join(blocks), encoding="utf-8")
    return path


def program(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "app", *map(str, arguments)]


def test_each_line_is_tagged_and_an_empty_line_stays_empty(run: Run) -> None:
    lines = b"show me flights from boston to denver\n\nleave taipei\n"
    ran = run("tag", "-", "--model", "toys", "--tokenized", "--format", "tags", data=lines)
    assert ran.code == 0
    assert [len(line.split()) for line in ran.out.split("\n")] == [7, 0, 2, 0]
    assert ran.err == ""


def test_a_task_means_its_best_model_and_an_architecture_its_own(run: Run) -> None:
    names = [json.loads(run("tag", "--model", name, data=b"x\n").out)["model"] for name in ("toys", "toys/elman")]
    assert names == ["toys/bi-lstm", "toys/elman"]


def test_a_model_may_be_given_by_its_folder(run: Run, models_dir: Path, tmp_path: Path) -> None:
    shutil.copytree(models_dir / "toys" / "elman", tmp_path / "elsewhere")
    ran = run("tag", "--model", tmp_path / "elsewhere", data=b"x\n")
    assert json.loads(ran.out)["model"] == "toys/elman"


def test_a_file_is_tagged_as_the_predictor_tags_its_lines(run: Run, models_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("we leave from Oslo\nto São Paulo 😀", encoding="utf-8")
    predictor = Predictor.load("toys", models_dir)
    expected = [" ".join(t.tag for t in predictor(line).tokens) for line in ("we leave from Oslo", "to São Paulo 😀")]
    assert run("tag", tmp_path / "in.txt", "--model", "toys", "--format", "tags").out.splitlines() == expected


def test_a_broken_line_is_named_and_loses_nothing_before_it(run: Run) -> None:
    ran = run("tag", "--model", "toys", "--format", "tags", "--batch-size", "2", data=b"a\nb\nc\n\xff\nd\n")
    assert ran.code == 1
    assert ran.out.count("\n") == 3
    assert ran.err == "slotscope: standard input, line 4: not valid UTF-8 at byte 1 of the line\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("tag", "no-such-file", "--model", "toys"), "no-such-file: No such file"),
        (("tag", "--model", "toys/gpt"), "known are toys, toys/bi-lstm, toys/elman"),
        (("tag", "--model", "../toys/elman"), "unknown model"),
        (("evaluate", "toys", "--data", "no-such-data"), "no-such-data"),
        (("train", "no-such-task"), "no-such-task"),
        (("train", "no-such.toml"), "no-such.toml"),
        (("data", "fetch", "no-such-set"), "choose from"),
        (("models", "--models-dir", "no-such-folder"), "no-such-folder"),
    ],
)
def test_a_data_or_model_error_is_one_sentence_and_code_1(run: Run, arguments: tuple[str, ...], words: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("slotscope: ")
    assert words in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("tag", "--format", "xml"),
        ("tag", "--batch-size", "0"),
        ("tag", "trips.txt", "--ray"),
        ("tag", "trips.txt", "--format", "parquet"),
        ("tag", "trips.txt", "--format", "tags", "--out", "x"),
        ("tag", "-", "--out", "x"),
        ("train",),
        ("train", "--data", "x"),
        ("train", "toys", "--device", "cuda"),
        ("data",),
    ],
)
def test_wrong_usage_is_code_2_and_says_so_on_stderr(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    ran = run(*arguments)
    assert ran.code == 2
    assert "Usage" in ran.err + ran.out


def test_files_are_tagged_one_after_the_other_or_into_a_folder_that_goes_on(run: Run, tmp_path: Path) -> None:
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for file, text in zip(files, ("leave Oslo\n", "\nreach Lima\n"), strict=True):
        file.write_text(text)
    lines = [json.loads(line) for line in run("tag", *files, "--model", "toys").out.splitlines()]
    assert [line["text"] for line in lines] == ["leave Oslo", "", "reach Lima"]
    for now in (2, 0):
        ran = run("tag", *files, "--model", "toys", "--out", tmp_path / "out")
        assert (ran.code, ran.out) == (0, "")
        assert f"3 sentences in 2 parts, {now} of them tagged now" in ran.err
    parts = sorted((tmp_path / "out").glob("part-*.jsonl"))
    rows = [json.loads(line) for part in parts for line in part.read_text().splitlines()]
    assert rows == [{"index": number, **line} for number, line in enumerate(lines)]


def test_own_data_is_trained_on_scored_and_tagged_with(run: Run, own_data: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine" / "trips" / "elman"
    ran = run("train", "--data", own_data, "--out", out, "--seed", "3")
    assert (ran.code, ran.out.startswith(f"{out}: strict dev F1 ")) == (0, True)
    assert json.loads((out / "config.json").read_text())["train"]["seed"] == 3
    assert ran.err.count("epoch ") > 1
    assert {"report.html", "report.png"} < {path.name for path in out.iterdir()}
    card = run("models", "--models-dir", tmp_path / "mine").out.splitlines()[1].split()
    assert card[:2] == ["trips/elman", "3"]
    assert json.loads(run("tag", "--model", out, data=b"we leave from Oslo\n").out)["tokens"][3]["text"] == "Oslo"


def test_an_encoder_is_taught_by_the_texts_of_the_data_folder(run: Run, tmp_path: Path) -> None:
    texts = ("wikipedia-articles", "wikipedia-2014-half", "football-results", "dialogues-and-queries")
    (tmp_path / "text").mkdir()
    for name in texts:
        (tmp_path / "text" / f"{name}.txt.xz").write_bytes(lzma.compress(b"We leave from Oslo today.\n" * 30))
    lacking = run("pretrain", "--words", 20, "--data", tmp_path)
    assert (lacking.code, "`slotscope data fetch glove`" in lacking.err) == (1, True)
    (tmp_path / "glove").mkdir()
    with zipfile.ZipFile(tmp_path / "glove" / "glove.6B.zip", "w") as archive:
        archive.writestr("glove.6B.100d.txt", "".join(f"{word}{' 0.5' * 100}\n" for word in ("we", "leave", "oslo")))
    result = run("pretrain", "--words", 20, "--data", tmp_path)
    assert (result.code, "the encoder of a bi-lstm" in result.out) == (0, True)
    made = find_vectors("open-encoder", tmp_path)  # where a recipe that names it looks for it
    assert made.is_relative_to(tmp_path)
    assert "encoder.back.weight_hh_l0" in read_vectors(made).network
    mine = tmp_path / "mine.toml"
    mine.write_text('vectors = "open-encoder"\nmost = 9\ntotal = 20\n[texts]\nfootball-results = 0.5\n')
    assert run("pretrain", mine, "--data", tmp_path).code == 0
    assert set(read_vectors(find_vectors("mine", tmp_path)).words) == {"we", "leave", "oslo", "from", "today", "."}
    unknown = run("pretrain", "elmo")
    assert (unknown.code, "unknown encoder 'elmo'" in unknown.err, "news-encoder" in unknown.err) == (1, True, True)
    missing = run("pretrain", "--data", tmp_path / "nowhere")
    assert (missing.code, "no word vectors" in missing.err) == (1, True)


def test_a_transformer_is_tuned_to_teach_where_recipes_find_it(run: Run, own_data: Path, tmp_path: Path) -> None:
    pupil, recipe, data = tmp_path / "pupil.toml", tmp_path / "tiny.toml", tmp_path / "data"
    pupil.write_text(f'task = "trips"\n[data]\ntrain = ["{own_data}"]\ndev = "{own_data}"\n')
    recipe.write_text(f'pupil = "{pupil}"\nepochs = 1\n')
    result = run("teach", recipe, "--body", make_body(tmp_path / "body"), "--data", data)
    assert (result.code, "tiny: strict dev F1" in result.out) == (0, True)
    assert load_transformer(data / "teachers" / "tiny").name == "trips/tiny"
    missing = run("teach", recipe, "--body", tmp_path / "nowhere", "--data", data)
    assert (missing.code, "no pretrained transformer" in missing.err) == (1, True)


def test_training_never_replaces_what_is_no_model(run: Run, own_data: Path, tmp_path: Path) -> None:
    ran = run("train", "--data", own_data, "--out", tmp_path)
    assert (ran.code, own_data.exists()) == (1, True)
    assert "is no model" in ran.err


@pytest.mark.parametrize(
    ("found", "asked", "used"), [(True, "auto", "cuda"), (False, "auto", "cpu"), (True, "cpu", "cpu")]
)
def test_a_gpu_is_used_where_there_is_one_and_no_one_declined(
    run: Run, monkeypatch: pytest.MonkeyPatch, found: bool, asked: str, used: str
) -> None:
    def stop(name: str, folder: Path, device: str) -> None:  # noqa: ARG001
        raise ModelError(f"on {device}")

    monkeypatch.setattr("torch.cuda.is_available", lambda: found)
    monkeypatch.setattr("app.cli.load_model", stop)
    assert run("tag", "--device", asked).err == f"slotscope: on {used}\n"


def test_scores_are_those_of_a_perfect_and_of_a_wrong_file(run: Run, models_dir: Path, tmp_path: Path) -> None:
    predictor = Predictor.load("toys", models_dir)
    words = ["we", "leave", "from", "Oslo", "next", "Friday"]
    tags = [token.tag for token in predictor(" ".join(words)).tokens]
    assert any(tag != "O" for tag in tags)
    for name, gold in (("right", tags), ("wrong", ["B-nothing"] * len(tags))):
        (tmp_path / name).write_text("".join(map("{} {}\n".format, words, gold)))
        scores = json.loads(run("evaluate", "toys", "--data", tmp_path / name, "--json").out)
        assert scores["strict_f1"] == (100 if name == "right" else 0)
    assert "strict f1" in run("evaluate", "toys", "--data", tmp_path / "right").out


def test_a_typed_suite_is_also_scored_by_offsets_and_pairs(run: Run, tmp_path: Path) -> None:
    row = {"id": "a", "text": "x", "spans": [{"start": 0, "end": 1, "label": "nothing"}], "pair": "p"}
    (tmp_path / "suite.jsonl").write_text(json.dumps(row) + "\n")
    typed = json.loads(run("evaluate", "toys", "--data", tmp_path / "suite.jsonl", "--json").out)["typed"]
    assert (typed["pairs"], typed["pair_accuracy"], typed["wrong"]) == (1, 0, ["a"])


def test_figures_on_the_recipe_s_own_dev_split_can_be_kept_and_others_not(
    run: Run, own_data: Path, tmp_path: Path
) -> None:
    folder, dev = save_model(tmp_path / "models"), tmp_path / "public" / "atis"
    dev.mkdir(parents=True)
    shutil.copy(own_data, dev / "dev.conll")
    scores = json.loads(run("evaluate", folder, "--record", "--json", "--data", dev.parent).out)
    metrics = json.loads((folder / "metrics.json").read_text())
    assert metrics["robustness"] == scores["robustness"]
    assert (metrics["dev_f1"], metrics["dev"]["sentences"]) == (scores["strict_f1"], 20)
    assert (folder / "confusion.svg").is_file()
    assert run("evaluate", folder, "--record", "--data", own_data).code == 2


def test_models_are_listed_with_their_labels_and_scores(run: Run) -> None:
    rows = [line.split() for line in run("models").out.splitlines()]
    assert [row[0] for row in rows] == ["model", "toys/bi-lstm", "toys/elman"]
    assert rows[1][1] == "3"
    assert "90.00" in rows[1]


def test_a_model_is_exported_and_the_file_tags_as_the_model_does(run: Run, models_dir: Path, tmp_path: Path) -> None:
    ran = run("export", "toys/elman", "--out", tmp_path / "toys.onnx")
    assert (ran.code, ran.out) == (0, f"{tmp_path / 'toys.onnx'}: toys/elman, 0.0 MB\n")
    text = "we leave from Oslo"
    expected = [token.tag for token in Predictor.load("toys/elman", models_dir)(text).tokens]
    assert list(OnnxTagger(tmp_path / "toys.onnx")(text).tags) == expected


def test_data_are_converted_and_what_is_lost_or_faulty_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(
        '{"text": "to  Oslo", "spans": [{"start": 4, "end": 8, "label": "city"}]}\n{"text": 5}\n'
    )
    ran = run("data", "convert", tmp_path / "in.jsonl", tmp_path / "out.parquet")
    assert (ran.code, ran.out) == (0, f"{tmp_path / 'out.parquet'}: 1 sentences\n")
    assert "read as JSON, of spans" in ran.err
    assert f'{tmp_path / "in.jsonl"}, line 2: "text" must be a text, got 5' in ran.err
    assert "not held by the target, in 1 sentences: the spaces between words" in ran.err
    strict = run("data", "convert", tmp_path / "in.jsonl", tmp_path / "out.conll", "--strict")
    assert (strict.code, strict.err.count("\n")) == (1, 1)


def test_every_public_set_is_listed(run: Run) -> None:
    listed = [line.split()[0] for line in run("data", "list").out.splitlines()[1:] if not line.startswith(" ")]
    assert listed == list(list_sets())


def test_a_set_that_is_not_in_the_local_folder_is_named(run: Run, tmp_path: Path) -> None:
    ran = run("data", "fetch", "atis", "--from", tmp_path / "empty", "--data", tmp_path / "data")
    assert ran.code == 1
    assert "atis" in ran.err
    assert not list((tmp_path / "data").rglob("*.part"))


def test_an_impossible_setting_stops_serve_before_it_starts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLOTSCOPE_MAX_TEXTS", "none")
    ran = run("serve")
    assert ran.code == 2
    assert "SLOTSCOPE_MAX_TEXTS" in ran.err


def test_serve_hands_its_options_to_the_server(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given: dict[str, object] = {}
    monkeypatch.setattr("uvicorn.run", lambda app, **options: given.update(options, app=app))
    assert run("serve", "--port", "9000", "--workers", "2", "--models-dir", tmp_path).code == 0
    assert (given["app"], given["host"], given["port"], given["workers"]) == (
        "app.main:create_app",
        "127.0.0.1",
        9000,
        2,
    )
    assert os.environ["SLOTSCOPE_MODELS_DIR"] == str(tmp_path)


def test_a_reader_that_has_enough_ends_the_run_quietly(models_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("we leave from Oslo\n" * 20_000)
    command = program("tag", tmp_path / "long.txt", "--model", "toys", "--batch-size", 16, "--models-dir", models_dir)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"model"')
        process.stdout.close()
        assert (process.wait(60), process.stderr.read()) == (0, b"")


def test_a_terminal_sees_progress_and_the_output_none_of_it(models_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("leave Oslo\n" * 100)
    command = program("tag", tmp_path / "in.txt", "--model", "toys", "--format", "tags", "--models-dir", models_dir)
    terminal, stderr = pty.openpty()
    try:
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=stderr, check=True)
        shown = os.read(terminal, 65536)
    finally:
        os.close(terminal)
        os.close(stderr)
    assert b"100 sentences" in shown
    assert [len(line.split()) for line in done.stdout.splitlines()] == [2] * 100
