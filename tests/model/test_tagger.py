"""Tests of model.tagger: what each network may depend on, and its loss by hand."""

import math
from collections.abc import Sequence

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from model.batch import Encoder
from model.config import ARCHITECTURES, Architecture
from model.data import Sentence
from model.tagger import CharacterCNN, LockedDropout, Output, Tagger, Tags, WordVectors
from tests.model.helpers import BOTH_WAYS, FORWARD, is_legal, make_config, make_tagger, make_vocab, toy_corpus

ENCODER = Encoder(make_vocab())
WORDS = [
    ["we", "leave", "from", "Oslo", "next", "Friday"],
    ["Lima"],
    ["zeppelin", "to", "São", "Paulo"],
    ["we", "", "😀"],
]


@torch.no_grad()
def run(tagger: Tagger, sentences: Sequence[Sequence[str]]) -> tuple[Output, Tags]:
    batch = ENCODER.batch(sentences)
    output = tagger(batch)
    return output, tagger.decide(output, batch)


@pytest.mark.parametrize("crf", [False, True])
@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_a_batch_gives_what_its_sentences_give_alone(architecture: Architecture, crf: bool) -> None:
    tagger = make_tagger(architecture, crf=crf)
    output, tags = run(tagger, WORDS)
    for row, words in enumerate(WORDS):
        alone, alone_tags = run(tagger, [words])
        length = len(words)
        assert torch.allclose(output.emissions[row, :length], alone.emissions[0], atol=1e-4)
        assert torch.equal(tags.path[row, :length], alone_tags.path[0])
        assert torch.allclose(tags.probabilities[row, :length], alone_tags.probabilities[0], atol=1e-4)
        assert output.intents is not None
        assert alone.intents is not None
        assert torch.allclose(output.intents[row], alone.intents[0], atol=1e-4)


def test_feed_forward_gives_a_word_the_same_scores_wherever_it_stands() -> None:
    tagger = make_tagger("feedforward")
    sentences = [["Lima"], ["we", "leave", "Lima"], ["Lima", "Oslo", "Oslo"], ["to", "Lima", "May"]]
    output, tags = run(tagger, sentences)
    for row, words in enumerate(sentences):
        place = words.index("Lima")
        assert torch.allclose(output.emissions[row, place], output.emissions[0, 0], atol=1e-5)
        assert torch.allclose(tags.probabilities[row, place], tags.probabilities[0, 0], atol=1e-5)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("architecture", ["feedforward", *FORWARD])
def test_with_one_direction_a_later_word_never_changes_an_earlier_tag(architecture: Architecture, seed: int) -> None:
    tagger = make_tagger(architecture, seed)
    first, second, known = ["we", "leave", "from", "Oslo"], ["we", "leave", "from", "Lima", "May", "2nd"], 3
    (output, tags), (other, other_tags) = run(tagger, [first]), run(tagger, [second])
    assert torch.allclose(output.emissions[0, :known], other.emissions[0, :known], atol=1e-5)
    assert torch.allclose(tags.probabilities[0, :known], other_tags.probabilities[0, :known], atol=1e-5)
    assert torch.equal(tags.path[0, :known], other_tags.path[0, :known])


@pytest.mark.parametrize("crf", [False, True])
@pytest.mark.parametrize("architecture", BOTH_WAYS)
def test_with_two_directions_a_later_word_can_change_the_first(architecture: Architecture, crf: bool) -> None:
    tagger = make_tagger(architecture, crf=crf)
    (output, tags), (other, other_tags) = (run(tagger, [["we", "leave", last]]) for last in ("from", "Oslo"))
    assert (output.emissions[0, 0] - other.emissions[0, 0]).abs().max() > 1e-2
    assert (tags.probabilities[0, 0] - other_tags.probabilities[0, 0]).abs().max() > 1e-4


