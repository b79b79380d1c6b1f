"""Typed text to tokens, each with its place in the text. Knows no vocabulary and no torch.

`text[token.start:token.end] == token.text` holds for every token, in Unicode code points; what lies between
tokens is white space or control characters, nothing else is ever dropped.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Literal, NamedTuple

import regex

Pieces = tuple[tuple[str, int, int], ...]  # of a chunk, each with its range in it
Contractions = Literal["keep", "split", "apostrophe"]

ABBREVIATIONS = (
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed weds thu thur thurs fri sat sun "
    "mr mrs ms dr st ft mt gen col sgt capt lt rep sen gov pres prof rev hon jr sr inc corp ltd co bros vs etc "
    "ave blvd rd dept univ intl natl approx hr hrs min mins"
).split()

# White space and control characters part the text; what stands between them is split by the first pattern that fits.
CHUNK = regex.compile(r"[^\s\p{Cc}\p{Cs}]+")
INVISIBLE = regex.compile(r"\p{Cf}+\Z")
PATTERNS = {
    "link": r"(?:https?://|www\.)\S*[\p{L}\p{N}/]",
    "email": r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+",
    "handle": r"(?<!\w)[@#]\w+",
    "emoticon": r"\A[:;=]['o*-]?[)(\]\[dDpP/\\|]\Z",
    "meridiem": r"[ap]\.m\.?(?!\w)",
    "acronym": r"(?<!\w)(?:\p{L}\.){2,}",
    "initial": r"(?-i:(?<![\w'’])[\p{Lu}--I]\.(?=\p{Lu}|\Z))",
    "abbreviation": r"(?<!\w)(?:" + "|".join(ABBREVIATIONS) + r")\.(?![\p{L}\p{M}_])",
    "clock": r"\d{1,2}(?:[:.]\d\d)?(?=(?:-\d{1,2}(?:[:.]\d\d)?)?[ap]\.?m\b)",
    "number": r"(?<!\d[.,:/-])\d++(?:[.,:/-]\d++)*+(?![\p{L}\p{M}_]|-\p{L})",
    "word": r"[\p{L}\p{M}\p{N}_]+(?:(?:[-‐‑'’&\u200c\u200d]|(?<=\d)[.,:](?=\d))[\p{L}\p{M}\p{N}_]+)*",
    "clipped": r"(?<!\w)['’](?:s|re|ve|ll|d|m|t|n|em|til|cause)(?!\w)",
    "run": r"\.{2,}|-{2,}|!{2,}|\?{2,}",
    "flag": r"\p{RI}{2}[\p{M}\u200d]*",  # as \X, which would count the flags before, each time anew
    "character": r"\X",
}
TREEBANK_ENDING = regex.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m))$", regex.IGNORECASE)
APOSTROPHE = regex.compile(r"(?=['’]\p{L})")
ISO_DATE = regex.compile(r"\d{4}-\d\d-\d\d")
HYPHEN = regex.compile(r"([-‐‑])")
CACHED_CHUNKS = 2**16  # for each config: natural text repeats itself: nearly every chunk is met again
CACHED_LENGTH = 40  # code points; longer chunks are rare, and must not fill the memory


class Token(NamedTuple):  # made for every word: a tuple takes a third of a dataclass's time
    """A piece of a text: the text itself and its half-open range in code points."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class TextConfig:
    """How a task's training data splits words, so that typed text can be split alike.

    contractions: `keep` "don't" whole (ATIS), `split` it "do" + "n't" (Penn Treebank, CoNLL),
        or break at the `apostrophe`: "don" + "'t" (SNIPS).
    split_hyphens: "round-trip" as "round" + "-" + "trip".
    """

    contractions: Contractions = "keep"
    split_hyphens: bool = False


def tokenize(text: str, config: TextConfig = TextConfig()) -> list[Token]:
    """Split a text into tokens with offsets.

    Times come apart from their meridiem ("5:30pm": "5:30", "pm") and currency signs from their amount;
    abbreviations keep their full stop ("Nov.", "p.m."), an emoji sequence is one token.
    """
    tokens: list[Token] = []
    split = _splitter(config)
    for chunk in CHUNK.finditer(text):
        start, found = chunk.start(), chunk[0]
        for piece, begin, end in split(found) if len(found) <= CACHED_LENGTH else _split_chunk(config, found):
            tokens.append(_token((piece, start + begin, start + end)))
    return tokens


def whitespace_tokens(text: str) -> list[Token]:
    """Take the white-space separated tokens as they are."""
    return [Token(match[0], match.start(), match.end()) for match in regex.finditer(r"\S+", text)]


def join_tokens(words: list[str]) -> tuple[str, list[Token]]:
    """Join words by one space; return the text and the tokens placed in it."""
    tokens, start = [], 0
    for word in words:
        tokens.append(Token(word, start, start + len(word)))
        start += len(word) + 1
    return " ".join(words), tokens


# Token(...) goes through a function of Python; made from a tuple it takes a third of the time.
_token: Callable[[tuple[str, int, int]], Token] = partial(tuple.__new__, Token)


@cache
def _splitter(config: TextConfig) -> Callable[[str], Pieces]:
    """`_split_chunk` that remembers: to hash a config at every chunk would cost more than most splits."""
    return lru_cache(CACHED_CHUNKS)(partial(_split_chunk, config))


def _split_chunk(config: TextConfig, chunk: str) -> Pieces:
    """The tokens of a chunk."""
    if chunk.isalpha():
        return ((chunk, 0, len(chunk)),)
    pieces: list[tuple[str, int, int]] = []
    for match in _pattern().finditer(chunk):
        start = match.start()
        if INVISIBLE.match(match[0]):
            continue
        for piece in _pieces(match[0], match.lastgroup or "", config):
            pieces.append((piece, start, start + len(piece)))
            start += len(piece)
    return tuple(pieces)


@cache
def _pattern() -> regex.Pattern[str]:
    alternatives = "|".join(f"(?P<{name}>{pattern})" for name, pattern in PATTERNS.items())
    return regex.compile(alternatives, regex.IGNORECASE | regex.VERSION1)


def _pieces(text: str, kind: str, config: TextConfig) -> list[str]:
    if kind not in {"word", "number"} or ISO_DATE.fullmatch(text):
        return [text]
    pieces = [piece for piece in HYPHEN.split(text) if piece] if config.split_hyphens else [text]
    if config.contractions == "keep":
        return pieces
    return [part for piece in pieces for part in _contraction(piece, config.contractions)]


def _contraction(word: str, contractions: Contractions) -> list[str]:
    if contractions == "apostrophe":
        return [part for part in APOSTROPHE.split(word) if part]
    ending = TREEBANK_ENDING.search(word)
    if ending and ending.start() > 0:
        return [word[: ending.start()], word[ending.start() :]]
    return [word]
