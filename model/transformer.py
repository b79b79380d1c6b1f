"""A pretrained transformer tuned to a task (Devlin et al., 2019): a teacher for `model.silver`, too large to serve.

It comes with what more text than any network here could read has taught it. Needs the optional extra `teacher`.

B sentences, N words in all of them, P pieces of the longest sentence, S numbers a piece, K tags.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, cast

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.optim import AdamW

from model.batch import NO_TARGET, Encoder, Targets
from model.config import TrainConfig, from_dict
from model.data import Sentence
from model.errors import ConfigError, DataError
from model.lazy import Lazy
from model.predict import TextTagger
from model.tagger import Decided
from model.text import TextConfig
from model.train import make_batches
from model.vocab import PAD, RESERVED, SHAPE_COUNT, Vocab, build_vocab, shape_number

transformers, tokenizers = Lazy("transformers", "teacher"), Lazy("tokenizers", "teacher")

WARM_UP = 0.1  # share of all steps in which the learning rate rises
HEAD_RATE = 10  # learning rate of what is new, in those of what is tuned
STEP = 4  # pieces; lengths are multiples of it: a processor with AMX makes a program for each size, which takes time
ABOUT, WEIGHTS, PIECES = "teacher.json", "teacher.safetensors", "tokenizer.json"


@dataclass(frozen=True)
class TransformerConfig:
    """Which transformer is tuned and how. A TOML file of `model/recipes/teachers/`."""

    description: str = ""
    pupil: str = ""  # a recipe's name: the teacher learns that task from the same sentences and rules
    body: str = "sentence-transformers/all-mpnet-base-v2"  # of Hugging Face's hub, or a folder
    share: float = 1.0  # of the sentences that rules make of the labelled ones, drawn anew for each epoch
    longest: int = 60  # words; longer sentences are left out
    epochs: int = 3
    batch_size: int = 64  # sentences
    learning_rate: float = 6e-5
    seed: int = 1


@dataclass(frozen=True)
class Pieces:
    """Sentences in pieces of words, padded."""

    numbers: Tensor  # (B, P) int64
    shapes: Tensor  # (B, P) int64: that of the word a piece belongs to
    mask: Tensor  # (B, P) int64, 1 at pieces
    firsts: Tensor  # (N,) int64: where in the flattened pieces each word begins


class Transformer(nn.Module):
    """A body that is told how words are written, for most read no capitals, and a tag for the first piece of each."""

    def __init__(self, body: Any, tags: int) -> None:
        super().__init__()
        self.body, size = body, body.config.hidden_size
        self.pieces.weight.requires_grad_(False)
        self.shapes = nn.Embedding(SHAPE_COUNT, size, padding_idx=PAD)
        nn.init.zeros_(self.shapes.weight)  # it begins as what it was before
        self.dropout = nn.Dropout(0.1)
        self.tags = nn.Linear(size, tags)

    @property
    def pieces(self) -> nn.Embedding:
        """The body's own vectors, which stay as they are."""
        return cast(nn.Embedding, self.body.get_input_embeddings())

    def forward(self, pieces: Pieces) -> Tensor:
        """Scores (N, K) before the softmax."""
        read = self.pieces(pieces.numbers) + self.shapes(pieces.shapes)  # (B, P, S)
        with torch.autocast("cpu", torch.bfloat16):  # several times as fast where the processor has AMX
            states = self.body(inputs_embeds=read, attention_mask=pieces.mask).last_hidden_state
        return cast(Tensor, self.tags(self.dropout(states.float().flatten(0, 1)[pieces.firsts])))


