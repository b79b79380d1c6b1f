"""The snippets of the README's "Use it from …" do what stands beside them, against a server started for them."""

import gc
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import model.spacy_pipe  # noqa: F401 - what the installed package's entry point does when spaCy looks for components
from app.main import create_app
from app.settings import Settings
from tests.app.serving import served

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("## Use it from …")[2].partition("\n## ")[0]
ADDRESS = "http://127.0.0.1:8000"
PYTHON = re.findall(r"```python\n(.+?)```", SECTION, re.DOTALL)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with served(create_app(Settings(access_log=False))) as url:
        yield url


def test_there_are_snippets() -> None:
    assert len(PYTHON) > 5
    assert all("print(" in snippet for snippet in PYTHON)


@pytest.mark.parametrize("snippet", PYTHON, ids=range(len(PYTHON)))
def test_a_snippet_prints_what_it_says(
    url: str, snippet: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # clients that a program's end closes
        exec(compile(snippet.replace(ADDRESS, url), "README.md", "exec"), names)
        names.clear()
        gc.collect()
    assert capsys.readouterr().out.splitlines() == re.findall(r"print\(.+\)  # (.+)", snippet)


def test_rasa_finds_its_answers_at_the_address_of_its_endpoints(url: str) -> None:
    [address] = re.findall(r'```yaml\nnlu:\n  url: "(.+?)"\n```', SECTION)
    found = httpx.post(
        f"{address.replace(ADDRESS, url)}/model/parse", json={"text": "leave Taipei", "token": None, "message_id": "1"}
    ).json()
    assert (found["entities"][0]["entity"], found["entities"][0]["role"]) == ("city", "departure")
    assert len(found["intent_ranking"]) > 5
