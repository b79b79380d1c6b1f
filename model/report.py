"""The report of a training as one page that needs nothing beside it: curves, labels, confusions, worst sentences.

A picture of the curves and of the labels' scores beside it. Knows no network. All that comes from data is escaped.
"""

from collections.abc import Mapping, Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from model.atomic import write_file
from model.checkpoint import read_history
from model.confusion import picture
from model.data import Sentence
from model.lazy import Lazy
from model.predict import Prediction

figures = Lazy("matplotlib.figure", "report")

WORST = 30  # sentences shown
BARS = 40  # labels in the picture, the most frequent
WIDTH, HEIGHT, EDGE = 360, 160, 28  # of a curve, in pixels
STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1b1b1f}
body{background:#fff}
table{border-collapse:collapse;margin:1rem 0}th,td{padding:.2rem .6rem;text-align:right;border-bottom:1px solid #ddd}
th:first-child,td:first-child{text-align:left}figure{display:inline-block;margin:0 1rem 1rem 0}svg{display:block}
mark{background:#e8f0ff;border-radius:.2rem;padding:0 .2rem}mark.wrong{background:#ffe3df}mark small{color:#555}
.pair{border-left:3px solid #ccc;padding-left:.8rem;margin:.8rem 0}.pair p{margin:.1rem 0}
polyline{fill:none;stroke:#2456c8;stroke-width:2}text{font-size:11px;fill:#555}line{stroke:#bbb}
@media(prefers-color-scheme:dark){body{background:#17171a;color:#eee}mark{background:#223a66;color:#fff}
mark.wrong{background:#6b2a22}mark small,text{color:#bbb;fill:#bbb}th,td{border-color:#444}}"""


def write_report(
    folder: Path, title: str, metrics: Mapping[str, Any], dev: Sequence[Sentence], predictions: Sequence[Prediction]
) -> None:
    """Put report.html and report.png into a model's folder. They hold sentences of the data.

    Raises CheckpointError; without matplotlib report.html is written, and ConfigError raised for report.png.
    """
    history = read_history(folder)
    write_file(folder / "report.html", page(title, history, metrics, dev, predictions).encode(errors="replace"))
    write_file(folder / "report.png", chart(history, metrics["dev"]["per_label"]))


def chart(history: Sequence[Mapping[str, Any]], per_label: Mapping[str, Mapping[str, float]]) -> bytes:
    """Learning curves and the F1 of each label as a PNG."""
    labels = sorted(per_label, key=lambda label: per_label[label]["support"])[-BARS:]
    figure = figures.Figure(figsize=(11, max(3.0, 0.25 * len(labels) + 1)), layout="constrained")
    curves, bars = figure.subplots(1, 2)
    epochs = range(1, len(history) + 1)
    curves.plot(epochs, [entry["dev_f1"] for entry in history], label="dev F1")
    curves.set(xlabel="epoch", ylabel="dev F1")
    losses = curves.twinx()
    losses.plot(epochs, [entry["loss"] for entry in history], color="tab:orange")
    losses.set(ylabel="loss")
    names = [label.replace("$", r"\$") for label in labels]  # a dollar would begin a formula
    bars.barh(range(len(labels)), [100 * per_label[label]["f1-score"] for label in labels], tick_label=names)
    bars.set(xlabel="F1", xlim=(0, 100))
    content = BytesIO()
    figure.savefig(content, format="png", dpi=110)
    return content.getvalue()


def page(
    title: str,
    history: Sequence[Mapping[str, Any]],
    metrics: Mapping[str, Any],
    dev: Sequence[Sentence],
    predictions: Sequence[Prediction],
) -> str:
    """The whole page, in HTML."""
    dev_scores = metrics["dev"]
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p>Strict F1 {dev_scores['strict_f1']:.2f} on {dev_scores['sentences']:,} dev sentences, "
        f"{dev_scores['sentence_exact']:.1f} % of them right throughout.</p>",
        "<h2>While it learnt</h2>",
        _curve("loss", [float(entry["loss"]) for entry in history]),
        _curve("dev F1", [float(entry["dev_f1"]) for entry in history]),
        "<h2>Labels</h2>",
        _labels(dev_scores["per_label"]),
        "<h2>Confusions</h2>",
        f"<figure>{picture(metrics['confusion'])}</figure>",
        "<h2>The worst sentences</h2>",
        _worst(dev, predictions),
    ]
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
    return f"{head}<body>{''.join(parts)}</body></html>\n"


def _curve(name: str, values: Sequence[float]) -> str:
    """A line over the epochs, its range written beside it."""
    low, high = min(values), max(values)
    span, steps = (high - low) or 1.0, max(len(values) - 1, 1)
    points = " ".join(
        f"{EDGE + n * (WIDTH - 2 * EDGE) / steps:.1f},{HEIGHT - EDGE - (value - low) / span * (HEIGHT - 2 * EDGE):.1f}"
        for n, value in enumerate(values)
    )
    base = HEIGHT - EDGE
    return (
        f'<figure><svg width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{name} by epoch, '
        f'from {values[0]:.2f} to {values[-1]:.2f}"><line x1="{EDGE}" y1="{base}" x2="{WIDTH - EDGE}" y2="{base}"/>'
        f'<polyline points="{points}"/><text x="2" y="{EDGE - 8}">{high:.2f}</text>'
        f'<text x="2" y="{base + 14}">{low:.2f}</text>'
        f'<text x="{WIDTH - EDGE}" y="{base + 14}" text-anchor="end">epoch {len(values)}</text></svg>'
        f"<figcaption>{name}</figcaption></figure>"
    )


def _labels(per_label: Mapping[str, Mapping[str, float]]) -> str:
    rows = sorted(per_label.items(), key=lambda item: -item[1]["support"])
    cells = (
        f"<tr><td>{escape(label)}</td>"
        + "".join(f"<td>{100 * row[name]:.1f}</td>" for name in ("precision", "recall", "f1-score"))
        + f"<td>{row['support']:.0f}</td></tr>"
        for label, row in rows
    )
    return f"<table><tr><th>label<th>precision<th>recall<th>F1<th>spans</tr>{''.join(cells)}</table>"


def _worst(dev: Sequence[Sentence], predictions: Sequence[Prediction]) -> str:
    """Sentences with most wrong words, gold above predicted."""
    triples = [(s.words, s.tags, [token.tag for token in p.tokens]) for s, p in zip(dev, predictions, strict=True)]
    wrong = [triple for triple in triples if list(triple[1]) != triple[2]]
    wrong.sort(key=lambda triple: -sum(gold != said for gold, said in zip(*triple[1:], strict=True)))
    return "".join(_pair(*triple) for triple in wrong[:WORST]) or "<p>None is wrong.</p>"


def _pair(words: Sequence[str], gold: Sequence[str], said: Sequence[str]) -> str:
    lines = (f"<p>gold: {_marked(words, gold, said)}</p>", f"<p>said: {_marked(words, said, gold)}</p>")
    return f'<div class="pair">{"".join(lines)}</div>'


def _marked(words: Sequence[str], tags: Sequence[str], others: Sequence[str]) -> str:
    pieces = []
    for word, tag, other in zip(words, tags, others, strict=True):
        wrong = ' class="wrong"' if tag != other else ""
        said = f" <small>{escape(_label(tag))}</small>" if not tag.startswith("I-") else ""
        plain = tag == "O" and tag == other
        pieces.append(escape(word) if plain else f"<mark{wrong}>{escape(word)}{said}</mark>")
    return " ".join(pieces)


def _label(tag: str) -> str:
    return "O" if tag == "O" else tag.partition("-")[2]
