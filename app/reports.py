"""Model cards, scores and data sets as rows of text for a table. Knows no terminal."""

import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from model.checkpoint import Card
from model.robustness import CHANGES
from model.sources import SourceFile

MODELS = (
    *("model", ">labels", ">parameters", ">size", ">dev F1", ">seeds", ">typed F1", ">pairs", ">intents"),
    *(">lower", ">title", ">upper", ">typos", ">calibration", ">sentences/s"),
)
SCORES = ("score", ">percent")
LABELS = ("label", ">precision", ">recall", ">F1", ">spans")
SETS = ("set", "splits", ">size", "here", "licence")
PLAIN_SCORES = ("strict_f1", "default_f1", "precision", "recall", "sentence_exact", "intent_accuracy")
TYPED_SCORES = ("span_f1", "sentence_exact", "pair_accuracy")

Row = Sequence[str]


def model_rows(speeds: Iterable[tuple[Card, float]]) -> Iterator[Row]:
    """What each model is, how good it was when it was measured, and its speed; what is not known is a dash.

    lower, title, upper and typos are the points lost on copies of the dev split in another case or with typos.
    """
    for card, speed in speeds:
        metrics = card.metrics
        lost = metrics.get("robustness", {})
        yield (
            card.name,
            str(len(card.labels)),
            f"{card.parameters:,}",
            megabytes(card.size_bytes),
            figure(metrics.get("dev_f1"), 2),
            spread(metrics.get("seeds", {}).get("dev_f1", ())),
            figure(metrics.get("typed_f1"), 1),
            figure(metrics.get("pair_accuracy"), 1),
            figure(metrics.get("dev", {}).get("intent_accuracy"), 1),
            *(figure(lost.get(change, {}).get("lost"), 1) for change in CHANGES),
            figure(metrics.get("calibration_error"), 2),
            figure(speed, 0),
        )


def score_rows(figures: Mapping[str, Any]) -> Iterator[Row]:
    """The scores over all labels, below them those of a typed suite, robustness, calibration, size and speed."""
    for name in PLAIN_SCORES:
        yield name.replace("_", " "), figure(figures["dev"][name], 2)
    for name in TYPED_SCORES if "typed" in figures else ():
        yield f"typed: {name.replace('_', ' ')}", figure(figures["typed"][name], 2)
    for name, row in figures["robustness"].items():
        yield f"points lost: {name}", figure(row["lost"], 2)
    yield "calibration error", figure(figures["calibration_error"], 2)
    yield "size", megabytes(figures["size_bytes"])
    yield "sentences/s", figure(figures["sentences_per_second"], 0)


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
            megabytes(sum(file.bytes for file in files)),
            "yes" if here == len(files) else f"{here} of {len(files)}" if here else "no",
            "; ".join(dict.fromkeys(file.licence for file in files)),
        )


def figure(value: float | None, digits: int) -> str:
    """A number with its thousands parted, or a dash for what is not known."""
    return "–" if value is None else f"{value:,.{digits}f}"


def spread(scores: Sequence[float]) -> str:
    """Mean ± standard deviation of several seeds, or a dash."""
    return f"{statistics.mean(scores):.2f} ± {statistics.stdev(scores):.2f}" if len(scores) > 1 else "–"


def megabytes(count: int) -> str:
    """A size in bytes as people say it."""
    return f"{count / 1e6:.1f} MB"
