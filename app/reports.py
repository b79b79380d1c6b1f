"""Model cards, scores and data sets as rows of text for a table. Knows no terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from model.checkpoint import Card
from model.sources import SourceFile

MODELS = ("model", ">labels", ">parameters", ">size", ">dev F1", ">typed F1", ">sentences/s")
SCORES = ("score", ">percent")
LABELS = ("label", ">precision", ">recall", ">F1", ">spans")
SETS = ("set", "splits", ">size", "here", "licence")
PLAIN_SCORES = ("strict_f1", "default_f1", "precision", "recall", "sentence_exact", "intent_accuracy")
TYPED_SCORES = ("span_f1", "sentence_exact", "pair_accuracy")

Row = Sequence[str]


def model_rows(speeds: Iterable[tuple[Card, float]]) -> Iterator[Row]:
    """What each model is, how good it was when it was trained, and its speed; what is not known is a dash."""
    for card, speed in speeds:
        metrics = card.metrics
        yield (
            card.name,
            str(len(card.labels)),
            f"{card.parameters:,}",
            f"{card.size_bytes / 1e6:.1f} MB",
            figure(metrics.get("dev_f1"), 2),
            figure(metrics.get("typed", {}).get("span_f1"), 2),
            figure(speed, 0),
        )


def score_rows(scores: Mapping[str, Any], typed: Mapping[str, Any] | None) -> Iterator[Row]:
    """The scores over all labels, those of a typed suite below."""
    for name in PLAIN_SCORES:
        yield name.replace("_", " "), figure(scores[name], 2)
    for name in TYPED_SCORES if typed else ():
        yield f"typed: {name.replace('_', ' ')}", figure((typed or {})[name], 2)


def label_rows(scores: Mapping[str, Any]) -> Iterator[Row]:
    """The scores of each label, the most frequent first."""
    rows = sorted(scores["per_label"].items(), key=lambda item: -item[1]["support"])
    for label, row in rows:
        percents = (figure(100 * row[name], 1) for name in ("precision", "recall", "f1-score"))
        yield label, *percents, f"{row['support']:.0f}"


def set_rows(sets: Mapping[str, Sequence[SourceFile]], data_dir: Path) -> Iterator[Row]:
    """The public sets, and how many of their files are in the data folder."""
    for name, files in sets.items():
        here = sum((data_dir / file.file).is_file() for file in files)
        yield (
            name,
            ", ".join(dict.fromkeys(file.split for file in files)),
            f"{sum(file.bytes for file in files) / 1e6:.1f} MB",
            "yes" if here == len(files) else f"{here} of {len(files)}" if here else "no",
            "; ".join(dict.fromkeys(file.licence for file in files)),
        )


def figure(value: float | None, digits: int) -> str:
    """A number with its thousands parted, or a dash for what is not known."""
    return "–" if value is None else f"{value:,.{digits}f}"
