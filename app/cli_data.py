"""The commands on data, `slotscope data …`: list and fetch the public sets, convert labelled sentences."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer import Argument, Option

from app import reports
from app.console import progress, say, table
from model.convert import convert
from model.errors import DataError
from model.files.formats import WRITTEN
from model.sources import default_data_dir, fetch, list_sets

SAID_FAULTS = 5
HELP = {"help_option_names": ["-h", "--help"]}
data_cli = typer.Typer(
    help="Public data sets: list them, fetch them; convert your own.", no_args_is_help=True, context_settings=HELP
)
DataDir = Annotated[
    Path | None, Option("--data", help="Folder of the sets.", show_default="$SLOTSCOPE_DATA or a cache")
]
Strict = Annotated[bool, Option("--strict", help="Stop at the first faulty sentence, instead of leaving it out.")]


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
    say_source(done.notes, done.faults)
    for error in done.left_out:
        say(f"left out: {error}")
    for what, count in done.lost.items():
        say(f"not held by the target, in {count:,} sentences: {what}")
    for path, count in done.files.items():
        typer.echo(f"{path}: {count:,} sentences")


def say_source(notes: Sequence[str], faults: Sequence[DataError]) -> None:
    """How data were read, and what of them was left out; of many faults the first."""
    for note in notes:
        say(note)
    for fault in faults[:SAID_FAULTS]:
        say(f"left out: {fault}")
    if len(faults) > SAID_FAULTS:
        say(f"left out: {len(faults):,} sentences in all; --strict stops at the first")
