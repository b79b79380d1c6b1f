"""Which labels are taken for which: counts a word, and a picture of them. Knows no network.

The picture shows the labels with the most mistakes. It is a plain SVG, written here because the plotting library that
could draw it takes longer to import than a model takes to load.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from model.tags import OUTSIDE, split_tag

SHOWN = 24  # labels, O among them
CELL, MARGIN = 22, 190  # pixels: a cell's side, the room for names
STYLE = (
    "text{font:11px sans-serif;fill:#222}.n{text-anchor:end}.c{text-anchor:middle;font-size:9px}"
    ".r{fill:#2b6cb0}.w{fill:#c53030}"
)

Confusion = Mapping[str, Mapping[str, int]]  # right label -> label that was given -> words


def confusion(gold: Iterable[Sequence[str]], given: Iterable[Sequence[str]]) -> Confusion:
    """Count the words of each right label by the label that they were given; tags a sentence, positions left out."""
    counts: dict[str, Counter[str]] = {}
    for right_tags, given_tags in zip(gold, given, strict=True):
        for right, said in zip(right_tags, given_tags, strict=True):
            counts.setdefault(_label(right), Counter())[_label(said)] += 1
    return {label: dict(row.most_common()) for label, row in sorted(counts.items())}


def picture(counts: Confusion) -> str:
    """The counts as SVG: a row for what is right, a column for what was said; colour is the share of the row."""
    labels = _most_confused(counts)
    side = MARGIN + CELL * len(labels) + 8
    body = "".join((*_names(labels), *_cells(counts, labels)))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}">'
    return f'{head}<style>{STYLE}</style><rect width="100%" height="100%" fill="#fff"/>{body}</svg>\n'


def _most_confused(counts: Confusion) -> list[str]:
    mistakes: Counter[str] = Counter()
    for right, row in counts.items():
        for said, words in row.items():
            mistakes[right] += words * (right != said)
            mistakes[said] += words * (right != said)
    shown = {label for label, _ in mistakes.most_common(SHOWN)}
    return sorted(shown, key=lambda label: (label == OUTSIDE, label))


def _names(labels: Sequence[str]) -> Iterator[str]:
    for number, label in enumerate(labels):
        at = MARGIN + CELL * number + CELL // 2
        yield f'<text class="n" x="{MARGIN - 4}" y="{at + 4}">{escape(label)}</text>'
        yield f'<text transform="translate({at + 4} {MARGIN - 4})rotate(-90)">{escape(label)}</text>'


def _cells(counts: Confusion, labels: Sequence[str]) -> Iterator[str]:
    for row, right in enumerate(labels):
        words = sum(counts.get(right, {}).values())
        for column, said in enumerate(labels):
            found = counts.get(right, {}).get(said, 0)
            if found:
                x, y = MARGIN + CELL * column, MARGIN + CELL * row
                kind, share = "r" if right == said else "w", 0.08 + 0.5 * found / words
                yield f'<rect class="{kind}" x="{x}" y="{y}" width="{CELL}" height="{CELL}" opacity="{share:.2f}"/>'
                yield f'<text class="c" x="{x + CELL // 2}" y="{y + 14}">{_short(found)}</text>'


def _short(count: int) -> str:
    return str(count) if count < 10_000 else f"{count // 1000}k"


def _label(tag: str) -> str:
    return split_tag(tag)[1] or OUTSIDE
