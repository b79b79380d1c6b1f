"""The service on a clock that jumps: ten years ahead at each SIGUSR1, ten back at each SIGUSR2. Only the wall clock."""

import signal
import time

from fastapi import FastAPI

from app.main import create_app

YEARS_S = 10 * 365.25 * 86_400


def make_app() -> FastAPI:
    """The service of the environment's settings; Python's own dates ask `time.time` as well."""
    real, ahead = time.time, [0.0]

    def jump(number: int, _frame: object) -> None:
        ahead[0] += YEARS_S if number == signal.SIGUSR1 else -YEARS_S

    time.time = lambda: real() + ahead[0]
    signal.signal(signal.SIGUSR1, jump)
    signal.signal(signal.SIGUSR2, jump)
    return create_app()
