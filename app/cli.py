"""The command line: slotscope serve | tag | train | pretrain | evaluate | models | data. Asks and shows, nothing more.

Exit codes: 0 done; 1 a data or model error, said in one sentence on stderr; 2 wrong usage.
"""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO, Literal

import orjson
import torch
import typer
import uvicorn
from pydantic import ValidationError
from typer import Argument, BadParameter, Option

from app import __version__, reports
from app.choices import (
    check_output,
    find_recipe,
    is_own_dev,
    labelled,
    load_model,
    model_folder,
    own_recipe,
    typed_suite,
    with_seed,
)
from app.console import progress, say, table
from app.settings import Settings
from app.speed import made_up, sentences_per_second
from app.stream import Format, TagOptions, tag_stream
from model.calibration import calibrate
from model.checkpoint import SHIPPED, Card, find_models, record
from model.convert import convert
from model.corpus import build_corpus, find_vectors
from model.errors import DataError, ModelError
from model.files.formats import WRITTEN
from model.language import LanguageConfig, train_encoder
from model.measure import measure
from model.plain import read_texts
from model.predict import Predictor
from model.sources import default_data_dir, fetch, list_sets
from model.train import EpochReport, Hooks
from model.train import train as train_model
from model.vectors import read_vectors

ABOUT = "Slot filling and named entities with small recurrent taggers."
GLANCE_S = 0.3  # seconds that `models` measures each
MODEL = "task/architecture, a task for its best model, or a model folder."

SAID_FAULTS = 5

HELP = {"help_option_names": ["-h", "--help"]}
cli = typer.Typer(help=ABOUT, no_args_is_help=True, pretty_exceptions_enable=False, context_settings=HELP)
data_cli = typer.Typer(
    help="Public data sets: list them, fetch them; convert your own.", no_args_is_help=True, context_settings=HELP
)
cli.add_typer(data_cli, name="data")

ModelsDir = Annotated[
    Path, Option(envvar="SLOTSCOPE_MODELS_DIR", help="Folder of trained models.", show_default="the shipped ones")
]
Strict = Annotated[bool, Option("--strict", help="Stop at the first faulty sentence, instead of leaving it out.")]
DataDir = Annotated[
    Path | None, Option("--data", help="Folder of the sets.", show_default="$SLOTSCOPE_DATA or a cache")
]


def _device(asked: str) -> str:
    """What `auto` means on this machine."""
    if asked == "cuda" and not torch.cuda.is_available():
        raise BadParameter("no CUDA device is found", param_hint="--device")
    return asked if asked != "auto" else "cuda" if torch.cuda.is_available() else "cpu"