@pytest.mark.parametrize("crf", [False, True])
@pytest.mark.parametrize("architecture", BOTH_WAYS)
def test_with_two_directions_even_the_first_tag_can_change(architecture: Architecture, crf: bool) -> None:
    def first_tags(seed: int) -> list[int]:
        _, tags = run(make_tagger(architecture, seed, crf=crf), [["we", "leave", last] for last in ("from", "Oslo")])
        return tags.path[:, 0].tolist()

    assert any(len(set(first_tags(seed))) > 1 for seed in range(100))


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from(ARCHITECTURES),
    st.booleans(),
    st.integers(0, 10**6),
    st.lists(
        st.lists(st.sampled_from([word for words in WORDS for word in words]), min_size=1), min_size=1, max_size=5
    ),
)
def test_decided_tags_are_always_legal(
    architecture: Architecture, crf: bool, seed: int, sentences: list[list[str]]
) -> None:
    tagger = make_tagger(architecture, seed, crf=crf)
    _, tags = run(tagger, sentences)
    for words, path in zip(sentences, tags.path.tolist(), strict=True):
        assert is_legal([tagger.tags[k] for k in path[: len(words)]])


@pytest.mark.parametrize("crf", [False, True])
def test_probabilities_are_distributions_at_every_word(crf: bool) -> None:
    _, tags = run(make_tagger(crf=crf), WORDS)
    for row, words in enumerate(WORDS):
        assert torch.allclose(tags.probabilities[row, : len(words)].sum(dim=1), torch.ones(len(words)), atol=1e-5)


def test_the_softmax_loss_is_the_mean_of_sums_over_sentences() -> None:
    tagger, corpus = make_tagger("lstm", crf=False), toy_corpus()[:3]
    expected = 0.0
    for sentence in corpus:
        output, _ = run(tagger, [sentence.words])
        shares = torch.softmax(output.emissions[0].double(), dim=1)
        expected -= sum(math.log(shares[t, tagger.tags.index(tag)]) for t, tag in enumerate(sentence.tags)) / 3
    assert loss(tagger, corpus, 0.0).item() == pytest.approx(expected, rel=1e-5)


def test_the_crf_loss_is_the_mean_over_sentences_alone() -> None:
    tagger, corpus = make_tagger(crf=True), toy_corpus()[:3]
    alone = [loss(tagger, [sentence], 0.0).item() for sentence in corpus]
    assert loss(tagger, corpus, 0.0).item() == pytest.approx(sum(alone) / 3, rel=1e-5)


def test_the_intent_loss_is_weighted_and_counts_sentences_that_have_one() -> None:
    tagger, corpus = make_tagger(), toy_corpus()[:2]
    corpus.append(Sentence(corpus[0].words, corpus[0].tags))
    output, _ = run(tagger, [sentence.words for sentence in corpus[:2]])
    assert output.intents is not None
    shares = torch.softmax(output.intents.double(), dim=1)
    names = make_vocab().intents
    expected = -sum(math.log(shares[row, names.index(s.intent or "")]) for row, s in enumerate(corpus[:2])) / 2
    found = loss(tagger, corpus, 2.0).item() - loss(tagger, corpus, 0.0).item()
    assert found == pytest.approx(2 * expected, rel=1e-3)


def test_sentences_without_intents_have_a_loss_of_tags_alone() -> None:
    tagger, corpus = make_tagger(), [Sentence(s.words, s.tags) for s in toy_corpus()]
    assert loss(tagger, corpus, 5.0).item() == loss(tagger, corpus, 0.0).item()


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_every_weight_takes_part_in_the_loss(architecture: Architecture) -> None:
    tagger = make_tagger(architecture, crf=True)
    tagger.words.train_first(5)
    loss(tagger, toy_corpus(), 1.0).backward()  # type: ignore[no-untyped-call]
    for name, weights in tagger.named_parameters():
        if name == "words.weight":  # the table itself never moves
            continue
        assert weights.grad is not None, name
        assert weights.grad.abs().max() > 0, name


def test_intents_are_scored_from_the_mean_and_maximum_of_the_states() -> None:
    tagger = make_tagger()
    output, _ = run(tagger, WORDS)
    assert output.intents is not None
    assert tagger.intent is not None
    for row, words in enumerate(WORDS):
        states = output.states[row, : len(words)]
        pooled = torch.cat([states.sum(dim=0) / len(words), states.max(dim=0).values])
        assert torch.allclose(output.intents[row], tagger.intent(pooled), atol=1e-4)


