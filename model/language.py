"""A tagger's encoder taught by plain text, before it sees a label: it learns to guess words from their neighbours.

Reading forward it guesses the next word, reading back the one before (Peters et al., 2017), and from both how a word
is written in a text whose capitals were taken away (Mayhew et al., 2020). What it learnt is where a tagger's training
begins (Dai and Le, 2015); the guesses themselves are thrown away. Knows no labels.

B sentences, T words of the longest, H states a direction, D the size of a word vector, V words.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim import AdamW

from model.batch import NO_TARGET, Batch, Encoder, length_batches
from model.config import ModelConfig
from model.errors import DataError
from model.inherit import bequeath, inherit
from model.tagger import Tagger
from model.tags import OUTSIDE
from model.train import drop_words, one_cycle
from model.vectors import Vectors, write_vectors
from model.vocab import DIGIT, PAD, RESERVED, SHAPE_COUNT, UNKNOWN, Vocab

SAMPLE = 100_000  # sentences from all of the text whose characters make the table
COMMON_CHAR = 20  # how often one must occur in them
POOL = 4_096  # sentences that are sorted by length at a time
LONGEST = 80  # words; longer sentences are left out


@dataclass(frozen=True)
class LanguageConfig:
    """What is read and how. A TOML file of `model/recipes/encoders/`."""

    description: str = ""
    vectors: str = ""  # what it begins with: word vectors, or an encoder that goes on learning
    texts: Mapping[str, float] = field(default_factory=dict)  # and the share of the sentences of each
    spoken: Mapping[str, float] = field(default_factory=dict)  # the same; read once a way of tokenizing
    model: ModelConfig = field(default_factory=lambda: ModelConfig(dropout=0.1))
    known: int | None = None  # how many of the vectors, the most frequent words; None: all that there is room for
    most: int = 30_000  # words that are guessed, those with a vector first; any other is UNKNOWN
    total: int = 12_000_000  # words read, sentences drawn at random
    batch_words: int = 3_072  # padding included
    candidates: int = 2_048  # words that each is told from: those of the batch, and random ones
    lower: float = 0.4  # share of the sentences that lose their capitals
    word_dropout: float = 0.05
    learning_rate: float = 4e-3
    seed: int = 1


class LanguageModel(nn.Module):
    """The features and the encoder of a tagger, and what guesses with their states. Input and output share vectors."""

    def __init__(self, config: ModelConfig, vocab: Vocab) -> None:
        super().__init__()
        self.tagger = Tagger(replace(config, crf=False, intent=False), vocab)
        self.tagger.words.train_first(len(vocab.words))
        directions = 2 if config.bidirectional else 1
        self.guess = nn.ModuleList(nn.Linear(config.hidden_size, config.word_size) for _ in range(directions))
        self.bias = nn.Parameter(torch.zeros(len(vocab.words)))
        self.write = nn.Linear(directions * config.hidden_size, SHAPE_COUNT)

    def loss(self, read: Batch, meant: Batch, noise: Tensor) -> Tensor:
        """Mean negative log likelihood a word: next and previous words, and the shapes as they were meant; a scalar.

        Words are told from those of the batch and the first of `noise`, as many in all as `noise` has. Many batches
        share the sizes of all products: a processor with AMX gets a program for each size, which takes its time.
        """
        features = self.tagger.dropout(self.tagger.features(read))
        states = self.tagger.dropout(self.tagger.encoder(features, read.lengths))  # (B, T, H) or (B, T, 2 H)
        known, places = torch.unique(meant.words, return_inverse=True)  # (U,), (B, T)
        noise = noise[: len(noise) - len(known)]
        wrong = torch.cat([known == PAD, torch.isin(noise, known)])  # (C,)
        words = self.tagger.words(torch.cat([known, noise])[None])[0]  # (C, D)
        bias = self.bias[torch.cat([known, noise])].masked_fill(wrong, -torch.inf)
        inside = meant.mask[:, 1:]  # where a word and the one before both stand
        ahead, *back = states.chunk(len(self.guess), dim=2)
        pairs = [(ahead[:, :-1], places[:, 1:]), *((states[:, 1:], places[:, :-1]) for states in back)]
        losses = [
            functional.cross_entropy(
                (guess(state) @ words.T).float().add(bias).flatten(0, 1),
                place.masked_fill(~inside, NO_TARGET).flatten(),
            )
            for guess, (state, place) in zip(self.guess, pairs, strict=True)
        ]
        shapes = meant.shapes.masked_fill(~meant.mask, NO_TARGET)
        written = self.write(states).float().flatten(0, 1)
        losses.append(functional.cross_entropy(written, shapes.flatten()))
        return torch.stack(losses).sum()


def train_encoder(
    config: LanguageConfig,
    vectors: Vectors,
    lines: Sequence[str],
    out: Path,
    on_step: Callable[[int, float], None] = lambda words, loss: None,  # noqa: ARG005
) -> None:
    """Teach an encoder, and the vectors with it, and write both. `lines` are sentences, words parted by a space.

    `on_step` is told how many words were read and the loss. Raises DataError where there is nothing to read.
    """
    torch.manual_seed(config.seed)
    vocab = language_vocab(most_words(vectors.words, lines, config.most), lines)
    model, encoder = LanguageModel(config.model, vocab), Encoder(vocab)
    inherit(model.tagger, vocab, vectors)
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = AdamW(weights, lr=config.learning_rate, weight_decay=0.0, fused=True)
    seen = 0
    for read, meant in make_batches(config, lines, encoder):
        for group in optimizer.param_groups:
            group["lr"] = config.learning_rate * one_cycle(min(seen / config.total, 1.0))
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", torch.bfloat16):  # several times as fast where the processor has AMX
            loss = model.loss(read, meant, torch.randint(UNKNOWN, len(vocab.words), (config.candidates,)))
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        seen += int(meant.lengths.sum())
        on_step(seen, loss.item())
        if seen >= config.total:
            break
    save(out, model.tagger, vocab)


def most_words(known: Sequence[str], lines: Sequence[str], most: int) -> Sequence[str]:
    """The words known, then the most frequent others of the text, without digits, as long as there is room."""
    room = most - len(known)
    if room <= 0:
        return known[:most]
    counts = Counter(chain.from_iterable(line.lower().split() for line in lines))
    for word in known:
        counts.pop(word, None)
    new = (word for word, _ in counts.most_common() if not DIGIT.search(word))
    return (*known, *islice(new, room))


def language_vocab(words: Sequence[str], lines: Sequence[str]) -> Vocab:
    """The tables of a language model: the words given, the characters of the text, and no tag but O."""
    counts = Counter(chain.from_iterable(lines[:: max(1, len(lines) // SAMPLE)]))
    chars = sorted(char for char, count in counts.items() if count >= COMMON_CHAR and not char.isspace())
    return Vocab((*RESERVED, *words), (*RESERVED, *chars), (OUTSIDE,))


def make_batches(config: LanguageConfig, lines: Sequence[str], encoder: Encoder) -> Iterator[tuple[Batch, Batch]]:
    """Batches without end: sentences as they are read, without capitals and some words, and as they are meant.

    Raises DataError where no sentence is short enough to be read.
    """
    rng = random.Random(config.seed)
    while True:
        pool = [line.split(" ", LONGEST) for line in rng.sample(lines, min(POOL, len(lines)))]
        pool = [words for words in pool if len(words) <= LONGEST]
        if not pool:
            raise DataError(f"no text to learn from: no sentence has at most {LONGEST} words")
        groups = list(length_batches([len(words) for words in pool], config.batch_words))
        rng.shuffle(groups)
        for group in groups:
            meant = [pool[index] for index in group]
            read = [[word.lower() for word in words] if rng.random() < config.lower else words for words in meant]
            yield drop_words(encoder.batch(read), config.word_dropout), encoder.batch(meant)


def save(out: Path, tagger: Tagger, vocab: Vocab) -> None:
    """Write the vectors and what a tagger inherits."""
    numbers = torch.arange(len(RESERVED), len(vocab.words))
    rows = tagger.words(numbers[None])[0].detach()
    write_vectors(out, vocab.words[len(RESERVED) :], rows, bequeath(tagger), vocab.chars)
