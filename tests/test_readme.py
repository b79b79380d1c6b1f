"""The README says what there is, every setting, endpoint and command; no file says anything of one machine."""

import json
import re
from pathlib import Path

import pytest
import typer.core
import typer.main

from app.cli import cli
from app.main import create_app
from app.settings import Settings
from tests.model.helpers import save_model

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SPOKEN = {
    "shipped_models": "true",
    "models_dir": "the shipped models",
    "api_key": "none",
    "cors_origins": "none",
    "access_log": "true",
}
FOR_ALL = """README.md CONTRIBUTING.md CHANGELOG.md Makefile Dockerfile .ci/run pyproject.toml requirements.lock
    compose.yaml deploy/kubernetes.yaml deploy/ray-service.yaml docs/scaling.md""".split()
PUBLIC = {"127.0.0.1:8000", "keepachangelog.com", "semver.org"}


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_has_its_row_with_default_and_meaning(name: str) -> None:
    field = Settings.model_fields[name]
    default = field.default
    shown = SPOKEN.get(name) or (f"{default:_}" if isinstance(default, int) else str(default))
    assert f"| `SLOTSCOPE_{name.upper()}` | {shown} | {field.description} |" in README


def test_every_endpoint_is_named(tmp_path: Path) -> None:
    save_model(tmp_path, task="flights")
    paths = create_app(Settings(models_dir=tmp_path)).openapi()["paths"]
    found = [f"`{method.upper()} {path}`" for path, methods in paths.items() for method in methods]
    assert len(found) > 5
    assert [endpoint for endpoint in found if endpoint not in README] == []


def test_every_command_is_named_with_its_options() -> None:
    group = typer.main.get_command(cli)
    assert isinstance(group, typer.core.TyperGroup)
    for name, command in group.commands.items():
        lines = [line for line in README.splitlines() if line.startswith(f"slotscope {name} ")]
        options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        named = {option for option in options if any(option in line for line in lines)}
        assert lines, name
        assert options - named <= {"--models-dir"}, name


def test_every_make_target_is_named() -> None:
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert targets
    assert re.search(rf"^Makefile +{targets[1]}$", README, re.MULTILINE)


def test_the_json_examples_are_json_and_their_offsets_are_right() -> None:
    for example in map(json.loads, re.findall(r"```json\n(.+?)```", README, re.DOTALL)):
        for piece in [*example["tokens"], *example["spans"]]:
            assert example["text"][piece["start"] : piece["end"]] == piece["text"]


@pytest.mark.parametrize("name", FOR_ALL)
def test_nothing_says_where_one_machine_keeps_or_gets_its_files(name: str) -> None:
    content = (ROOT / name).read_text(encoding="utf-8")
    assert set(re.findall(r"https?://([^/\s)`'\"]+)", content)) <= PUBLIC
    assert not re.findall(r"(?<![\w.~{])/(?:home|root|Users|mnt|media|work)/", content)
