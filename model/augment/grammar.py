"""A grammar whose sentences carry labels. Knows no flights: rules, values and the naming of labels are given to it.

A rule is text, one alternative a line; "3* " before a line makes it three times as likely. In a line

    <name>         another rule or a value, which is what a function returns
    <name:role>    the same in another role, which holds for everything inside
    [words=label]  labelled words
    (a|b|)         a choice
"""

import random
from bisect import bisect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

import regex

TOKEN = regex.compile(
    r"<(?P<name>\w+)(?::(?P<role>\w+))?>|=(?P<label>[\w.]+)\]|(?P<mark>[\[(|)])|(?P<text>[^<>()|=\[\]]+)"
)
EXTRA = regex.compile(r" +(?=[,.?!]| )|,(?= *,)")  # spaces and commas that optional words left behind
NESTED = regex.compile(r"\((?:\||(?R))*\)|\[(?R)*\]")
WEIGHT = regex.compile(r"(\d+)\* ")


class Piece(NamedTuple):
    """A stretch of a text and its label, empty where it has none."""

    text: str
    label: str = ""


@dataclass
class Context:
    """What the values of one sentence share: chance, the role they stand in, and what was said before."""

    rng: random.Random
    role: str = ""
    said: dict[str, Piece] = field(default_factory=dict)


Value = Callable[[Context], Iterable[Piece]]
Naming = Callable[[str, str], str]  # (label in the rule, role) -> full label
Node = Callable[[Context, list[Piece]], None]


class Grammar:
    """Rules made ready to run. Raises ValueError for a rule that cannot be read or names what does not exist."""

    def __init__(self, rules: Mapping[str, str], values: Mapping[str, Value], naming: Naming) -> None:
        if twice := set(rules) & set(values):
            raise ValueError(f"{min(twice)!r} is both a rule and a value")
        self._naming = naming
        self._nodes = {name: self._value(value) for name, value in values.items()}
        self._wanted: set[str] = set()
        for name, text in rules.items():
            self._nodes[name] = self._rule(name, text)
        if missing := self._wanted - set(self._nodes):
            raise ValueError(f"no rule or value is called {min(missing)!r}")

    def write(self, rule: str, rng: random.Random) -> list[Piece]:
        """A sentence of a rule, as pieces in order; their texts joined are its text."""
        pieces: list[Piece] = []
        self._nodes[rule](Context(rng), pieces)
        return tidy(pieces)

    def phrase(self, rule: str, role: str, rng: random.Random) -> list[Piece]:
        """A phrase of a rule in a role."""
        pieces: list[Piece] = []
        self._nodes[rule](Context(rng, role), pieces)
        return tidy(pieces)

    def _rule(self, name: str, text: str) -> Node:
        lines = [line.strip() for line in text.strip().splitlines()]
        weights = [int(match[1]) if (match := WEIGHT.match(line)) else 1 for line in lines]
        nodes = [self._line(name, WEIGHT.sub("", line)) for line in lines]
        return _weighted(nodes, list(accumulate(weights)))

    def _line(self, name: str, line: str) -> Node:
        tokens = list(TOKEN.finditer(line))
        if "".join(token[0] for token in tokens) != line:
            raise ValueError(f"rule {name!r}: cannot read {line!r}")
        brackets = "".join(token["mark"] or "]" for token in tokens if token["mark"] or token["label"])
        if NESTED.sub("", brackets):
            raise ValueError(f"rule {name!r}: brackets do not match in {line!r}")
        tokens.reverse()
        return self._sequence(tokens)[0]

    def _sequence(self, tokens: list[regex.Match[str]]) -> tuple[Node, str]:
        """Read up to what closes the sequence: `|`, `)`, the label of a bracket, or nothing."""
        nodes: list[Node] = []
        while tokens:
            token = tokens.pop()
            if token["mark"] in {"|", ")"} or token["label"]:
                return _all(nodes), token["mark"] or token["label"]
            if token["mark"] == "(":
                nodes.append(self._choice(tokens))
            elif token["mark"] == "[":
                node, label = self._sequence(tokens)
                nodes.append(self._labelled(node, label))
            else:
                nodes.append(self._leaf(token))
        return _all(nodes), ""

    def _choice(self, tokens: list[regex.Match[str]]) -> Node:
        nodes = []
        closing = "|"
        while closing == "|":
            node, closing = self._sequence(tokens)
            nodes.append(node)
        return _weighted(nodes, list(range(1, len(nodes) + 1)))

    def _leaf(self, token: regex.Match[str]) -> Node:
        if token["name"]:
            self._wanted.add(token["name"])
            return self._reference(token["name"], token["role"])
        piece = Piece(token["text"])
        return lambda _, pieces: pieces.append(piece)

    def _reference(self, name: str, role: str | None) -> Node:
        def write(context: Context, pieces: list[Piece]) -> None:
            outer = context.role
            context.role = outer if role is None else role
            self._nodes[name](context, pieces)
            context.role = outer

        return write

    def _value(self, value: Value) -> Node:
        def write(context: Context, pieces: list[Piece]) -> None:
            for text, label in value(context):
                pieces.append(Piece(text, self._naming(label, context.role) if label else ""))

        return write

    def _labelled(self, node: Node, label: str) -> Node:
        def write(context: Context, pieces: list[Piece]) -> None:
            inside: list[Piece] = []
            node(context, inside)
            pieces.append(Piece("".join(piece.text for piece in inside), self._naming(label, context.role)))

        return write


def tidy(pieces: Iterable[Piece]) -> list[Piece]:
    """Join neighbours without a label, and leave one space where optional words left several or stood at an end."""
    tidied = [Piece("")]
    for text, label in pieces:
        if not label and not tidied[-1].label:
            text = tidied.pop().text + text
        tidied.append(Piece(text, label))
    spaced = [piece if piece.label else Piece(EXTRA.sub("", piece.text)) for piece in tidied]
    spaced[0] = spaced[0]._replace(text=spaced[0].text.lstrip(" ,"))
    spaced[-1] = spaced[-1]._replace(text=spaced[-1].text.rstrip(" ,"))
    return [piece for piece in spaced if piece.text]


def _weighted(nodes: list[Node], cumulative: list[int]) -> Node:
    """One of the nodes; `cumulative` are the sums of their weights."""
    if len(nodes) == 1:
        return nodes[0]
    total = cumulative[-1]
    return lambda context, pieces: nodes[bisect(cumulative, context.rng.random() * total)](context, pieces)


def _all(nodes: list[Node]) -> Node:
    def write(context: Context, pieces: list[Piece]) -> None:
        for node in nodes:
            node(context, pieces)

    return write
