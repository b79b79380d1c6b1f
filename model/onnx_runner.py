"""Tags with an exported ONNX file: needs onnxruntime and numpy, and no torch.

tagger = OnnxTagger(Path("flights.onnx"))
tagger("leave Taipei").tags
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from model.errors import CheckpointError
from model.tags import TagSpan, tags_to_spans
from model.text import TextConfig, Token, tokenize
from model.vocab import PAD, Vocab, shape_number

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Tagged:
    """A text's tokens (offsets in code points), the tag of each, its probability, and the likeliest intent."""

    text: str
    tokens: tuple[Token, ...]
    tags: tuple[str, ...]
    scores: tuple[float, ...]
    intent: str | None = None

    @property
    def spans(self) -> list[TagSpan]:
        """The labelled runs of tokens, as numbers of tokens."""
        return tags_to_spans(self.tags)


class OnnxTagger:
    """A tagger out of one file."""

    def __init__(self, file: Path, threads: int = 1) -> None:
        """Raises CheckpointError where the file is missing, damaged or none of `slotscope export`."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        try:
            self.session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
            about = json.loads(self.session.get_modelmeta().custom_metadata_map["slotscope"])
        except Exception as error:
            raise CheckpointError(f"{file}: is no model that slotscope exported: {error}") from error
        self.name, self.vocab = str(about["name"]), Vocab.from_dict(about["vocab"])
        self.config = TextConfig(**about["text"])
        self.wanted = {entry.name for entry in self.session.get_inputs()}
        self.outputs = [entry.name for entry in self.session.get_outputs()]

    def __call__(self, text: str) -> Tagged:
        """Tag one text."""
        return self.tag([text])[0]

    def tag(self, texts: Sequence[str]) -> list[Tagged]:
        """Tag texts as one batch, in order. A text without words has no tags."""
        read = [tuple(tokenize(text, self.config)) for text in texts]
        filled = [tokens for tokens in read if tokens]
        found = iter(self._run(filled) if filled else [])
        pairs = zip(texts, read, strict=True)
        return [Tagged(text, tokens, *(next(found) if tokens else ((), ()))) for text, tokens in pairs]

    def _run(self, sentences: Sequence[Sequence[Token]]) -> list[tuple[tuple[str, ...], tuple[float, ...], str | None]]:
        numbers = encode(self.vocab, [[token.text for token in tokens] for tokens in sentences])
        feed = {name: values for name, values in numbers.items() if name in self.wanted}
        out = dict(zip(self.outputs, self.session.run(None, feed), strict=True))
        scores = np.take_along_axis(out["marginals"], out["path"][:, :, None], axis=2)[:, :, 0]  # (B, T)
        intents = out["intents"].argmax(axis=1).tolist() if "intents" in out else [None] * len(sentences)
        return [
            (
                tuple(self.vocab.tags[tag] for tag in path[: len(tokens)]),
                tuple(float(value) for value in row[: len(tokens)]),
                None if intent is None else self.vocab.intents[intent],
            )
            for tokens, path, row, intent in zip(sentences, out["path"].tolist(), scores, intents, strict=True)
        ]


def encode(vocab: Vocab, sentences: Sequence[Sequence[str]]) -> dict[str, Numbers]:
    """Sentences of words as the graph takes them, padded; every sentence must have a word."""
    forms: dict[str, int] = {}  # different words in order of appearance, from row 1
    for words in sentences:
        for word in words:
            forms.setdefault(word, len(forms) + 1)
    return {
        "words": _padded([[vocab.word_number(word) for word in words] for words in sentences]),
        "shapes": _padded([[shape_number(word) for word in words] for words in sentences]),
        "forms": _padded([[forms[word] for word in words] for words in sentences]),
        "chars": _padded([[], *(vocab.char_row(word) for word in forms)]),
        "lengths": np.asarray([len(words) for words in sentences], dtype=np.int64),
    }


def _padded(rows: Sequence[Sequence[int]]) -> Numbers:
    width = max(len(row) for row in rows)
    return np.asarray([[*row, *[PAD] * (width - len(row))] for row in rows], dtype=np.int64)