Device = Annotated[
    Literal["auto", "cpu", "cuda"], Option(callback=_device, help="Where to compute; auto: on a GPU if there is one.")
]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program on these arguments, or on those of the process, and leave with its exit code."""
    try:
        cli(arguments, prog_name="slotscope")
    except ModelError as error:
        say(f"slotscope: {error}")
        sys.exit(1)
    except OSError as error:
        say(f"slotscope: {error.filename or 'standard output'}: {error.strerror or error}")
        sys.exit(1)


@cli.callback(invoke_without_command=True)
def root(version: Annotated[bool, Option("--version", help="Print the version.")] = False) -> None:
    """Say the version, which no command does."""
    if version:
        typer.echo(__version__)
        raise typer.Exit


@cli.command()
def serve(
    host: Annotated[str, Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8000,
    workers: Annotated[int, Option(min=1, help="Processes.")] = 1,
    models_dir: ModelsDir = SHIPPED,
) -> None:
    """Serve the page and the API; the other settings are environment variables, SLOTSCOPE_…"""
    os.environ["SLOTSCOPE_MODELS_DIR"] = str(models_dir)  # where the workers, processes of their own, find it
    try:
        settings = Settings()
    except ValidationError as error:
        wrong = error.errors()[0]
        where = "".join(f"SLOTSCOPE_{name}: ".upper() for name in wrong["loc"][:1])
        raise BadParameter(where + wrong["msg"], param_hint="environment") from error
    # uvicorn answers what it accepted, then raises the signal again: a stop that was asked for is no failure
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    uvicorn.run(
        "app.main:create_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,  # the app writes its own, without texts
        timeout_graceful_shutdown=round(settings.grace_s),
    )


@cli.command()
def tag(  # noqa: PLR0913  an argument an option
    file: Annotated[str, Argument(help="One sentence a line, UTF-8; - is standard input.")] = "-",
    model: Annotated[str, Option(help=MODEL)] = "flights",
    form: Annotated[Format, Option("--format", help="What is written for each sentence.")] = "jsonl",
    tokenized: Annotated[bool, Option("--tokenized", help="Take white-space tokens as they are.")] = False,
    batch_size: Annotated[int, Option(min=1, max=100_000, help="Sentences read and written at a time.")] = 512,
    device: Device = "auto",
    models_dir: ModelsDir = SHIPPED,
) -> None:
    """Tag a file, one sentence a line, in the order of its lines and in constant memory."""
    predictor, options = load_model(model, models_dir, device), TagOptions(form, tokenized, batch_size)
    output = sys.stdout.buffer
    try:
        with _opened(file) as (source, name, size), progress("tagging", size, not sys.stdout.isatty()) as show:
            lines = read = 0
            for tagged in tag_stream(source, name, predictor, options):
                output.write(tagged.output)
                output.flush()
                lines, read = lines + tagged.lines, read + tagged.size
                show(read, f"{lines:,} sentences")
    except BrokenPipeError:  # the reader has had enough, as in `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), output.fileno())


@cli.command()
def train(
    recipe: Annotated[str | None, Argument(help="RECIPE.toml, or a shipped task or model.")] = None,
    data: Annotated[
        Path | None, Option(help="Your own file or folder; with a recipe, that of the public sets.")
    ] = None,
    out: Annotated[Path | None, Option(help="Model folder to write.", show_default="trained/TASK/ARCHITECTURE")] = None,
    seed: Annotated[int | None, Option(help="Seed of all chance.", show_default="the recipe's")] = None,
    device: Device = "auto",
    resume: Annotated[bool, Option("--resume", help="Go on with a training that was broken off.")] = False,
) -> None:
    """Train a model from a recipe, or on data of your own in any supported format.

    A training that is broken off, even killed, loses at most the epoch it was in: the same command with --resume goes
    on to the weights that it would have found unbroken.
    """
    if recipe is not None:
        plan = with_seed(find_recipe(recipe), seed)
    elif data is not None and out is not None:
        plan = with_seed(own_recipe(data, out), seed)
    else:
        raise BadParameter("give a recipe, a task, or your own data with --data and --out")
    folder = out or Path("trained") / plan.name
    check_output(folder)
    corpus = build_corpus(plan, data if data and recipe else default_data_dir())
    with progress(f"training {plan.name}", None) as show:
        hooks = Hooks(lambda step, steps, loss: show(step, f"loss {loss:.3f}", steps), _say_epoch)
        card = train_model(plan, corpus, folder, device, hooks, resume)
    typer.echo(f"{folder}: strict dev F1 {card.metrics['dev_f1']:.2f}, {card.parameters:,} parameters")


@cli.command()
def pretrain(
    out: Annotated[Path, Argument(help="File to write: vectors = FILE in a recipe begins with it.")],
    vectors: Annotated[str, Option(help="Word vectors to begin with: a shipped name or a file.")] = "open100",
    words: Annotated[int, Option(min=1, help="Words of text to read.")] = LanguageConfig.total,
    seed: Annotated[int, Option(help="Seed of all chance.")] = LanguageConfig.seed,
    data: DataDir = None,
) -> None:
    """Teach an encoder from the plain texts of the public sets, before any label is seen."""
    config = LanguageConfig(total=words, seed=seed)
    lines = read_texts((data or default_data_dir()) / "text", config.texts, config.spoken)
    start = read_vectors(find_vectors(vectors), config.most)
    with progress("reading", words) as show:
        train_encoder(config, start, lines, out, lambda seen, loss: show(seen, f"loss {loss:.2f}"))
    typer.echo(f"{out}: {len(start.words):,} words and the encoder of a {config.model.architecture}")


@cli.command()
def evaluate(
    model: Annotated[str, Argument(help=MODEL)],
    data: Annotated[Path | None, Option(help="Labelled file or folder, or the folder of the public sets.")] = None,
    as_json: Annotated[bool, Option("--json", help="Print JSON.")] = False,
    keep: Annotated[bool, Option("--record", help="Keep the figures in the model's folder.")] = False,
    models_dir: ModelsDir = SHIPPED,
) -> None:
    """Score a model on labelled sentences; without data, on the dev split and the typed suite of its recipe."""
    predictor = load_model(model, models_dir)
    recipe = predictor.card.recipe
    if keep and not is_own_dev(recipe, data):
        raise BadParameter("only what is measured on the recipe's own dev split is kept", param_hint="--record")
    sentences, source = labelled(recipe, data)
    if keep:
        calibrate(predictor, sentences)
    figures = measure(predictor, sentences, typed_suite(recipe, data))
    if keep:
        record(model_folder(model, models_dir), figures)
    speed = sentences_per_second(predictor, made_up(predictor), GLANCE_S)
    sizes = {"size_bytes": predictor.card.size_bytes, "sentences_per_second": speed}
    if as_json:
        named = {"model": predictor.name, "data": source, "typed": None}
        typer.echo(orjson.dumps({**named, **figures, **figures["dev"], **sizes}))
        return
    typer.echo(f"{predictor.name} on {source}: {len(sentences):,} sentences\n")
    table(reports.LABELS, reports.label_rows(figures["dev"]))
    typer.echo()
    table(reports.SCORES, reports.score_rows({**figures, **sizes}))


@cli.command()
def models(models_dir: ModelsDir = SHIPPED) -> None:
    """List the trained models: scores as they were measured, and speed on this machine."""
    folders = find_models(models_dir).values()
    if not folders:
        raise DataError("no model in this folder", models_dir)
    measured: list[tuple[Card, float]] = []
    with progress("measuring", len(folders)) as show:
        for folder in folders:
            predictor = Predictor.load(folder)
            show(len(measured), predictor.name)
            measured.append((predictor.card, sentences_per_second(predictor, made_up(predictor), GLANCE_S)))
    table(reports.MODELS, reports.model_rows(measured))


@data_cli.command("list")
def list_data(data: DataDir = None) -> None:
    """List the public sets, and what of them is here."""
    table(reports.SETS, reports.set_rows(list_sets(), data or default_data_dir()))


@data_cli.command("fetch")
def fetch_data(
    names: Annotated[list[str], Argument(help="Sets to fetch.", metavar="NAME…")],
    source: Annotated[Path | None, Option("--from", help="Local folder to copy from, instead of the network.")] = None,
    data: DataDir = None,
) -> None:
    """Fetch public sets, each file checked by its SHA-256."""
    folder = data or default_data_dir()
    for name in names:
        with progress(name, None) as show:
            fetched = fetch(name, folder, source, lambda file, done, size: show(done, file, size))
        for file in fetched:
            typer.echo(f"{folder / file.file}: {file.outcome}{file.reason and ', '}{file.reason}")


@data_cli.command("convert")
def convert_data(
    source: Annotated[Path, Argument(help="Labelled file or folder, in any supported format.")],
    target: Annotated[Path, Argument(help="New file, or for several splits a new folder.")],
    to: Annotated[str, Option(help=f"Format, where the target's name does not say it: {', '.join(WRITTEN)}.")] = "",
    strict: Strict = False,
) -> None:
    """Write labelled sentences in another format, and say what that format cannot hold."""
    done = convert(source, target, to, strict)
    _say_source(done.notes, done.faults)
    for error in done.left_out:
        say(f"left out: {error}")
    for what, count in done.lost.items():
        say(f"not held by the target, in {count:,} sentences: {what}")
    for path, count in done.files.items():
        typer.echo(f"{path}: {count:,} sentences")


@contextmanager
def _opened(file: str) -> Iterator[tuple[BinaryIO, str, int | None]]:
    """The stream, its name, and its size in bytes where that is known."""
    if file == "-":
        yield sys.stdin.buffer, "standard input", None
        return
    with Path(file).open("rb") as source:
        yield source, file, Path(file).stat().st_size or None


def _say_source(notes: Sequence[str], faults: Sequence[DataError]) -> None:
    """How data were read, and what of them was left out; of many faults the first."""
    for note in notes:
        say(note)
    for fault in faults[:SAID_FAULTS]:
        say(f"left out: {fault}")
    if len(faults) > SAID_FAULTS:
        say(f"left out: {len(faults):,} sentences in all; --strict stops at the first")


def _say_epoch(report: EpochReport) -> None:
    typed = "" if report.typed_f1 is None else f", typed F1 {report.typed_f1:.2f}"
    of = f"epoch {report.epoch} of {report.epochs}"
    say(f"{of}: loss {report.loss:.3f}, dev F1 {report.dev_f1:.2f}{typed}, {report.seconds:.0f} s")
