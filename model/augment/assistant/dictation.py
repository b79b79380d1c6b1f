"""Between requests as they are dictated, "what s on at 5 p m", and as they are typed, "What's on at 5pm".

Works on pieces, the stretches of a text with their labels, and never moves a label. Knows of the labels of SNIPS only
which are names.
"""

import random
from collections.abc import Sequence

import regex

from model.augment.grammar import Piece, tidy

NAMES = frozenset(
    """album artist city country cuisine entity_name geographic_poi location_name movie_name object_name playlist
    playlist_owner poi restaurant_name state track""".split()
)
SMALL = frozenset("of the and in a an to for on at by or de la le el y du da del von van with from".split())
BRANDS = {
    "youtube": "YouTube",
    "itunes": "iTunes",
    "lastfm": "Last.fm",
    "last fm": "Last.fm",
    "iheart": "iHeart",
    "groove shark": "Grooveshark",
}
DIGITS = dict(zip("zero one two three four five six seven eight nine ten".split(), map(str, range(11)), strict=True))
WORDS = {digit: word for word, digit in DIGITS.items()}
COUNTS = {"party_size_number", "rating_value"}
# What the best rating is where people rate: 6 in SNIPS, and hardly anywhere else.
BEST = ("6", "6", "5", "5", "10", "10", "100", "five", "ten")

OWNED = regex.compile(r"(?<=\p{L}\p{L}) s\b|^ s\b")
CLIPPED = regex.compile(r"\b(i|you|we|they|he|she|it|that|what|there|who|where|how|let) (s|d|m|ll|ve|re)\b", regex.I)
NEGATED = regex.compile(r"\b(\w+n) t\b", regex.I)
MERIDIEM = regex.compile(r"\s*\b([ap]) ?m\b|(?<=\d)([ap])m\b")
O_CLOCK = regex.compile(r"\bo clock\b")
CALENDAR = regex.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|"
    r"november|december|may|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thur?s?|fri|sat|sun)\b)"
)
SELF = regex.compile(r"\bi\b(?!\.)")
WORD_START = regex.compile(r"(?<![\p{L}\p{M}'’])\p{L}")
MARKS = regex.compile(r"[,;?!()]|\.(?!\w)|(?<!\w)\.")
SPOKEN = str.maketrans({"'": " ", "’": " ", ",": None})
COMMAND = regex.compile(
    r"(?:play|add|put|book|rate|find|show|give|search|tell|look|get|make|check|reserve|start|queue|save|pull|bring)\b"
)
ASKING = (
    *(
        "please ",
        "please ",
        "could you ",
        "can you ",
        "can you please ",
        "could you please ",
        "would you ",
        "hey, can you ",
    ),
    *("hi, could you ", "i want you to ", "i need you to ", "hey ", "hey, ", "ok, ", "now ", "go ahead and ", "hi! "),
    *("would you mind, ", "i'd like you to ", "quick, ", "um, ", "alright, ", "yo, ", "hello, please ", "kindly "),
)
GREETING = ("hey, ", "hi, ", "hi! ", "ok so ", "quick question: ", "hello, ", "sorry, ", "hey there, ", "so ", "umm ")
AFTER = (" please", ", please", " thanks", ", thanks", " for me", " pls", ", thank you", " if you can", " asap", ", ok")


def spoken(pieces: Sequence[Piece]) -> list[Piece]:
    """As SNIPS writes: lower case, a space for an apostrophe, no commas, no other marks outside labels."""
    flat = (Piece(text.lower().translate(SPOKEN), label) for text, label in pieces)
    return tidy(Piece(text if label else MARKS.sub(" ", text), label) for text, label in flat)


def typed(pieces: Sequence[Piece], rng: random.Random) -> list[Piece]:
    """As somebody types with care: capitals, apostrophes, figures; now and then with a courtesy before or after."""
    apostrophe = rng.choices(("'", "’", ""), (0.76, 0.12, 0.12))[0]
    clock = rng.choice((" {}m", "{}m", " {}m", " {}.m."))
    written = [_written(piece, apostrophe, clock, rng) for piece in pieces]
    if rng.random() < 0.22 and not written[0].label:
        asks = COMMAND.match(written[0].text)
        written[0] = Piece(rng.choice(ASKING if asks else GREETING) + written[0].text)
    if rng.random() < 0.15:
        written.append(Piece(rng.choice(AFTER)))
    return [_capitals(piece, rng) for piece in tidy(written)]


def _written(piece: Piece, apostrophe: str, clock: str, rng: random.Random) -> Piece:
    text, label = piece
    text = NEGATED.sub(rf"\1{apostrophe}t", CLIPPED.sub(rf"\1{apostrophe}\2", text))
    text = OWNED.sub(f"{apostrophe}s", text)
    if label == "timeRange":
        text = MERIDIEM.sub(lambda match: clock.format(match[1] or match[2]), O_CLOCK.sub("o'clock", text))
    elif label in COUNTS and rng.random() < 0.3:
        text = DIGITS.get(text) or WORDS.get(text) or text
    elif label == "best_rating" and text == "6":
        text = rng.choice(BEST)
    return Piece(text, label)


def _capitals(piece: Piece, rng: random.Random) -> Piece:
    """The capitals that names, days, months and the first person have in print."""
    text, label = piece
    if label == "service":
        return Piece(BRANDS.get(text, text.title()), label)
    if label in NAMES and text not in {"my", "home", "downtown"} and not (label == "playlist" and rng.random() < 0.4):
        return Piece(text.upper() if label == "state" and len(text) == 2 else _headline(text, rng), label)
    if label == "party_size_description":
        return Piece(_people(text), label)
    text = CALENDAR.sub(_first_upper, text) if label == "timeRange" else SELF.sub("I", text)
    return Piece(text, label)


def _headline(text: str, rng: random.Random) -> str:
    """A capital for every word, the small ones mostly left out."""
    spare = rng.random() < 0.75
    words = text.split(" ")
    kept = [
        word if spare and at and word in SMALL else WORD_START.sub(_first_upper, word) for at, word in enumerate(words)
    ]
    return " ".join(kept)


def _people(text: str) -> str:
    """Companions: first names have capitals, relations have none."""
    words = text.split(" ")
    if "my" in words:
        return SELF.sub("I", text)
    return " ".join(word if word in {"and", "me"} else word.capitalize() for word in words)


def _first_upper(match: regex.Match[str]) -> str:
    text = match[0]
    return text[:1].upper() + text[1:]
