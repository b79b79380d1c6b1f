"""What the command line shows: tables on stdout, progress bars on stderr while it is a terminal. Knows no model."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

PLAIN_WIDTH = 1000  # characters: a table that goes into a file or a pipe is not folded


class Show(Protocol):
    """Moves a progress bar: how far, a note beside the bar, and the end if that has become known."""

    def __call__(self, done: float, note: str, total: float | None = None) -> None: ...


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table on stdout; a column that begins with `>` is set to the right. Cells are text, never markup."""
    view = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        view.add_column(column.removeprefix(">"), justify="right" if column.startswith(">") else "left")
    for row in rows:
        view.add_row(*(Text(cell) for cell in row))
    Console(width=None if sys.stdout.isatty() else PLAIN_WIDTH).print(view)


@contextmanager
def progress(description: str, total: float | None, shown: bool = True) -> Iterator[Show]:
    """A progress bar on stderr, drawn only where that is a terminal; `total` is None where no one knows the end."""
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[note]}", markup=False),
        TimeElapsedColumn(),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        disable=not (shown and sys.stderr.isatty()),
        redirect_stdout=False,
    )
    task = bar.add_task(description, total=total, note="")
    with bar:
        yield lambda done, note, total=None: bar.update(task, completed=done, note=note, total=total)


def say(sentence: str) -> None:
    """Print a line on stderr, above a progress bar if there is one."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
