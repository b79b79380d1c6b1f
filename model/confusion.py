"""Which labels are taken for which: counts a word, and a picture of them. Knows no network.

The picture shows the labels with the most mistakes. It is a plain SVG, written here because the plotting library that
could draw it takes longer to import than a model takes to load.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from model.tags import OUTSIDE, split_tag

SHOWN = 24  # labels, O among them
CELL, LETTER, CAPTION = 28, 7, 24  # pixels: a cell's side, a letter of a name, the line above all
STYLE = (
    "text{font:11px sans-serif;fill:#222}.n{text-anchor:end}.c{text-anchor:middle;font-size:10px}"
    ".r{fill:#2b6cb0}.w{fill:#c53030}.on{fill:#fff}"
)

TITLE = "Words of dev: rows are what is right, columns what was said"
DARK = 0.5  # share of a row from which a cell is dark enough for white figures

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
    left = 16 + LETTER * max(map(len, labels), default=0)  # room for names, at the left and above
    top, side = CAPTION + left, CELL * len(labels) + 8
    width, height = max(left + side, LETTER * len(TITLE)), top + side
    body = "".join((*_names(labels, left, top), *_cells(counts, labels, left, top)))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    ground = f'<rect width="100%" height="100%" fill="#fff"/><text x="8" y="16">{TITLE}</text>'
    return f"{head}<style>{STYLE}</style>{ground}{body}</svg>\n"


def _most_confused(counts: Confusion) -> list[str]:
    mistakes: Counter[str] = Counter()
    for right, row in counts.items():
        for said, words in row.items():
            mistakes[right] += words * (right != said)
            mistakes[said] += words * (right != said)
    shown = {label for label, _ in mistakes.most_common(SHOWN)}
    return sorted(shown, key=lambda label: (label == OUTSIDE, label))


def _names(labels: Sequence[str], left: int, top: int) -> Iterator[str]:
    for number, label in enumerate(labels):
        at = CELL * number + CELL // 2 + 4
        yield f'<text class="n" x="{left - 4}" y="{top + at}">{escape(label)}</text>'
        yield f'<text transform="translate({left + at} {top - 4})rotate(-90)">{escape(label)}</text>'


def _cells(counts: Confusion, labels: Sequence[str], left: int, top: int) -> Iterator[str]:
    for row, right in enumerate(labels):
        words = sum(counts.get(right, {}).values())
        for column, said in enumerate(labels):
            found = counts.get(right, {}).get(said, 0)
            if found:
                x, y, share = left + CELL * column, top + CELL * row, found / words
                kind, ink = "r" if right == said else "w", "c on" if share >= DARK else "c"
                shade = f'opacity="{0.08 + 0.8 * share:.2f}"'
                yield f'<rect class="{kind}" x="{x}" y="{y}" width="{CELL}" height="{CELL}" {shade}/>'
                yield f'<text class="{ink}" x="{x + CELL // 2}" y="{y + 18}">{_short(found)}</text>'


def _short(count: int) -> str:
    return str(count) if count < 10_000 else f"{count // 1000}k"


def _label(tag: str) -> str:
    return split_tag(tag)[1] or OUTSIDE
