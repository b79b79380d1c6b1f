"""The commands that train: from a recipe, on data of one's own, an encoder from plain text, or a teacher."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import torch
import typer
from typer import Argument, BadParameter, Option

from app.choices import check_output, find_encoder, find_recipe, with_seed
from app.cli_data import DataDir, Strict, say_source
from app.console import Show, progress, say
from model.config import read_config
from model.corpus import build_corpus, find_vectors, taught, teacher_corpus
from model.errors import ConfigError
from model.evaluate import evaluate, predict_words
from model.language import train_encoder
from model.own import prepare
from model.plain import read_texts
from model.predict import Predictor
from model.report import write_report
from model.sources import default_data_dir
from model.train import EpochReport, Hooks
from model.train import train as train_model
from model.transformer import TransformerConfig, tune
from model.vectors import read_vectors


def _device(asked: str) -> str:
    """What `auto` means on this machine."""
    if asked == "cuda" and not torch.cuda.is_available():
        raise BadParameter("no CUDA device is found", param_hint="--device")
    return asked if asked != "auto" else "cuda" if torch.cuda.is_available() else "cpu"


Device = Annotated[
    Literal["auto", "cpu", "cuda"], Option(callback=_device, help="Where to compute; auto: on a GPU if there is one.")
]


def train(  # noqa: PLR0913  an argument an option
    recipe: Annotated[str | None, Argument(help="RECIPE.toml, or a shipped task or model.")] = None,
    data: Annotated[
        Path | None, Option(help="Your own file or folder; with a recipe, that of the public sets.")
    ] = None,
    out: Annotated[Path | None, Option(help="Model folder to write.", show_default="trained/TASK/ARCHITECTURE")] = None,
    seed: Annotated[int | None, Option(help="Seed of all chance.", show_default="the recipe's")] = None,
    device: Device = "auto",
    resume: Annotated[bool, Option("--resume", help="Go on with a training that was broken off.")] = False,
    strict: Strict = False,
) -> None:
    """Train a model from a recipe, or on data of your own in any supported format.

    A training that is broken off, even killed, loses at most the epoch it was in: the same command with --resume goes
    on to the weights that it would have found unbroken.
    """
    if recipe is None and (data is None or out is None):
        raise BadParameter("give a recipe, a task, or your own data with --data and --out")
    if recipe is None and data is not None and out is not None:
        check_output(out)
        own = prepare(data, out, seed, strict)
        say_source(own.notes, own.faults)
        plan, corpus = own.recipe, own.corpus
    else:
        plan = with_seed(find_recipe(recipe or ""), seed)
        check_output(out or Path("trained") / plan.name)
        corpus = build_corpus(plan, data or default_data_dir())
    folder = out or Path("trained") / plan.name
    with progress(f"training {plan.name}", None) as show:
        card = train_model(plan, corpus, folder, device, _watch(show), resume)
    if recipe is None:
        predictor = Predictor.load(folder, device=device)
        title = f"{card.name}, trained on {data}"
        try:
            write_report(folder, title, card.metrics, corpus.dev, predict_words(predictor, corpus.dev))
        except ConfigError as error:
            say(f"no report.png: {error}")
        say(f"{folder / 'report.html'}: curves, labels, confusions and the worst sentences")
    typer.echo(f"{folder}: strict dev F1 {card.metrics['dev_f1']:.2f}, {card.parameters:,} parameters")


def pretrain(
    recipe: Annotated[str, Argument(help="A shipped encoder's name, or a file.toml.")] = "open-encoder",
    out: Annotated[Path | None, Option(help="File to write.", show_default="where recipes find it")] = None,
    words: Annotated[int | None, Option(min=1, help="Words of text to read.", show_default="the recipe's")] = None,
    seed: Annotated[int | None, Option(help="Seed of all chance.", show_default="the recipe's")] = None,
    data: DataDir = None,
) -> None:
    """Teach an encoder from the plain texts of the public sets: where the training of some recipes begins."""
    folder, asked = data or default_data_dir(), find_encoder(recipe)
    config = replace(asked, total=words or asked.total, seed=asked.seed if seed is None else seed)
    start = read_vectors(find_vectors(config.vectors, folder), config.known or config.most)
    lines = read_texts(folder / "text", config.texts, config.spoken, config.seed)
    path = out or taught(Path(recipe).stem, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    with progress("reading", config.total) as show:
        train_encoder(config, start, lines, path, lambda seen, loss: show(seen, f"loss {loss:.2f}"))
    typer.echo(f"{path}: the encoder of a {config.model.architecture} that read {config.total:,} words")


def teach(
    recipe: Annotated[Path, Argument(help="A file of model/recipes/teachers/ that names a body.")],
    out: Annotated[Path | None, Option(help="Folder to write.", show_default="where recipes find it")] = None,
    body: Annotated[str | None, Option(help="Pretrained transformer: a folder, or a name on the hub.")] = None,
    seed: Annotated[int | None, Option(help="Seed of all chance.", show_default="the recipe's")] = None,
    data: DataDir = None,
) -> None:
    """Tune a pretrained transformer to a task: a teacher that labels plain text for a network of a few megabytes."""
    folder, asked = data or default_data_dir(), read_config(TransformerConfig, recipe)
    config = replace(asked, body=body or asked.body, seed=asked.seed if seed is None else seed)
    pupil, path = find_recipe(config.pupil), out or folder / "teachers" / recipe.stem
    corpus = teacher_corpus(config, pupil, folder)
    with progress("tuning", None) as show:
        name, watch = f"{pupil.task}/{recipe.stem}", _watch(show).on_step
        teacher = tune(config, name, pupil.model.text, corpus.epoch, watch)
    teacher.save(path)
    typer.echo(f"{path}: strict dev F1 {evaluate(teacher, corpus.dev).strict_f1:.2f}")


def _watch(show: Show) -> Hooks:
    """A progress bar that tells the loss of the last step and dev F1 of the last epoch; a line for each epoch."""
    told = {"dev": ""}

    def on_epoch(report: EpochReport) -> None:
        told["dev"] = f", dev F1 {report.dev_f1:.2f}"
        _say_epoch(report)

    return Hooks(lambda step, steps, loss: show(step, f"loss {loss:.3f}{told['dev']}", steps), on_epoch)


def _say_epoch(report: EpochReport) -> None:
    typed = "" if report.typed_f1 is None else f", typed F1 {report.typed_f1:.2f}"
    of = f"epoch {report.epoch} of {report.epochs}"
    say(f"{of}: loss {report.loss:.3f}, dev F1 {report.dev_f1:.2f}{typed}, {report.seconds:.0f} s")
