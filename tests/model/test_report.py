"""The report stands alone, shows gold beside predicted, and lets nothing out of the data become markup."""

import struct
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from model.checkpoint import read_card
from model.data import Sentence
from model.errors import ConfigError
from model.evaluate import predict_words
from model.measure import measure
from model.report import chart, page, write_report
from tests.model.helpers import make_predictor, save_model, toy_corpus

HISTORY = [{"loss": 3.0 / n, "dev_f1": 30.0 * n} for n in (1, 2, 3)]
EVIL = Sentence(("<script>alert(1)</script>", '"&', "Oslo"), ("B-<b>x</b>", "O", "B-from.city"))


class Reader(HTMLParser):
    """Collects the tags, attributes and words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


def metrics_of(sentences: list[Sentence]) -> tuple[dict[str, Any], Reader]:
    predictor = make_predictor()
    metrics = measure(predictor, sentences)
    reader = Reader()
    reader.feed(page("a <model>", HISTORY, metrics, sentences, predict_words(predictor, sentences)))
    return metrics, reader


def test_what_comes_from_data_is_text_and_never_markup() -> None:
    _, reader = metrics_of([EVIL, *toy_corpus()[:3]])
    assert "script" not in reader.tags
    assert "b" not in reader.tags
    assert "<script>alert(1)</script>" in reader.words
    assert "a <model>" in reader.words
    assert not reader.attributes & {"src", "href", "onload"}  # it needs nothing beside it


def test_labels_and_both_readings_of_the_worst_sentences_are_shown() -> None:
    metrics, reader = metrics_of(toy_corpus())
    assert all(label in reader.words for label in metrics["dev"]["per_label"])
    assert reader.words.count("gold: ") == reader.words.count("said: ") > 0


def test_a_perfect_tagger_has_no_worst_sentence() -> None:
    predictor = make_predictor()
    plain = [
        Sentence(s.words, tuple(t.tag for t in p.tokens))
        for s, p in zip(toy_corpus(), predict_words(predictor, toy_corpus()), strict=True)
    ]
    found = page("m", HISTORY, measure(predictor, plain), plain, predict_words(predictor, plain))
    assert "None is wrong." in found


@pytest.mark.parametrize("labels", [0, 1, 100])
def test_the_picture_is_a_png_whatever_the_labels(labels: int) -> None:
    per_label = {f"$label_{n}^": {"f1-score": n / 100, "support": n} for n in range(labels)}
    content = chart(HISTORY[:1], per_label)
    width, height = struct.unpack(">II", content[16:24])
    assert content.startswith(b"\x89PNG")
    assert min(width, height) > 200


def test_both_are_written_beside_the_model(tmp_path: Path) -> None:
    folder = save_model(tmp_path)
    predictor, dev = make_predictor(), toy_corpus()
    (folder / "history.json").write_text('[{"loss": 1.0, "dev_f1": 2.0}]')
    write_report(folder, "m", measure(predictor, dev), dev, predict_words(predictor, dev))
    assert (folder / "report.html").stat().st_size > 1000
    assert (folder / "report.png").stat().st_size > 1000
    assert read_card(folder).name == "toys/bi-lstm"


def test_without_matplotlib_the_page_is_written_and_the_error_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    folder = save_model(tmp_path)
    predictor, dev = make_predictor(), toy_corpus()
    (folder / "history.json").write_text('[{"loss": 1.0, "dev_f1": 2.0}]')
    with pytest.raises(ConfigError, match=r"^matplotlib.* is missing: pip install 'slotscope\[report\]'$"):
        write_report(folder, "m", measure(predictor, dev), dev, predict_words(predictor, dev))
    assert (folder / "report.html").is_file()
    assert not (folder / "report.png").exists()
