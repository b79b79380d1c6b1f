"""How typed sentences look: case, marks, short forms, courtesies and slips of the finger.

Works on pieces, the stretches of a text with their labels, and never moves a label. Knows of the labels only which are
names and which are codes.
"""

import random
from collections.abc import Callable, Sequence

import regex

from model.augment.grammar import Piece, tidy

NAMES = {"city_name", "state_name", "country_name", "airport_name", "airline_name", "day_name", "month_name"}
CODES = {"airport_code", "state_code", "airline_code", "aircraft_code", "fare_basis_code"}

QUESTION = regex.compile(r"(?:what|which|who|where|when|how|is|are|do|does|can|could|will|would|may)\b|any\b", regex.I)
WORD = regex.compile(r"\p{L}{4,}")
WORD_START = regex.compile(r"(?<![\p{L}\p{M}\p{N}'’])\p{L}")
SENTENCE_START = regex.compile(r"(?<=[.!?] )\p{L}")
SELF = regex.compile(r"\bi\b(?!\.)")
MARKS = regex.compile(r"[,;:?!().&]")
PAUSE = regex.compile(r" (?=(?:please|leaving|departing|arriving|returning|with|via|on|but)\b)")
NO_MORE_MARKS = (".", "!", "?", ")", "🙂", "✈️")

# What people write for some words that carry no label.
SHORT_FORMS = {
    "i would": ("I'd", "i'd", "id", "I’d"),
    "i am": ("I'm", "im", "I’m"),
    "i will": ("I'll", "i’ll"),
    "i have": ("I've", "i have"),
    "we are": ("we're", "were"),
    "what is": ("what's", "whats", "what’s"),
    "what are": ("what're", "what r"),
    "do not": ("don't", "dont"),
    "i'd": ("I would", "id", "I’d"),
    "i'm": ("I am", "im", "I’m"),
    "what's": ("what is", "whats", "what’s"),
    "please": ("pls", "plz"),
    "want to": ("wanna", "want 2"),
    "need to": ("gotta", "need 2"),
    "you": ("u", "ya"),
    "thanks": ("thx", "ty"),
    "flight": ("flt", "fligth"),
    "flights": ("flts", "fligths"),
    "and": ("&", "n"),
    "with": ("w/", "w"),
    "to": ("to", "to", "2"),
    "for": ("for", "for", "4"),
    "show me": ("show", "gimme"),
}
SHORTENED = regex.compile(r"\b(?:" + "|".join(sorted(SHORT_FORMS, key=len, reverse=True)) + r")\b(?!['’])", regex.I)
BEFORE = (
    *("Hi, ", "Hello, ", "Hey, ", "Hi there, ", "hey there ", "Hello! ", "Good morning, ", "Good evening. ", "Please "),
    *("Hi! ", "ok so ", "Excuse me, ", "Quick question: ", "Yes, ", "Actually, ", "So ", "um ", "Ok, ", "please "),
)
AFTER = (
    *(" please", ", please", " thanks", ", thanks", ". Thanks!", ". Thank you.", " thank you", " asap", " if possible"),
    *("... thanks", " :)", " pls", "!!", ". Is that possible?", ". What do you have?", " 🙂", " ✈️", ". Any ideas?"),
)
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEIGHBOURS = {key: row[max(at - 1, 0) : at] + row[at + 1 : at + 2] for row in KEYS for at, key in enumerate(row)}


def plain(pieces: Sequence[Piece]) -> list[Piece]:
    """As ATIS writes: lower case, no marks outside labels."""
    return tidy(Piece(text.lower() if label else MARKS.sub(" ", text.lower()), label) for text, label in pieces)


def dressed(pieces: Sequence[Piece], rng: random.Random) -> list[Piece]:
    """As somebody types: in some case, with or without marks, short forms, courtesies and slips."""
    dressing = [_shorten(piece, rng) for piece in pieces]
    if rng.random() < 0.2:
        dressing.insert(0, Piece(rng.choice(BEFORE)))
    if rng.random() < 0.2:
        dressing.append(Piece(rng.choice(AFTER)))
    if rng.random() < 0.15:
        dressing = _slip(dressing, rng)
    dressing = tidy(dressing)
    dressing = rng.choices(CASES, CASE_WEIGHTS)[0](dressing)
    mark = _final_mark(dressing, rng)
    return [*dressing, Piece(mark)] if mark else dressing


