"""How fast sentences are tagged in this process: beside others, beside the bare arithmetic, and as they grow longer."""

import io
import math
import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, cycle, islice
from pathlib import Path
from typing import cast

import torch
from seqeval.metrics import f1_score
from seqeval.scheme import IOB2

from app.stream import TagOptions, tag_stream
from model.data import Sentence, load
from model.encoders import Recurrent
from model.predict import Predictor, from_words
from model.sources import default_data_dir
from tests.bench import peers
from tests.bench.rounds import Row, compared, interleaved, missing, ratio

BULK = 512  # sentences a round
ROUNDS, ALONE, TOGETHER = 9, 60, 10  # of those alone, so many one after the other
LENGTHS = (10, 100, 1_000, 10_000)  # words of one sentence
LINES = (1_000, 10_000, 100_000)
LONG = 1_000_000  # lines as well, where SLOTSCOPE_BENCH_LONG is set: some minutes
MB = 2**20


def bulk(folder: Path) -> Iterator[Row]:
    """Words a second from raw text, beside spaCy and a linear CRF that learnt from the same sentences."""
    dev, train = _atis("dev"), _atis("train")
    texts = list(islice(cycle(" ".join(sentence.words) for sentence in dev), BULK))
    words = sum(len(text.split()) for text in texts)
    predictor = Predictor.load("flights")
    trained = {
        "spaCy NER": peers.spacy_ner(train, folder / "spacy"),
        "CRFsuite": peers.linear_crf(train, folder / "crf"),
    }
    there = {name: tag for name, tag in trained.items() if tag is not None}
    sides = {name: partial(tag, texts) for name, tag in there.items()}
    seconds = interleaved({"ours": partial(_tag, predictor, texts), **sides}, ROUNDS)
    speed = {name: words / statistics.median(taken) for name, taken in seconds.items()}
    f1 = _f1(dev, [[token.tag for token in p.tokens] for p in predictor.predict([from_words(s.words) for s in dev])])
    for name, aim in (("spaCy NER", "≥ 10"), ("CRFsuite", "≥ 1")):
        what = "bulk tagging from raw text, words/s (strict F1 on ATIS dev)"
        if name not in there:
            yield missing(what, name, "not installed: the extra `bench` brings it")
            continue
        theirs = _f1(dev, there[name]([" ".join(sentence.words) for sentence in dev]))
        found = ratio(seconds[name], seconds["ours"])
        yield compared(what, f"{speed['ours']:,.0f} ({f1})", name, f"{speed[name]:,.0f} ({theirs})", found, aim)


def alone(folder: Path) -> Iterator[Row]:
    """The median time of a sentence that comes alone, beside transformers."""
    texts = [" ".join(sentence.words) for sentence in islice(_atis("dev"), ALONE)]
    predictor = Predictor.load("flights")
    sides = peers.transformers(len(predictor.vocab.tags), folder)
    for text in texts:
        predictor(text)
    times: dict[str, list[float]] = {name: [] for name in ("ours", *sides)}
    everyone: dict[str, Callable[[str], object]] = {"ours": predictor, **sides}
    for block in range(0, len(texts), TOGETHER):  # in turn, but each side with its own numbers in the caches
        for name, run in everyone.items():
            run(texts[block])
            for text in texts[block : block + TOGETHER]:
                started = time.perf_counter()
                run(text)
                times[name].append(time.perf_counter() - started)
    what = "one sentence, in process, median"
    mine = statistics.median(times["ours"])
    for name, aim in (("BERT-base", "≥ 100"), ("DistilBERT", "≥ 20")):
        for kind in ("torch", "onnxruntime int8"):
            side = f"{name}, {kind}"
            if side not in sides:
                yield missing(what, side, "not installed: the extra `bench` brings it")
                continue
            theirs = statistics.median(times[side])
            yield compared(what, _ms(mine), side, _ms(theirs), theirs / mine, aim)