class Cutter:
    """Words to pieces, as a body's own tokenizer cuts them."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer
        tokenizer.no_truncation()
        tokenizer.no_padding()

    def __call__(self, sentences: Sequence[Sequence[str]]) -> Pieces:
        found = [self.tokenizer.encode(list(words), is_pretokenized=True) for words in sentences]
        width = -(-max(len(entry.ids) for entry in found) // STEP) * STEP
        numbers, shapes, mask = (torch.zeros(len(found), width, dtype=torch.int64) for _ in range(3))
        firsts = []
        for row, (entry, words) in enumerate(zip(found, sentences, strict=True)):
            count = len(entry.ids)
            numbers[row, :count], mask[row, :count] = torch.tensor(entry.ids), 1
            shapes[row, :count] = torch.tensor(
                [PAD if at is None else shape_number(words[at]) for at in entry.word_ids]
            )
            places = {at: place for place, at in reversed([*enumerate(entry.word_ids)])}
            firsts += [row * width + places.get(at, 0) for at in range(len(words))]  # a word of no piece: by the start
        return Pieces(numbers, shapes, mask, torch.tensor(firsts))


class TransformerTagger(TextTagger):
    """A tuned transformer that tags as a `Predictor` does, a hundred times as slowly."""

    def __init__(self, name: str, text: TextConfig, network: Transformer, vocab: Vocab, cutter: Cutter) -> None:
        super().__init__(name, vocab, text)
        self.network, self.cutter, self.decide = network.eval(), cutter, self._decide

    @torch.inference_mode()
    def _decide(self, sentences: Sequence[Sequence[str]]) -> Decided:
        probabilities = self.network(self.cutter(sentences)).softmax(dim=1)  # (N, K)
        return Decided(probabilities.argmax(dim=1), probabilities, None)

    def save(self, folder: Path) -> None:
        """Write what `load_transformer` reads."""
        folder.mkdir(parents=True, exist_ok=True)
        about = {"name": self.name, "text": vars(self.text), "vocab": self.vocab.to_dict()}
        self.network.body.config.save_pretrained(folder)
        (folder / ABOUT).write_text(json.dumps(about, indent=1), encoding="utf-8")
        self.cutter.tokenizer.save(str(folder / PIECES))
        save_file({name: weight.contiguous() for name, weight in self.network.state_dict().items()}, folder / WEIGHTS)


def load_transformer(folder: Path) -> TransformerTagger:
    """A tuned transformer. Raises DataError for a folder that holds none, ConfigError without the extra `teacher`."""
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        vocab, text = Vocab.from_dict(about["vocab"]), from_dict(TextConfig, about["text"])
        config = transformers.AutoConfig.from_pretrained(folder)
        network = Transformer(transformers.AutoModel.from_config(config), len(vocab.tags))
        network.load_state_dict(load_file(folder / WEIGHTS))
        cutter = Cutter(tokenizers.Tokenizer.from_file(str(folder / PIECES)))
    except ConfigError:
        raise
    except Exception as error:  # tokenizers raises nothing more exact
        raise DataError(f"no tuned transformer: {error}", folder) from error
    return TransformerTagger(about["name"], text, network, vocab, cutter)


def tune(
    config: TransformerConfig,
    name: str,
    text: TextConfig,
    epoch: Callable[[int], Sequence[Sentence]],
    on_step: Callable[[int, int, float], None] = lambda step, steps, loss: None,  # noqa: ARG005
) -> TransformerTagger:
    """Tune a transformer to the sentences that `epoch` gives; `on_step` is told the step, of how many, and the loss.

    Raises DataError where the body cannot be had, ConfigError without the extra `teacher`.
    """
    torch.manual_seed(config.seed)
    vocab = replace(build_vocab(epoch(0)), words=RESERVED, chars=RESERVED, intents=())
    network, cutter = _pretrained(config.body, len(vocab.tags))
    run = _Run(config, network.train(), cutter, Encoder(vocab))
    plan = TrainConfig(batch_size=config.batch_size, seed=config.seed)
    for number in range(config.epochs):
        batches = list(make_batches(epoch(number), plan, number))
        for step, batch in enumerate(batches):
            loss = run.step(batch, (number + step / len(batches)) / config.epochs)
            on_step(number * len(batches) + step + 1, config.epochs * len(batches), loss)
    return TransformerTagger(name, text, network, vocab, cutter)


class _Run:
    """The moving parts of a tuning."""

    def __init__(self, config: TransformerConfig, network: Transformer, cutter: Cutter, encoder: Encoder) -> None:
        self.network, self.cutter, self.encoder = network, cutter, encoder
        body = [weight for weight in network.body.parameters() if weight.requires_grad]
        new = [*network.shapes.parameters(), *network.tags.parameters()]
        self.groups = [(body, config.learning_rate), (new, HEAD_RATE * config.learning_rate)]
        groups: list[dict[str, Any]] = [{"params": body}, {"params": new, "weight_decay": 0.0}]
        self.optimizer = AdamW(groups, weight_decay=0.01, fused=True)

    def step(self, sentences: Sequence[Sentence], progress: float) -> float:
        for group, (_, peak) in zip(self.optimizer.param_groups, self.groups, strict=True):
            group["lr"] = peak * risen_and_fallen(progress)
        self.optimizer.zero_grad(set_to_none=True)
        scores = self.network(self.cutter([sentence.words for sentence in sentences]))
        loss = tag_loss(scores, self.encoder.targets(sentences))
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(chain.from_iterable(weights for weights, _ in self.groups), 1.0)
        self.optimizer.step()
        return loss.item()


def risen_and_fallen(progress: float) -> float:
    """Share of the peak learning rate at a share of the tuning: a line up, then a line down (Devlin et al., 2019)."""
    return min(max(progress, 1e-3) / WARM_UP, (1 - progress) / (1 - WARM_UP))


def tag_loss(scores: Tensor, targets: Targets) -> Tensor:
    """Mean negative log likelihood a word, of scores (N, K), that its tag is one of those that are right; a scalar."""
    inside = targets.tags != NO_TARGET  # (B, T)
    if targets.allowed is None:
        return nn.functional.cross_entropy(scores, targets.tags[inside])
    right = scores.log_softmax(dim=1).masked_fill(~targets.allowed[inside], -torch.inf)  # (N, K)
    return -right.logsumexp(dim=1).mean()


def _pretrained(body: str, tags: int) -> tuple[Transformer, Cutter]:
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(body, use_fast=True).backend_tokenizer
        loaded = transformers.AutoModel.from_pretrained(body, use_safetensors=True)
    except (OSError, ValueError, AttributeError) as error:  # what the hub answers is an OSError
        raise DataError(f"no pretrained transformer {body}: {error}") from error
    for module in loaded.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0  # a few epochs do not overfit, and it takes a tenth of the time
    return Transformer(loaded, tags), Cutter(tokenizer)
