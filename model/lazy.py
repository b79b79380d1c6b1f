"""Packages of optional extras, imported when something of them is first asked for.

They are large or slow to import, and who tags and serves needs none of them.
"""

import importlib
from typing import Any

from model.errors import ConfigError


class Lazy:
    """Stands for a module of an extra; its names are those of the module."""

    def __init__(self, name: str, extra: str) -> None:
        self._name, self._extra = name, extra

    def __getattr__(self, name: str) -> Any:
        try:
            module = importlib.import_module(self._name)
        except ModuleNotFoundError as error:
            raise ConfigError(f"{error.name} is missing: pip install 'slotscope[{self._extra}]'") from error
        return getattr(module, name)
