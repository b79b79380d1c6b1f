"""A process that trains what readers of the lab ask for, at low priority: a JSON line in, a JSON line out.

A request says which training and which of its steps to tell; the training last asked for is kept, and any other is
repeated from its seed up to the first step to tell. So nothing is lost when a reader stops, leaves or comes back.
Knows no HTTP. `python -m app.lab_worker`; ends with its input.
"""

import os
import sys
from collections.abc import Mapping
from typing import Any

import orjson
import torch

from model.config import from_dict
from model.copying import CopyConfig, CopyRun
from model.errors import ModelError
from model.live import LiveConfig, LiveRun

LOW = 15  # of 19: low enough never to be in the way of tagging


class Runs:
    """The training last asked for."""

    def __init__(self) -> None:
        self._key: tuple[str, LiveConfig | CopyConfig] | None = None
        self._run: LiveRun | CopyRun | None = None

    def answer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Tell steps `first` … `last` of a training and what it can do after them. Raises ModelError."""
        run = self._at(request["kind"], request["config"], request["first"] - 1)
        steps = [_told(run) for _ in range(run.step, request["last"])]
        return {"steps": steps, **_look(run)}

    def _at(self, kind: str, values: Mapping[str, Any], step: int) -> LiveRun | CopyRun:
        config = from_dict(LiveConfig, values) if kind == "learn" else from_dict(CopyConfig, values)
        if self._run is None or self._key != (kind, config) or self._run.step > step:
            self._run = LiveRun(config) if isinstance(config, LiveConfig) else CopyRun(config)
            self._key = (kind, config)
        while self._run.step < step:
            self._run.advance()
        return self._run


def _told(run: LiveRun | CopyRun) -> dict[str, Any]:
    if isinstance(run, CopyRun):
        return {"losses": run.advance(), "step": run.step}
    report = run.advance()
    return {"step": report.step, "loss": report.loss, "norm": report.norm, "clipped": report.clipped}


def _look(run: LiveRun | CopyRun) -> dict[str, Any]:
    if isinstance(run, CopyRun):
        return {"recall": run.recall()}
    tokens = run.look().tokens
    return {"probe": [{"text": token.text, "tag": token.tag, "score": token.score} for token in tokens]}


def main() -> None:
    """Answer lines until there are no more."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(LOW)
    torch.set_num_threads(1)
    runs = Runs()
    for line in sys.stdin.buffer:
        request = orjson.loads(line)
        try:
            answer = runs.answer(request)
        except ModelError as error:
            answer = {"error": str(error)}
        sys.stdout.buffer.write(orjson.dumps({"number": request["number"], **answer}) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
