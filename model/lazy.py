"""Packages that are imported when something of them is first asked for.

They are large or slow to import, most of them come with an extra, and who tags and serves needs none of them.
"""

import importlib
from typing import Any

from model.errors import ConfigError


class Lazy:
    """Stands for a module, of an extra if one is named; its names are those of the module."""

    def __init__(self, name: str, extra: str = "") -> None:
        self._name, self._extra = name, extra

    def __getattr__(self, name: str) -> Any:
        try:
            module = importlib.import_module(self._name)
        except ModuleNotFoundError as error:
            what = f"slotscope[{self._extra}]" if self._extra else error.name
            raise ConfigError(f"{error.name} is missing: pip install '{what}'") from error
        return getattr(module, name)
