"""A lazy module is imported when it is asked, and only then; the service starts without what it seldom needs."""

import subprocess
import sys
from pathlib import Path

import pytest

from model.errors import ConfigError
from model.lazy import Lazy

ROOT = Path(__file__).parents[2]


def test_a_module_is_imported_when_something_of_it_is_asked_for() -> None:
    sys.modules.pop("colorsys", None)
    colorsys = Lazy("colorsys", "colours")
    assert "colorsys" not in sys.modules
    assert colorsys.rgb_to_hsv(1, 0, 0) == (0, 1, 1)


def test_what_is_not_there_is_said_when_it_is_asked_for() -> None:
    nothing = Lazy("no_such_module", "odds")
    with pytest.raises(ConfigError, match=r"^no_such_module is missing: pip install 'slotscope\[odds\]'$"):
        _ = nothing.anything
    with pytest.raises(ConfigError, match=r"pip install 'no_such_module'$"):
        _ = Lazy("no_such_module").anything
    with pytest.raises(AttributeError):
        _ = Lazy("colorsys", "colours").no_such_name


def test_the_service_starts_without_plots_statistics_and_a_client() -> None:
    unwanted = {"httpx", "matplotlib", "seqeval", "sklearn", "sympy"}
    code = f"import sys, app.cli, app.main; print(*{unwanted} & sys.modules.keys())"
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip() == ""
