"""The command line: slotscope serve | tag | train | pretrain | teach | evaluate | models | export | data | bench.

Exit codes: 0 done; 1 a data or model error, said in one sentence on stderr; 2 wrong usage.
"""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import orjson
import typer
import uvicorn
from pydantic import ValidationError
from typer import Argument, BadParameter, Option

from app import __version__, reports
from app.bulk import Job
from app.choices import (
    is_own_dev,
    labelled,
    load_model,
    model_folder,
    typed_suite,
)
from app.cli_bench import bench
from app.cli_data import HELP, data_cli
from app.cli_train import Device, pretrain, teach, train
from app.console import progress, say, table
from app.files import tag_to_folder, tag_to_stdout
from app.settings import Settings
from app.speed import made_up, sentences_per_second
from app.stream import TagOptions
from model.calibration import calibrate
from model.checkpoint import SHIPPED, Card, find_models, record
from model.errors import DataError, ModelError
from model.export import export as export_model
from model.lazy import Lazy
from model.measure import measure
from model.predict import Predictor

scale = Lazy("app.scale")  # which brings FastAPI: most commands serve nothing
ABOUT = "Slot filling and named entities with small recurrent taggers."
WORKER_S = 60  # for a worker to start, where a busy machine takes long, or to show that it lives
GLANCE_S = 0.3  # seconds that `models` measures each
MODEL = "task/architecture, a task for its best model, or a model folder."

Form = Literal["jsonl", "conll", "tags", "displacy", "parquet"]

cli = typer.Typer(help=ABOUT, no_args_is_help=True, pretty_exceptions_enable=False, context_settings=HELP)
cli.add_typer(data_cli, name="data")
cli.command()(train)
cli.command()(pretrain)
cli.command()(teach)
cli.command()(bench)

ModelsDir = Annotated[
    Path, Option(envvar="SLOTSCOPE_MODELS_DIR", help="Folder of trained models.", show_default="the shipped ones")
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
    ray: Annotated[
        bool, Option("--ray", help="Serve on a Ray cluster; SLOTSCOPE_RAY_… says how many replicas.")
    ] = False,
    models_dir: ModelsDir = SHIPPED,
) -> None:
    """Serve the page and the API, with the models of a folder beside those shipped.

    The other settings are environment variables, SLOTSCOPE_…
    """
    os.environ["SLOTSCOPE_MODELS_DIR"] = str(models_dir)  # where the workers, processes of their own, find it
    try:
        settings = Settings()
    except ValidationError as error:
        wrong = error.errors()[0]
        where = "".join(f"SLOTSCOPE_{name}: ".upper() for name in wrong["loc"][:1])
        raise BadParameter(where + wrong["msg"], param_hint="environment") from error
    if ray:
        if workers > 1 or port == 0:
            raise BadParameter("takes a port, and SLOTSCOPE_RAY_MIN_REPLICAS for --workers", param_hint="--ray")
        scale.serve_on_ray(host, port)
        return
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
        timeout_worker_healthcheck=WORKER_S,
    )


@cli.command()
def tag(  # noqa: PLR0913  an argument an option
    files: Annotated[list[str], Argument(help="One sentence a line, UTF-8; - is standard input.")] = ["-"],  # noqa: B006
    model: Annotated[str, Option(help=MODEL)] = "flights",
    form: Annotated[Form, Option("--format", help="What is written for each sentence.")] = "jsonl",
    tokenized: Annotated[bool, Option("--tokenized", help="Take white-space tokens as they are.")] = False,
    batch_size: Annotated[int, Option(min=1, max=100_000, help="Sentences read and written at a time.")] = 512,
    device: Device = "auto",
    out: Annotated[Path | None, Option(help="Folder to write, in parts; the same again goes on.")] = None,
    ray: Annotated[bool, Option("--ray", help="Spread the parts over a Ray cluster; with --out.")] = False,
    models_dir: ModelsDir = SHIPPED,
) -> None:
    """Tag files, one sentence a line, in the order of their lines and in constant memory.

    With --out, JSON lines with a "text" and parquet files with a column `text` are read too, and a crash costs only the
    parts in hand: the same command again tags those that are missing.
    """
    if out is None:
        if ray or form == "parquet":
            raise BadParameter("a folder is needed: give --out", param_hint="--ray" if ray else "--format")
        tag_to_stdout(files, load_model(model, models_dir, device), TagOptions(form, tokenized, batch_size))
    elif form == "conll" or form == "tags" or form == "displacy" or "-" in files:
        raise BadParameter("a folder takes files, and holds jsonl or parquet", param_hint="--out")
    else:
        paths = tuple(str(Path(file).resolve()) for file in files)
        folder = model_folder(model, models_dir).resolve()
        tag_to_folder(Job(paths, str(out.resolve()), str(folder), form, tokenized, device), ray)


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


@cli.command()
def export(
    model: Annotated[str, Argument(help=MODEL)],
    out: Annotated[Path, Option(help="File to write, such as flights.onnx.")],
    models_dir: ModelsDir = SHIPPED,
) -> None:
    """Write a model as one ONNX file: graph, weights and vocabulary. Needs the extra onnx."""
    predictor = load_model(model, models_dir)
    typer.echo(f"{out}: {predictor.name}, {export_model(predictor, out) / 1e6:.1f} MB")