@pytest.mark.parametrize("width", [1, 2, 3, 4, 5])
def test_character_features_are_maxima_over_places(width: int) -> None:
    torch.manual_seed(0)
    cnn = CharacterCNN(10, make_config(char_width=width)).eval()
    word = torch.tensor([[3, 7, 5, 2]])
    left = width // 2
    padded = torch.cat([torch.zeros(left, 4), cnn.embed(word[0]), torch.zeros(width, 4)])  # (left + W + width, C)
    weights, bias = (value.detach() for value in cnn.convolve.parameters())
    places = [weights.flatten(1) @ padded[t : t + width].T.flatten() + bias for t in range(4)]
    assert torch.allclose(cnn(word)[0], torch.stack(places).max(dim=0).values, atol=1e-6)


def test_a_word_s_characters_are_read_the_same_beside_a_longer_word() -> None:
    torch.manual_seed(0)
    cnn = CharacterCNN(10, make_config()).eval()
    alone, beside = cnn(torch.tensor([[3, 7]])), cnn(torch.tensor([[3, 7, 0, 0, 0], [1, 2, 3, 4, 5], [0] * 5]))
    assert torch.allclose(alone[0], beside[0], atol=1e-6)
    assert (beside[2] == 0).all()


@pytest.mark.parametrize(("char_size", "shape_size"), [(0, 0), (4, 0), (0, 3), (4, 3)])
def test_unknown_words_differ_only_by_the_features_that_are_on(char_size: int, shape_size: int) -> None:
    tagger = make_tagger("feedforward", char_size=char_size, shape_size=shape_size)
    output, _ = run(tagger, [["zeppelin", "ZEPPELIN", "Zeppelin", "balloon"]])
    upper = not torch.allclose(output.emissions[0, 0], output.emissions[0, 1])
    other = not torch.allclose(output.emissions[0, 0], output.emissions[0, 3])
    assert (upper, other) == (bool(char_size or shape_size), bool(char_size))


def test_the_first_word_vectors_move_and_the_others_stay() -> None:
    words = WordVectors(4, 2)
    words.weight.data = torch.arange(8.0).reshape(4, 2)
    words.train_first(2)
    assert words.moved is not None
    words.moved.data = torch.tensor([[0.0, 0.0], [10.0, 20.0]])
    numbers = torch.tensor([[0, 1, 2, 3]])
    expected = torch.tensor([[0.0, 1.0], [12.0, 23.0], [4.0, 5.0], [6.0, 7.0]])
    assert torch.equal(words(numbers)[0], expected)
    words.settle()
    assert words.moved is None
    assert torch.equal(words(numbers)[0], expected)
    assert torch.equal(words.weight, expected)


def test_padding_and_words_outside_the_corpus_move_no_vector() -> None:
    tagger = make_tagger()
    tagger.words.train_first(4)
    vocab = make_vocab()
    sentences = [Sentence(tuple(vocab.words[k] for k in row), ("O",) * len(row)) for row in ([3, 5, 6], [7])]
    loss(tagger, sentences, 0.0).backward()  # type: ignore[no-untyped-call]
    assert tagger.words.moved is not None
    assert tagger.words.moved.grad is not None
    assert [bool(row.any()) for row in tagger.words.moved.grad] == [False, False, False, True]


def test_dropout_leaves_out_the_same_features_at_all_words() -> None:
    torch.manual_seed(0)
    dropped = LockedDropout(0.25).train()(torch.ones(200, 5, 40))
    assert dropped.unique().tolist() == [0.0, pytest.approx(1 / 0.75)]
    assert (dropped == dropped[:, :1]).all()
    assert dropped.mean().item() == pytest.approx(1, abs=0.03)


def test_dropout_works_in_training_alone() -> None:
    tagger = make_tagger(dropout=0.5)
    (first, _), (again, _) = run(tagger, WORDS), run(tagger, WORDS)
    assert torch.equal(first.emissions, again.emissions)
    dropped, _ = run(tagger.train(), WORDS)
    assert not torch.allclose(first.emissions, dropped.emissions)


def test_without_an_intent_head_there_are_no_intents() -> None:
    output, _ = run(make_tagger(intent=False), WORDS)
    assert output.intents is None


def loss(tagger: Tagger, sentences: Sequence[Sentence], intent_weight: float) -> Tensor:
    batch = ENCODER.batch([sentence.words for sentence in sentences])
    return tagger.loss(batch, ENCODER.targets(sentences), intent_weight)
