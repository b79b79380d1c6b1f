"""Files and folders that are replaced whole or not at all, even by a process that is killed. Knows no models."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.errors import CheckpointError

CURRENT_FOLDER, EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn a failure to write into a CheckpointError that names the path and says that nothing is lost."""
    try:
        yield
    except OSError as error:
        raise CheckpointError(f"{path}: cannot be written: {error.strerror or error}; it is left as it was") from error


def write_file(path: Path, content: bytes) -> None:
    """Write a file that is there whole or as it was before. Raises CheckpointError where it cannot be written."""
    part = path.with_name(f"{path.name}.part")
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def replace_folder(folder: Path, new: Path, old: Path) -> None:
    """Put `new` where `folder` is or will be; what was there goes to `new` or `old`, which stand on the same disk.

    Where the system can exchange two folders there is no moment without one; elsewhere it is between two renamings.
    """
    if not folder.exists():
        new.replace(folder)
    elif not exchange(folder, new):
        folder.replace(old)
        try:
            new.replace(folder)
        except OSError:
            old.replace(folder)
            raise


def exchange(one: Path, other: Path) -> bool:
    """Let two paths swap what they name, in one step; False where the system cannot."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and not rename(
        CURRENT_FOLDER, os.fsencode(one), CURRENT_FOLDER, os.fsencode(other), EXCHANGE
    )
