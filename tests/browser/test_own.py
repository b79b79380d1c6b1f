"""Data of one's own go from a file to the browser with two commands."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.model.helpers import toy_corpus

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of a server beside whose models there is one trained on a file of JSON lines."""
    lines = []
    for number, sentence in enumerate(toy_corpus()):
        tags = [tag.replace("from.city", "pickup place") for tag in sentence.tags]
        lines.append(json.dumps({"tokens": sentence.words, "ner_tags": tags, "intent": f"go {number % 2}"}))
    (tmp_path / "rides.jsonl").write_text("\n".join(lines), encoding="utf-8")
    slotscope = [sys.executable, "-m", "app"]
    train = [
        *slotscope,
        "train",
        "--data",
        str(tmp_path / "rides.jsonl"),
        "--out",
        str(tmp_path / "models" / "rides" / "elman"),
    ]
    subprocess.run(train, cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)
    serve = [*slotscope, "serve", "--models-dir", str(tmp_path / "models"), "--port", "0"]
    with subprocess.Popen(
        serve, cwd=ROOT, env=ENVIRONMENT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as process:
        assert process.stderr is not None
        try:
            found = (re.search(rb"running on (http://127\.0\.0\.1:\d+)", line) for line in process.stderr)
            yield next(match[1].decode() for match in found if match)
        finally:
            process.kill()


def test_a_file_is_trained_on_served_and_seen_with_its_labels_and_sentences(served: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(served)
    page.get_by_role("button", name="Rides").click()
    text = page.locator("textarea").input_value()
    assert tuple(text.split()) in {sentence.words for sentence in toy_corpus()}
    expect(page.locator("ul[data-examples] a").first).to_have_text(text)
    page.locator("textarea").fill("we leave from Oslo next Friday")
    slot = page.locator(".slot", has_text="Oslo")
    expect(slot.locator("[data-text]").first).to_have_attribute("data-text", re.compile("^pickup place"))
    assert re.search(r"hue-\d+", slot.get_attribute("class") or "")
    page.close()
