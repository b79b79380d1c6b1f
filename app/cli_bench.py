"""`slotscope bench`, which measures a checkout: the benchmark stands among the tests, which no installation holds."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated

from typer import Argument, Exit, Option

from model.errors import DataError

ROOT = Path(__file__).parents[1]
BENCH = ROOT / "tests" / "bench"


def bench(
    parts: Annotated[
        list[str] | None, Argument(metavar="PART…", help="What to measure.", show_default="everything")
    ] = None,
    as_json: Annotated[bool, Option("--json", help="Print JSON.")] = False,
    readme: Annotated[bool, Option("--readme", help="Write the table into the README.")] = False,
) -> None:
    """Measure speed beside others, in a checkout; what was measured before is kept and shown too."""
    if not BENCH.is_dir():
        raise DataError("there is no benchmark beside the program: it comes with a checkout, not with a package", BENCH)
    options = [*(parts or []), *(["--json"] if as_json else []), *(["--readme"] if readme else [])]
    command = [sys.executable, "-m", "tests.bench", *options]
    raise Exit(subprocess.run(command, cwd=ROOT, check=False).returncode)