def natural(pieces: Sequence[Piece]) -> list[Piece]:
    """Sentences, names and codes with the capitals that they have in print."""
    cased = []
    for at, (text, label) in enumerate(pieces):
        kind = label.rpartition(".")[2]
        if kind in NAMES and text.islower():
            text = WORD_START.sub(_upper, text)
        elif kind in CODES:
            text = text.upper()
        elif not label:
            text = SENTENCE_START.sub(_upper, SELF.sub("I", text))
        cased.append(Piece(text if at else _capital(text), label))
    return cased


def _lower(pieces: Sequence[Piece]) -> list[Piece]:
    return [Piece(text.lower(), label) for text, label in pieces]


def _upper_case(pieces: Sequence[Piece]) -> list[Piece]:
    return [Piece(text.upper(), label) for text, label in pieces]


def _title(pieces: Sequence[Piece]) -> list[Piece]:
    return [Piece(WORD_START.sub(_upper, text), label) for text, label in natural(pieces)]


def _names_only(pieces: Sequence[Piece]) -> list[Piece]:
    """Capitals for names and codes, and nothing else."""
    return [piece if piece.label else Piece(piece.text.lower()) for piece in natural(pieces)]


def _sentence_only(pieces: Sequence[Piece]) -> list[Piece]:
    """A capital for the first letter, and nothing else."""
    first, *rest = _lower(pieces)
    return [Piece(_capital(first.text), first.label), *rest]


CASES: tuple[Callable[[Sequence[Piece]], list[Piece]], ...] = (
    *(natural, _lower, _names_only, _sentence_only, _upper_case, _title),
)
CASE_WEIGHTS = (50, 24, 8, 6, 6, 6)


def _shorten(piece: Piece, rng: random.Random) -> Piece:
    if piece.label:
        return piece
    text = PAUSE.sub(lambda match: ", " if rng.random() < 0.06 else match[0], piece.text)
    return Piece(SHORTENED.sub(lambda match: _short_form(match[0], rng), text))


def _short_form(words: str, rng: random.Random) -> str:
    return rng.choice(SHORT_FORMS[words.lower()]) if rng.random() < 0.12 else words


def _slip(pieces: list[Piece], rng: random.Random) -> list[Piece]:
    """One word mistyped; seldom a name."""
    places = [at for at, piece in enumerate(pieces) if not piece.label or rng.random() < 0.15]
    places = [at for at in places if WORD.search(pieces[at].text)]
    if not places:
        return pieces
    at = rng.choice(places)
    text, label = pieces[at]
    word = rng.choice(list(WORD.finditer(text)))
    slipped = mistype(word[0], rng)
    return [*pieces[:at], Piece(text[: word.start()] + slipped + text[word.end() :], label), *pieces[at + 1 :]]


def mistype(word: str, rng: random.Random) -> str:
    """A word of at least two letters with two letters swapped, one left out, doubled, or hit beside its key."""
    at = rng.randrange(1, len(word) - 1) if len(word) > 2 else 0
    before, letter, after = word[:at], word[at], word[at + 1 :]
    beside = rng.choice(NEIGHBOURS.get(letter.lower(), letter))
    return before + rng.choice((after[:1] + letter + after[1:], after, letter + letter + after, beside + after))


def _final_mark(pieces: Sequence[Piece], rng: random.Random) -> str:
    if pieces[-1].text.endswith(NO_MORE_MARKS):
        return ""
    if QUESTION.match(pieces[0].text):
        return rng.choice(("?", "?", "?", "", "", "."))
    return rng.choice((".", ".", ".", ".", "", "", "", "", "", "!", "..."))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _upper(match: regex.Match[str]) -> str:
    return match[0].upper()