def floor(_folder: Path) -> Iterator[Row]:
    """Beside the time that the network's products alone would take at this machine's speed of multiplying matrices."""
    predictor = Predictor.load("flights")
    sentences = [from_words(sentence.words) for sentence in _atis("dev")[:BULK]]
    words = sum(len(sentence.tokens) for sentence in sentences)
    network = predictor.tagger
    encoder, tags = cast(Recurrent, network.encoder), len(predictor.vocab.tags)
    size, units = encoder.ahead.hidden_size, encoder.size
    gates = cast(torch.Tensor, encoder.ahead.weight_hh_l0).shape[0]
    work = 2 * (units * gates + units * tags + (2 * tags * tags if network.crf is not None else 0))  # a word
    left, right = torch.randn(512, size), torch.randn(size, gates)
    product = 2 * 512 * size * gates
    once = [sentence for sentence in sentences if len(sentence.tokens) == 10][:20]
    for sentence in once:
        predictor.predict([sentence])
    seconds = interleaved(
        {
            "product": lambda: [left @ right for _ in range(20)],
            "batches": lambda: predictor.predict(sentences),
            "one": lambda: [predictor.predict([sentence]) for sentence in once],
        },
        ROUNDS,
    )
    speed = 20 * product / min(seconds["product"])
    for what, side, count, aim in (
        ("one sentence of 10 words, without its tokenizing", "one", 10 * len(once), "≤ 5"),
        ("in batches, without tokenizing", "batches", words, "≤ 2.5"),
    ):
        mine, least = statistics.median(seconds[side]) / count, work / speed
        against = f"{work / 1e3:,.0f} kflop a word at {speed / 1e9:,.0f} Gflop/s"
        yield compared(what, _us(mine), against, _us(least), mine / least, aim)


def growth(_folder: Path) -> Iterator[Row]:
    """How time grows with the length of a sentence and of a file, as an exponent; and memory with a file."""
    predictor = Predictor.load("flights")
    words = list(chain.from_iterable(sentence.words for sentence in _atis("dev")))
    sentences = [from_words(list(islice(cycle(words), length))) for length in LENGTHS]
    times = [_least(partial(predictor.predict, [s]), max(2, 2_000 // len(s.tokens))) for s in sentences]
    shown = ", ".join(_ms(seconds) for seconds in times)
    yield compared(
        "one sentence of 10, 100, 1,000, 10,000 words", shown, "time ~ lengthᵏ", "", _slope(LENGTHS, times), "≤ 1.1"
    )
    lines = [f"{' '.join(sentence.words)}\n".encode() for sentence in _atis("dev")]
    times, memory = [], []
    lengths = (*LINES, LONG) if os.environ.get("SLOTSCOPE_BENCH_LONG") else LINES
    for count in lengths:
        source = io.BufferedReader(_Lines(islice(cycle(lines), count)))
        started = time.perf_counter()
        for _ in tag_stream(source, "lines", predictor, TagOptions("tags")):
            pass
        times.append(time.perf_counter() - started)
        memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
    shown = ", ".join(f"{seconds:.1f} s" for seconds in times) + f"; {(memory[-1] - memory[0]) / MB:.0f} MB more memory"
    what = f"a file of {', '.join(f'{count:,}' for count in lengths)} sentences"
    yield compared(what, shown, "time ~ linesᵏ", "", _slope(lengths, times), "≤ 1.1")


class _Lines(io.RawIOBase):
    """A file that is made while it is read."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self.lines, self.left = lines, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        self.left = self.left or next(self.lines, b"")
        taken, self.left = self.left[: len(view)], self.left[len(view) :]
        view[: len(taken)] = taken
        return len(taken)


def _atis(split: str) -> Sequence[Sentence]:
    return load("atis", split, default_data_dir())


def _tag(predictor: Predictor, texts: Sequence[str]) -> object:
    return predictor.predict([predictor.read(text) for text in texts])


def _f1(gold: Sequence[Sentence], tags: Sequence[Sequence[str]]) -> str:
    right = [list(sentence.tags) for sentence in gold]
    return f"{100 * f1_score(right, list(tags), mode='strict', scheme=IOB2, zero_division=0):.1f}"


def _least(work: Callable[[], object], times: int) -> float:
    work()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return min(taken)


def _slope(sizes: Sequence[int], times: Sequence[float]) -> float:
    """The exponent between the two largest: small ones are mostly what every call costs."""
    return math.log(times[-1] / times[-2]) / math.log(sizes[-1] / sizes[-2])


def _ms(seconds: float) -> str:
    return f"{1e3 * seconds:.2f} ms" if seconds < 0.1 else f"{1e3 * seconds:,.0f} ms"


def _us(seconds: float) -> str:
    return f"{1e6 * seconds:.1f} µs a word"
