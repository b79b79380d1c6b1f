"""Settings come from the environment and are checked when they are made."""

import pytest
from pydantic import ValidationError

from app.settings import Settings


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLOTSCOPE_MAX_TEXTS", "7")
    monkeypatch.setenv("SLOTSCOPE_CORS_ORIGINS", '["https://example.org"]')
    assert Settings().max_texts == 7
    assert Settings().cors_origins == ("https://example.org",)


@pytest.mark.parametrize(
    "wrong", [{"max_texts": 0}, {"torch_threads": 0}, {"request_timeout_s": 0}, {"max_wait_s": -1}]
)
def test_an_impossible_value_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        Settings(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("settings", "least"),
    [({"queue_size": 255}, 256), ({"queue_size": 300, "max_variants": 400}, 401), ({"queue_tokens": 9_999}, 10_000)],
)
def test_a_queue_that_the_largest_request_does_not_fit_is_refused(settings: dict[str, int], least: int) -> None:
    with pytest.raises(ValidationError, match=f"must be at least {least}"):
        Settings(**settings)  # type: ignore[arg-type]


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_the_key_does_not_show_in_print() -> None:
    assert "hunter2" not in repr(Settings(api_key="hunter2"))
