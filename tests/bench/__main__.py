"""`slotscope bench`: measure, print the table, and write it into the README.

    python -m tests.bench [PART…] [--json] [--readme]

Each part writes what it found into build/bench/PART.json; the table is made of all that is there, so that parts can be
measured one by one. Trained peers are kept there as well; they come from the extra `bench`.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

import torch

from model.errors import ModelError
from tests.bench import results, service, speed
from tests.bench.rounds import Row

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "bench"
PARTS: Mapping[str, Callable[[Path], Iterator[Row]]] = {
    "bulk": speed.bulk,
    "alone": speed.alone,
    "floor": speed.floor,
    "growth": speed.growth,
    "requests": service.requests,
    "again": service.again,
    "start": service.start,
}
COLUMNS = ("what", "slotscope", "against", "there", "ratio", "aim", "met")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the parts that are asked for."""
    asked = _parser().parse_args(arguments)
    torch.set_num_threads(1)
    os.environ["OMP_NUM_THREADS"] = "1"
    FOLDER.mkdir(parents=True, exist_ok=True)
    for part in asked.parts or PARTS:
        try:
            rows = [asdict(row) for row in PARTS[part](FOLDER)]
        except ModelError as error:  # the public set is not there, or the model
            sys.exit(f"slotscope bench: {part}: {error}")
        (FOLDER / f"{part}.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        _say(f"{part}: {len(rows)} lines measured")
    found = [Row(**row) for part in PARTS for row in _kept(part)]
    if asked.json:
        _say(json.dumps([asdict(row) for row in found], ensure_ascii=False, indent=1), sys.stdout)
        return
    cells = [_cells(row) for row in found]
    _say("\n".join(" | ".join(row) for row in (COLUMNS, *cells)), sys.stdout)
    if asked.readme:
        results.write(ROOT / "README.md", "BENCH", COLUMNS, cells)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="slotscope bench", description="Measure the speed of this checkout.")
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[*PARTS, []], help=f"of {', '.join(PARTS)}; all")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--readme", action="store_true", help="write the table into the README")
    return parser


def _kept(part: str) -> list[dict[str, Any]]:
    file = FOLDER / f"{part}.json"
    rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    return rows


def _cells(row: Row) -> Sequence[str]:
    met = {True: "yes", False: "**no**", None: "–"}[row.met]
    return row.what, row.ours, row.against, row.theirs, row.ratio, row.aim, met


def _say(line: str, stream: TextIO = sys.stderr) -> None:
    print(line, file=stream)


if __name__ == "__main__":
    main()
