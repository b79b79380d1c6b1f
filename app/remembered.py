"""Answers given lately, by what was asked: people and programs ask the same thing again. Knows no HTTP."""

from collections import OrderedDict
from collections.abc import Hashable

MAX_BYTES = 16_384  # of an answer that is kept: about 100 tokens


class Remembered:
    """At most so many answers; the one longest not asked for makes room."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, bytes] = OrderedDict()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, asked: Hashable) -> bytes | None:
        """What was answered, or None."""
        answer = self._answers.get(asked)
        if answer is not None:
            self._answers.move_to_end(asked)
        return answer

    def keep(self, asked: Hashable, answer: bytes) -> None:
        """Remember an answer, unless it is too long."""
        if len(answer) > MAX_BYTES:
            return
        self._answers[asked] = answer
        if len(self._answers) > self._most:
            self._answers.popitem(last=False)
