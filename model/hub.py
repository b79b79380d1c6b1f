"""Trained models as folders that Hugging Face's hub takes and gives: a model folder with a model card beside it.

The card is `README.md`: metadata in YAML that the hub reads, then what a person wants to know. Knows no networks.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from model.checkpoint import Card
from model.config import Recipe
from model.errors import CheckpointError
from model.sources import list_sets

FILES = ("config.json", "vocab.json", "metrics.json", "history.json", "model.safetensors", "README.md")


def fetch(name: str, revision: str | None = None, token: str | None = None, cache_dir: Path | None = None) -> Path:
    """The folder of a model: the local one of that name, or else the hub's repository `owner/name`, downloaded.

    Raises CheckpointError where there is neither, or where the extra `hub` is not installed.
    """
    if Path(name).is_dir():
        return Path(name)
    try:
        import huggingface_hub  # noqa: PLC0415
        from huggingface_hub.errors import HFValidationError  # noqa: PLC0415
    except ImportError as error:
        raise CheckpointError(f"{name} is no folder, and huggingface_hub is not installed: slotscope[hub]") from error
    try:
        found = huggingface_hub.snapshot_download(
            name, revision=revision, token=token, cache_dir=cache_dir, allow_patterns=list(FILES)
        )
    except (HFValidationError, OSError) as error:  # what the hub answers is an OSError
        raise CheckpointError(f"{name} is no folder here and cannot be had from the hub: {error}") from error
    return Path(found)


def public(recipe: Recipe) -> Recipe:
    """The recipe for others: where on a machine data of one's own lie is nobody's business."""
    data = recipe.data
    return replace(recipe, data=replace(data, train=tuple(map(_named, data.train)), dev=_named(data.dev)))


def write_card(folder: Path, card: Card) -> None:
    """Write the model card of a folder."""
    (folder / "README.md").write_text("\n".join(_lines(card)) + "\n", encoding="utf-8")


def metadata(card: Card) -> dict[str, Any]:
    """What the hub reads of a model: https://huggingface.co/docs/hub/model-cards"""
    score = card.metrics.get("dev_f1")
    metric = {"type": "f1", "name": "strict F1 in percent", "value": score}
    task = {"type": "token-classification", "name": "Token Classification"}
    data = {"type": card.recipe.data.dev, "name": card.recipe.data.dev, "split": "dev"}
    results = [{"task": task, "dataset": data, "metrics": [metric]}]
    return {
        "library_name": "slotscope",
        "pipeline_tag": "token-classification",
        "language": "en",
        "tags": ["slotscope", "slot-filling", "named-entity-recognition", card.recipe.model.architecture],
        "model-index": [{"name": card.name, "results": [] if score is None else results}],
    }


def _lines(card: Card) -> Iterator[str]:
    # a JSON value is a YAML value, so that every line can be written without a library for YAML
    yield "---"
    for key, value in metadata(card).items():
        yield f"{key}: {json.dumps(value, ensure_ascii=False)}"
    yield from ("---", "", f"# {card.name}", "", card.recipe.description or "A tagger of slotscope.", "")
    yield f"{card.parameters:,} parameters, {card.size_bytes / 1e6:.1f} MB."
    yield from ("", "```python", "from model.predict import Predictor", "")
    yield from ('tagger = Predictor.from_pretrained("owner/name")  # or the path of this folder', 'tagger("…").spans')
    yield from ("```", "", f"Labels: {', '.join(f'`{label}`' for label in card.labels) or 'none'}.", "")
    for name in card.recipe.data.train:
        licences = "; ".join(dict.fromkeys(file.licence for file in list_sets().get(name, ())))
        yield f"Trained on {name}{licences and f' ({licences})'}."


def _named(data: str) -> str:
    return data if data in list_sets() else "own data"
