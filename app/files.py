"""Files tagged with a progress bar: as a stream on stdout, or as a job whose parts survive a crash."""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from app.bulk import Job, Part, begin, tag_part
from app.cluster import spread
from app.console import progress, say
from app.stream import TagOptions, tag_stream
from model.predict import Predictor


def tag_to_stdout(files: Sequence[str], predictor: Predictor, options: TagOptions) -> None:
    """Tag files one after the other, in the order of their lines and in constant memory. Raises DataError."""
    output = sys.stdout.buffer
    gc.freeze()  # what is loaded is no garbage: looking through it again and again takes a tenth of the time
    try:
        for file in files:
            with _opened(file) as (source, name, size), progress("tagging", size, not sys.stdout.isatty()) as show:
                lines = read = 0
                for tagged in tag_stream(source, name, predictor, options):
                    output.write(tagged.output)
                    output.flush()
                    lines, read = lines + tagged.lines, read + tagged.size
                    show(read, f"{lines:,} sentences")
    except BrokenPipeError:  # the reader has had enough, as in `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), output.fileno())


def tag_to_folder(job: Job, on_ray: bool) -> None:
    """Tag what a job's folder still lacks, here or spread over a cluster. Raises DataError and ConfigError."""
    parts, missing = begin(job)
    lines = sum(part.lines for part in parts)
    done = lines - sum(part.lines for part in missing)
    with progress("tagging", lines) as show:
        show(done, f"{done:,} sentences")
        for part in _run(job, missing, on_ray):
            done += part.lines
            show(done, f"{done:,} sentences")
    say(f"{job.out}: {lines:,} sentences in {len(parts):,} parts, {len(missing):,} of them tagged now")


def _run(job: Job, parts: Sequence[Part], on_ray: bool) -> Iterator[Part]:
    if on_ray and parts:
        return spread(lambda part: tag_part(job, part), parts, job.device == "cuda")
    return (tag_part(job, part) for part in parts)


@contextmanager
def _opened(file: str) -> Iterator[tuple[BinaryIO, str, int | None]]:
    """The stream, its name, and its size in bytes where that is known."""
    if file == "-":
        yield sys.stdin.buffer, "standard input", None
        return
    with Path(file).open("rb") as source:
        yield source, file, Path(file).stat().st_size or None
