"""Plain text with the tags on which several taggers agree, for another to learn from beside what people labelled.

So one network learns what an ensemble knows (Hinton et al., 2015, with tags in place of probabilities), and meets names
that no labelled sentence holds. Where the teachers are not sure a tag is left open: any is right.
"""

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from model.atomic import write_file
from model.augment.ambiguous import FAMILY, GIVEN, ORG_THING, PERSON_ORG, PERSON_PLACE, PLACE_THING
from model.batch import length_batches
from model.config import SilverConfig
from model.data import Sentence
from model.errors import DataError
from model.plain import sentences
from model.predict import MAX_PADDED_TOKENS, Predictor, TextTagger
from model.tags import OUTSIDE, repair
from model.text import TextConfig
from model.transformer import ABOUT, load_transformer
from model.vocab import PARTIAL

SHORTEST, LONGEST = 4, 45  # words of a sentence that is drawn
SAME_START = 20  # sentences that may begin with the same three words, such as "( Reporting by"
ARTICLES = {"a", "an", "the", "my", "your", "his", "her", "our", "their", "this", "that", "some"}
AMBIGUOUS = sorted({*GIVEN, *FAMILY, *PERSON_PLACE, *PERSON_ORG, *ORG_THING, *PLACE_THING})


def read_silver(config: SilverConfig, data_dir: Path, text: TextConfig) -> list[Sentence]:
    """Draw sentences from the texts of `data_dir`, cut into words the way of `text`, and have the teachers label them.

    What they labelled is kept in the folder `silver` of the data, for the next seed and the next attempt.
    Raises DataError where a teacher or a text is missing, or teachers know different tags, CheckpointError where the
    sentences cannot be kept.
    """
    folders = [_found(data_dir / "teachers" / name) for name in config.teachers]
    kept = data_dir / "silver" / f"{_mark(config, folders, text)}.jsonl"
    if not kept.is_file():
        write_file(kept, b"")  # before the work, lest it be for nothing
        kept.unlink()
        labelled = _labelled(config, [*map(_load, folders)], data_dir / "text", text)
        write_file(kept, "".join(f"{json.dumps([s.words, s.tags])}\n" for s in labelled).encode())
    with kept.open(encoding="utf-8") as lines:
        return [Sentence(tuple(words), tuple(tags)) for words, tags in map(json.loads, lines)]


def _labelled(
    config: SilverConfig, teachers: Sequence[TextTagger], text_dir: Path, text: TextConfig
) -> Iterator[Sentence]:
    if any(teacher.vocab.tags != teachers[0].vocab.tags for teacher in teachers):
        raise DataError(f"teachers must know the same tags: {', '.join(config.teachers)} do not")
    rng = random.Random("silver")
    labelled = label(teachers, list(_drawn(config, text_dir, text, rng)), config.sure)
    return (sentence for sentence in labelled if set(sentence.tags) != {OUTSIDE} or rng.random() < config.empty)


def label(teachers: Sequence[TextTagger], texts: Sequence[Sequence[str]], sure: float) -> list[Sentence]:
    """Sentences of words with the tags that are likeliest by the mean of the teachers, open where it is not sure."""
    labelled = [Sentence((), ())] * len(texts)
    for group in length_batches([len(words) for words in texts], MAX_PADDED_TOKENS):
        batch = [texts[index] for index in group]
        tables = [teacher.decide(batch).probabilities for teacher in teachers]  # each (N, K)
        shares, best = (sum(tables[1:], tables[0]) / len(tables)).max(dim=1)  # (N,) each
        tags = [teachers[0].vocab.tags[number] for number in best.tolist()]
        known, start = (shares >= sure).tolist(), 0
        for index, words in zip(group, batch, strict=True):
            end = start + len(words)
            said = zip(repair(tags[start:end]), known[start:end], strict=True)
            labelled[index] = Sentence(tuple(words), tuple(tag if is_sure else PARTIAL for tag, is_sure in said))
            start = end
    return labelled


def _drawn(config: SilverConfig, text_dir: Path, text: TextConfig, rng: random.Random) -> Iterator[list[str]]:
    """Sentences of a share of each text's lines."""
    starts: Counter[tuple[str, ...]] = Counter()
    for name, share in config.texts.items():
        for sentence in sentences(text_dir / f"{name}.txt.xz", (text,), partial(_chosen, rng, share)):
            words = sentence.split()
            starts[start := tuple(words[:3])] += 1
            if SHORTEST <= len(words) <= LONGEST and starts[start] <= SAME_START:
                yield confused(words, rng) if rng.random() < config.ambiguous else words


def confused(words: Sequence[str], rng: random.Random) -> list[str]:
    """One of the words that may be a name or the thing after an article gives way to a name that is also a word.

    What it is there, no list can say: the teachers judge by what stands around it.
    """
    new = [*words]
    before = ["", *(word.lower() for word in words)]
    places = [at for at, word in enumerate(words) if word.isalpha() and (word.istitle() or before[at] in ARTICLES)]
    places = [at for at in places if words[at].lower() not in ARTICLES]
    if places:
        at, other = rng.choice(places), rng.choice(AMBIGUOUS)
        new[at] = other if words[at].istitle() else other.lower()
    return new


def _chosen(rng: random.Random, share: float) -> bool:
    return rng.random() < share


def _mark(config: SilverConfig, teachers: Sequence[Path], text: TextConfig) -> str:
    """A digest of all that decides what the sentences are."""
    weights = [hashlib.sha256(next(folder.glob("*.safetensors")).read_bytes()).hexdigest() for folder in teachers]
    drawn = replace(config, teachers=(), an_epoch=0, lower=0.0)  # which is decided when an epoch begins
    return hashlib.sha256(repr((drawn, text, weights)).encode()).hexdigest()[:16]


def _found(folder: Path) -> Path:
    if not any(folder.glob("*.safetensors")):
        hint = f"`slotscope train` or `teach`, a recipe of model/recipes/teachers/, and --out {folder} make it"
        raise DataError(f"no teacher; {hint}", folder)
    return folder


def _load(folder: Path) -> TextTagger:
    return load_transformer(folder) if (folder / ABOUT).is_file() else Predictor.load(folder)
