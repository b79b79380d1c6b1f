"""Packages that are slow to import and seldom needed, imported when something of them is first asked for.

captum brings matplotlib, seqeval brings scikit-learn: together a quarter of the time that the service takes to start.
"""

import importlib
from typing import Any


class Lazy:
    """Stands for a module; its names are those of the module."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module(self._name), name)
