"""The component in a pipeline of spaCy: its own tokens, its own serialisation, other components beside it."""

import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language

from model.predict import Predictor
from model.spacy_pipe import Slotscope
from tests.model.helpers import save_model

ROOT = Path(__file__).parents[2]
TEXTS = ["we leave from New Delhi on Monday", "", "😀 reach São Paulo, next Friday!", "\n\t "]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return save_model(tmp_path)


def make_pipeline(folder: Path, **config: Any) -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("slotscope", config={"model": "toys", "models_dir": str(folder.parents[1]), **config})
    return nlp


@pytest.mark.parametrize("text", TEXTS)
def test_entities_stand_where_the_predictor_finds_them(folder: Path, text: str) -> None:
    doc = make_pipeline(folder)(text)
    expected = [(span.start, span.end, span.label) for span in Predictor.load(folder)(text).spans]
    found = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
    assert doc.text == text
    assert found == expected
    assert [span.label_ for span in doc.spans["slotscope"]] == [label for *_, label in expected]


def test_the_random_model_finds_something_so_that_the_tests_above_say_something(folder: Path) -> None:
    assert len(make_pipeline(folder)(TEXTS[0]).ents) > 0


def test_spans_have_their_scores_and_the_document_its_intents(folder: Path) -> None:
    doc, prediction = make_pipeline(folder)(TEXTS[0]), Predictor.load(folder)(TEXTS[0])
    assert doc.spans["slotscope"].attrs["scores"] == [span.score for span in prediction.spans]
    assert doc.cats == {intent.name: intent.score for intent in prediction.intents}
    assert sum(doc.cats.values()) == pytest.approx(1)


def test_a_stream_gives_what_single_documents_give(folder: Path) -> None:
    nlp = make_pipeline(folder)
    for doc, text in zip(nlp.pipe(TEXTS * 3, batch_size=2), TEXTS * 3, strict=True):
        assert [(e.start, e.end, e.label_) for e in doc.ents] == [(e.start, e.end, e.label_) for e in nlp(text).ents]


def test_entities_that_are_there_already_stay(folder: Path) -> None:
    nlp = make_pipeline(folder)
    ruler = nlp.add_pipe("entity_ruler", first=True)
    ruler.add_patterns([{"label": "MINE", "pattern": "New Delhi"}])  # type: ignore[attr-defined]
    doc = nlp(TEXTS[0])
    assert ("New Delhi", "MINE") in [(ent.text, ent.label_) for ent in doc.ents]


def test_a_pipeline_is_saved_and_loaded_by_its_configuration(folder: Path, tmp_path: Path) -> None:
    nlp = make_pipeline(folder, spans_key="mine")
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert [ent.text for ent in again(TEXTS[0]).ents] == [ent.text for ent in nlp(TEXTS[0]).ents]
    assert "mine" in again(TEXTS[0]).spans


def test_a_folder_is_as_good_as_a_name(folder: Path) -> None:
    component = make_pipeline(folder, model=str(folder), models_dir=None).get_pipe("slotscope")
    assert isinstance(component, Slotscope)
    assert component.predictor.name == "toys/bi-lstm"


def test_the_installed_package_tells_spacy_where_the_component_is() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, name = project["entry-points"]["spacy_factories"]["slotscope"].partition(":")
    assert callable(getattr(import_module(module), name))
    assert any(each.startswith("spacy") for each in project["optional-dependencies"]["spacy"])
