"""Tests of model.batch."""

import torch
from hypothesis import given
from hypothesis import strategies as st

from model.batch import NO_TARGET, Encoder, length_batches
from model.data import Sentence
from model.vocab import PAD, shape_number
from tests.model.helpers import make_vocab, toy_corpus

SENTENCES = [["we", "leave", "Oslo"], ["Oslo"], ["we", "we"]]


def test_words_and_shapes_are_the_vocabulary_s_and_padding_elsewhere() -> None:
    vocab = make_vocab()
    batch = Encoder(vocab).batch(SENTENCES)
    for row, words in enumerate(SENTENCES):
        padding = [PAD] * (3 - len(words))
        assert batch.words[row].tolist() == [vocab.word_number(word) for word in words] + padding
        assert batch.shapes[row].tolist() == [shape_number(word) for word in words] + padding


def test_the_mask_is_true_at_words_alone() -> None:
    batch = Encoder(make_vocab()).batch(SENTENCES)
    assert batch.lengths.tolist() == [3, 1, 2]
    assert batch.mask.tolist() == [[True, True, True], [True, False, False], [True, True, False]]
    assert batch.mask.dtype == torch.bool


def test_every_form_points_to_the_characters_of_its_word() -> None:
    vocab = make_vocab()
    batch = Encoder(vocab).batch(SENTENCES)
    assert len(batch.chars) == 1 + len({"we", "leave", "Oslo"})
    for row, words in enumerate(SENTENCES):
        for column, word in enumerate(words):
            chars = batch.chars[batch.forms[row, column]].tolist()
            assert chars == vocab.char_row(word) + [PAD] * (len(chars) - len(word))


def test_padding_has_no_characters() -> None:
    batch = Encoder(make_vocab()).batch(SENTENCES)
    assert (batch.forms[~batch.mask] == 0).all()
    assert (batch.chars[0] == PAD).all()


def test_words_of_different_case_share_a_number_but_not_their_characters() -> None:
    batch = Encoder(make_vocab()).batch([["Oslo", "OSLO"]])
    first, second = batch.forms[0].tolist()
    assert batch.words[0, 0] == batch.words[0, 1]
    assert batch.chars[first].tolist() != batch.chars[second].tolist()


def test_an_empty_word_is_still_a_word() -> None:
    batch = Encoder(make_vocab()).batch([["", "Oslo"]])
    assert batch.mask.tolist() == [[True, True]]
    assert (batch.chars[batch.forms[0, 0]] == PAD).all()


def test_encoding_again_gives_the_same() -> None:
    encoder = Encoder(make_vocab())
    first, again = encoder.batch(SENTENCES), encoder.batch(SENTENCES)
    assert torch.equal(first.words, again.words)
    assert torch.equal(first.chars, again.chars)


def test_targets_are_tag_numbers_with_nothing_to_learn_at_padding() -> None:
    vocab = make_vocab()
    sentences = [Sentence(("Lima",), ("B-day",), "reach"), Sentence(("we", "go"), ("O", "O"))]
    targets = Encoder(vocab).targets(sentences)
    assert targets.tags.tolist() == [[vocab.tags.index("B-day"), NO_TARGET], [0, 0]]
    assert targets.intents.tolist() == [vocab.intents.index("reach"), NO_TARGET]


def test_an_intent_never_met_in_training_is_no_target() -> None:
    targets = Encoder(make_vocab()).targets([Sentence(("we",), ("O",), "sing")])
    assert targets.intents.tolist() == [NO_TARGET]


def test_a_moved_batch_is_the_same_batch() -> None:
    encoder, corpus = Encoder(make_vocab()), toy_corpus()
    batch, targets = encoder.batch([s.words for s in corpus]), encoder.targets(corpus)
    moved, moved_targets = batch.to("cpu"), targets.to("cpu")
    for name in ("words", "shapes", "forms", "chars", "lengths", "mask"):
        assert torch.equal(getattr(moved, name), getattr(batch, name))
    assert torch.equal(moved_targets.tags, targets.tags)
    assert torch.equal(moved_targets.intents, targets.intents)


@given(st.lists(st.integers(1, 50), max_size=40), st.integers(1, 100))
def test_groups_hold_every_sentence_once_within_the_budget(lengths: list[int], most: int) -> None:
    groups = list(length_batches(lengths, most))
    assert sorted(index for group in groups for index in group) == list(range(len(lengths)))
    for group in groups:
        longest = max(lengths[index] for index in group)
        assert len(group) == 1 or longest * len(group) <= most


def test_groups_keep_sentences_of_like_length_together() -> None:
    assert list(length_batches([9, 1, 8, 2, 1], max_padded=18)) == [[1, 4, 3], [2, 0]]
