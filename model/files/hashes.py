"""The numbers by which spaCy stores strings: those of its symbols, and the 64-bit MurmurHash2 for all others.

symbols.txt has the names of spaCy's symbols (MIT), each on the line of its number, counted from 0. Knows no files.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

SYMBOLS = Path(__file__).with_name("symbols.txt")
MULTIPLIER, SHIFT, MASK, SEED = 0xC6A4A7935BD1E995, 47, 2**64 - 1, 1


def string_number(text: str) -> int:
    """The number under which spaCy's string store keeps a text; 0 is that of the empty one."""
    return symbols().get(text) or (hash_string(text) if text else 0)


def hash_string(text: str) -> int:
    """MurmurHash64A (Austin Appleby, public domain) of a text's UTF-8, as spaCy seeds it."""
    data = text.encode("utf-8", "surrogatepass")
    value = SEED ^ (len(data) * MULTIPLIER & MASK)
    whole = len(data) - len(data) % 8
    for place in range(0, whole, 8):
        part = int.from_bytes(data[place : place + 8], "little") * MULTIPLIER & MASK
        value = ((value ^ ((part ^ (part >> SHIFT)) * MULTIPLIER & MASK)) * MULTIPLIER) & MASK
    if whole < len(data):
        value = ((value ^ int.from_bytes(data[whole:], "little")) * MULTIPLIER) & MASK
    value = ((value ^ (value >> SHIFT)) * MULTIPLIER) & MASK
    return value ^ (value >> SHIFT)


@cache
def symbols() -> Mapping[str, int]:
    """The numbers of the names that spaCy has built in."""
    lines = SYMBOLS.read_text(encoding="utf-8").split("\n")
    return {name: number for number, name in enumerate(lines) if name}
