"""Words in a sixth of the memory of a tuple and a dict, for a service, which looks a word up once and keeps the answer.

One text of all words, where each ends, and their hashes in order: 24 bytes a word and its letters.
"""

from collections.abc import Iterable, Sequence
from typing import overload

import numpy as np


class Lexicon(Sequence[str]):
    """A sequence of words that knows the number of each. It cannot change."""

    def __init__(self, words: Iterable[str]) -> None:
        encoded = [word.encode("utf-8", "surrogatepass") for word in words]
        self._text = b"".join(encoded)
        self._ends = np.cumsum([len(word) for word in encoded], dtype=np.uint32)
        hashes = np.fromiter(map(hash, encoded), np.int64, len(encoded))
        order = hashes.argsort()
        self._hashes, self._order = hashes[order], order.astype(np.uint32)

    def number(self, word: str) -> int | None:
        """The place of a word, or None."""
        sought = word.encode("utf-8", "surrogatepass")
        key = hash(sought)
        place = int(np.searchsorted(self._hashes, key))
        while place < len(self) and self._hashes[place] == key:
            if self._at(int(self._order[place])) == sought:  # two words may have one hash
                return int(self._order[place])
            place += 1
        return None

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...

    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        places = range(len(self))[place]  # which raises IndexError
        if isinstance(places, range):
            return tuple(self[each] for each in places)
        return self._at(places).decode("utf-8", "surrogatepass")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lexicon) and self._text == other._text and np.array_equal(self._ends, other._ends)

    def __hash__(self) -> int:
        return hash(self._text)

    def _at(self, place: int) -> bytes:
        return self._text[self._ends[place - 1] if place else 0 : self._ends[place]]
