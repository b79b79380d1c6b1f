"""What all tests share: steady settings, an environment without SLOTSCOPE_ variables, and the system's Chromium."""

import os
import shutil

import hypothesis
import pytest
import torch

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
IN_CI = os.environ.get("CI") == "true"

# A slow machine is no fault of the code; in CI the same examples come each time.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=IN_CI)
hypothesis.settings.load_profile("steady")
torch.set_num_threads(1)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("SLOTSCOPE_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium for browser tests, which are skipped without one; in CI its absence is a failure."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found:
        return found
    message = f"no Chromium found (looked for {', '.join(CHROMIUM)}): browser tests need one"
    return pytest.fail(message) if IN_CI else pytest.skip(message)
