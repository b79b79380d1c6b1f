"""Words that would change a label if they stood in the place of another, found by the network itself.

The gradient at the word's features says in which direction the labels give way (HotFlip, Ebrahimi et al., 2018). Of the
words that are used like the one to be replaced, by their vectors, those that lie furthest that way are really tried.
V words of the vocabulary, N of them like the word, D numbers a word vector, F features a word, T words of the sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch

from model.explain import log_odds, tag_probabilities, word_features
from model.predict import Prediction, Predictor, Tokenized, from_words
from model.vocab import RESERVED

VOCABULARY = 5000  # the commonest words are looked at: rare ones teach little
ALIKE = 200  # words most like the one to be replaced
SHORTLIST = 24  # words really tried for each label that might change
NEAREST = 6  # slots whose labels are put to the test, those nearest to the word
A_KIND = 2  # words listed that do the same to the sentence
# Words that people ask about: offered for each other whether they change anything or not.
FAMILIES = (
    ("leave", "arrive", "depart", "reach"),
    ("leaving", "arriving", "departing", "reaching"),
    ("from", "to", "via"),
    ("before", "after"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """A word whose label would change."""

    index: int
    old: str
    new: str
    score: float


@dataclass(frozen=True, slots=True)
class Swap:
    """A word for the place, and what it would change elsewhere or there; a familiar word may change nothing."""

    word: str
    changes: tuple[Change, ...]


def swaps(predictor: Predictor, sentence: Tokenized, index: int, most: int = 12) -> list[Swap]:
    """Words for word `index` that change a label: the familiar first, then those that surely change other words'."""
    base = predictor.predict([sentence])[0]
    here = sentence.tokens[index].text
    family = [word for words in FAMILIES if here.lower() in words for word in words]
    tried = dict.fromkeys(_dressed(word, here) for word in [*family, *_shortlist(predictor, base, sentence, index)])
    candidates = [word for word in tried if word.casefold() != here.casefold()]
    variants = predictor.predict([_replaced(sentence, index, word) for word in candidates])
    made = [Swap(word, tuple(_changes(base, each))) for word, each in zip(candidates, variants, strict=True)]
    changing = sorted((swap for swap in made if swap.changes), key=lambda swap: _rank(swap, index))
    familiar = [swap for swap in changing if swap.word.lower() in family]
    idle = [swap for swap in made if swap.word.lower() in family and not swap.changes]
    found = _varied(list(dict.fromkeys([*familiar, *changing])), index)[: most - len(idle)]
    return [*found, *idle]


def _shortlist(predictor: Predictor, base: Prediction, sentence: Tokenized, index: int) -> list[str]:
    """Words of the vocabulary towards which the labels give way, by the gradient at the word."""
    words = _like(predictor, sentence.tokens[index].text)
    features = word_features(predictor, sentence).requires_grad_()  # (1, T, F)
    probabilities = tag_probabilities(predictor)(features)  # (1, T, K)
    ways = word_features(predictor, from_words(words))[0] - features[0, index].detach()  # (N, F)
    found: list[str] = []
    for place in _targets(base, index):
        wanted = torch.tensor([_label(tag) == _label(base.tokens[place].tag) for tag in predictor.vocab.tags])
        score = log_odds(probabilities[:, place], wanted.to(features.device)).sum()
        (gradient,) = torch.autograd.grad(score, features, retain_graph=True)  # (1, T, F)
        effect = ways @ gradient[0, index]  # (N,) the change of the score to first order
        found += [words[number] for number in effect.topk(min(SHORTLIST, len(words)), largest=False).indices.tolist()]
    return found


@torch.no_grad()
def _like(predictor: Predictor, word: str) -> list[str]:
    """The common words of letters whose vectors point the same way as the word's, nearest first."""
    known = range(len(RESERVED), min(VOCABULARY, len(predictor.vocab.words)))
    numbers = [number for number in known if predictor.vocab.words[number].isalpha()]
    here = torch.tensor([[predictor.vocab.word_number(word)]], device=predictor.device)  # (1, 1)
    vectors = predictor.tagger.words(torch.tensor([numbers], device=predictor.device))[0]  # (V, D)
    nearness = torch.cosine_similarity(vectors, predictor.tagger.words(here)[0], dim=-1)  # (V,)
    nearest = nearness.topk(min(ALIKE, len(numbers))).indices.tolist()
    return [predictor.vocab.words[numbers[place]] for place in nearest]


def _targets(base: Prediction, index: int) -> list[int]:
    """The words whose label is put to the test: the word itself and the first word of each slot near it."""
    slots = [place for place, token in enumerate(base.tokens) if token.tag.startswith("B-") and place != index]
    return [index, *sorted(slots, key=lambda place: abs(place - index))[:NEAREST]]


def _dressed(word: str, like: str) -> str:
    """A word of the vocabulary, which is lower case, in the case of the word that it replaces."""
    return word.capitalize() if like[:1].isupper() else word


def _replaced(sentence: Tokenized, index: int, word: str) -> Tokenized:
    words = [token.text for token in sentence.tokens]
    return from_words([*words[:index], word, *words[index + 1 :]])


def _changes(base: Prediction, variant: Prediction) -> Iterator[Change]:
    for place, (old, new) in enumerate(zip(base.tokens, variant.tokens, strict=True)):
        if _label(old.tag) != _label(new.tag):
            yield Change(place, _label(old.tag), _label(new.tag), new.score)


def _rank(swap: Swap, index: int) -> tuple[bool, bool, float]:
    """Swaps that change other words come first, above all from one slot to another, and the surest first."""
    others = [change for change in swap.changes if change.index != index]
    moved = others or swap.changes
    return (not others, not any(change.new for change in moved), -sum(c.score for c in moved) / len(moved))


def _varied(ranked: Sequence[Swap], index: int) -> list[Swap]:
    """Few words of each kind, so that the list shows what is possible rather than the same thing often."""
    kinds: dict[frozenset[tuple[int, str]], int] = {}
    kept = []
    for swap in ranked:
        others = frozenset((change.index, change.new) for change in swap.changes if change.index != index)
        kind = others or frozenset((change.index, change.new) for change in swap.changes)
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] <= A_KIND:
            kept.append(swap)
    return kept


def _label(tag: str) -> str:
    return tag.partition("-")[2]
