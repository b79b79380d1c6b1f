"""What the page's templates show, out of cards and predictions: words for labels, colours, cells, ticket rows.

Pure functions; knows no HTTP. Its twin in the browser is static/js: labels, colours and cells must come out alike.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import regex

from model.checkpoint import Card
from model.config import ARCHITECTURES
from model.predict import Prediction, TaggedToken

STATIC = Path(__file__).parents[1] / "static"
PALETTE_SIZE = 12
HASH_SEED = 1834555443  # as in labels.js: labels that stand side by side differ in colour
FNV_PRIME = 16777619
CLOSING = regex.compile(r"[\p{Pe}\p{Pf}.,;:!?…%]+")
# A flight's ticket shows these fields, the empty ones too, so that nothing jumps while typing.
FLIGHT_FIELDS: tuple[str, ...] = ("origin", "destination", "departure_date", "departure_time", "arrival_date")
FLIGHT_FIELDS += ("arrival_time", "stops", "airline", "class", "fare")


@dataclass(frozen=True)
class Cell:
    """A slot, or a word without one, with the closing marks that cling to it."""

    gap: str
    words: str
    tail: str
    tag: str
    label: str
    name: str
    hue: int
    tenth: int
    percent: str


@dataclass(frozen=True)
class Choice:
    """A model that can be chosen."""

    name: str
    title: str


@dataclass(frozen=True)
class Field:
    """A row of the ticket."""

    key: str
    name: str
    text: str
    value: str


@cache
def words() -> dict[str, Any]:
    """The words of the page: labels, intents, architectures, tasks, ticket fields, examples."""
    content: dict[str, Any] = json.loads((STATIC / "words.json").read_text(encoding="utf-8"))
    return content


def choices(cards: Mapping[str, Card]) -> dict[str, list[Choice]]:
    """The models by task, in the order of the ladder; a task is named for people."""
    groups: dict[str, list[Choice]] = {}
    for name in sorted(cards, key=_rank):
        task, architecture = name.split("/")
        title = words()["architectures"].get(architecture, [architecture])[0]
        groups.setdefault(plain_task(task), []).append(Choice(name, title))
    return groups


def examples(cards: Mapping[str, Card], defaults: Mapping[str, str]) -> dict[str, list[str]]:
    """Sentences to try by task: those of the page's own, for other tasks those that its default model keeps."""
    kept = {task: cards[name].metrics.get("examples") for task, name in defaults.items()}
    own = {task: [str(text) for text in texts] for task, texts in kept.items() if isinstance(texts, list)}
    return {task: words()["examples"].get(task) or own.get(task, []) for task in defaults}


def cells(prediction: Prediction) -> list[Cell]:
    """The sentence in pieces to draw, each with the text between it and the piece before."""
    pieces: list[list[TaggedToken]] = []
    tails: list[list[TaggedToken]] = []
    end = 0
    for token in prediction.tokens:
        glued = token.start == end and pieces and CLOSING.fullmatch(token.text)
        end = token.end
        if pieces and not tails[-1] and token.tag == f"I-{_label(pieces[-1][0].tag)}":
            pieces[-1].append(token)
        elif glued and token.tag == "O":
            tails[-1].append(token)
        else:
            pieces.append([token])
            tails.append([])
    starts = [0, *((tail or piece)[-1].end for piece, tail in zip(pieces, tails, strict=True))]
    return [_cell(prediction.text, start, *pair) for start, *pair in zip(starts, pieces, tails, strict=False)]


def ticket_rows(task: str, ticket: Mapping[str, object]) -> list[Field]:
    """The ticket as rows."""
    keys: Iterable[str] = dict.fromkeys([*(FLIGHT_FIELDS if task == "flights" else ()), *ticket])
    return [Field(key, _field_name(key), *_content(ticket.get(key))) for key in keys]


def plain_task(task: str) -> str:
    """ "pizza_orders" -> "Pizza orders"."""
    name: str = words()["tasks"].get(task) or _humanise(task)
    return name[:1].upper() + name[1:]


def plain_label(label: str) -> str:
    """ "toloc.city_name" -> "place of arrival"."""
    name: str = words()["labels"].get(label) or _humanise(label)
    return name


def plain_intent(intent: str) -> str:
    """ "atis_flight#atis_airfare" -> "find a flight + ask for fares"."""
    return " + ".join(words()["intents"].get(part) or _humanise(part) for part in intent.split("#"))


def hue(label: str) -> int:
    """The place of a label in the palette: FNV-1a, folded."""
    value = HASH_SEED
    for byte in label.encode():
        value = ((value ^ byte) * FNV_PRIME) & 0xFFFFFFFF
    return (value ^ (value >> 15)) % PALETTE_SIZE


def percent(score: float) -> str:
    """0.994 -> "99 %", never broken into two lines; never 100 % and never 0 %: no network is certain."""
    if score < 0.005:
        return "<1\u00a0%"
    if score >= 0.995:
        return ">99\u00a0%"
    return f"{int(score * 100 + 0.5)}\u00a0%"


def _cell(text: str, start: int, piece: Sequence[TaggedToken], tail: Sequence[TaggedToken]) -> Cell:
    label = _label(piece[0].tag)
    score = sum(token.score for token in piece) / len(piece)
    end = (tail or piece)[-1].end
    return Cell(
        gap=text[start : piece[0].start],
        words=text[piece[0].start : piece[-1].end],
        tail=text[piece[-1].end : end],
        tag=piece[0].tag,
        label=label,
        name=plain_label(label) if label else "",
        hue=hue(label),
        tenth=int(score * 10 + 0.5),
        percent=percent(score),
    )


def _label(tag: str) -> str:
    return tag.partition("-")[2]


def _rank(name: str) -> tuple[int, str, int]:
    task, architecture = name.split("/")
    tasks = list(words()["tasks"])
    place = ARCHITECTURES.index(architecture) if architecture in ARCHITECTURES else len(ARCHITECTURES)
    return (tasks.index(task) if task in tasks else len(tasks), task, place)


def _field_name(key: str) -> str:
    name: str = words()["fields"].get(key) or words()["labels"].get(key) or _humanise(key)
    return name[:1].upper() + name[1:]


def _content(value: object) -> tuple[str, str]:
    """The words of a ticket's field, and its value where it was normalised."""
    if isinstance(value, list):
        parts = [_content(part) for part in value]
        return ", ".join(text for text, _ in parts), ", ".join(normal for _, normal in parts if normal)
    if isinstance(value, Mapping):
        return str(value.get("text") or ""), str(value.get("value") or "")
    return ("" if value is None else str(value)), ""


def _humanise(name: str) -> str:
    return regex.sub(r"(\p{Ll})(\p{Lu})", r"\1 \2", regex.sub(r"[._-]+", " ", name)).strip()
